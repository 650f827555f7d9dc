"""Announcements, and questions to the instructor."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from curriculum.models import (
    Announcement,
    Cohort,
    Enrollment,
    LessonQuestion,
)
from curriculum.rules.roles import ANNOUNCERS, HOLDS_PLACE
from lms.core.clock import now
from lms.people.api import EVERY_CAMPUS, campuses_where, holds


@rules.predicate
def announces_to(person: Any, cohort: Any = None) -> bool:
    """Who teaches or runs the campus. Asked about a cohort or one of its announcements; without one: anywhere at all."""
    return holds(person, cohort, *ANNOUNCERS)


def cohorts_announced_to_by(person: Any) -> QuerySet[Cohort]:
    """Twin of ``curriculum.announce``."""
    mine = campuses_where(person, *ANNOUNCERS)
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


@rules.predicate
def reads_announcement(person: Any, announcement: Any = None) -> bool:
    """Who has a place in its cohort, once it is visible; withdrawn students see nothing."""
    return announcement is not None and announcements_read_by(person).filter(pk=announcement.pk).exists()


def announcements_read_by(person: Any) -> QuerySet[Announcement]:
    """Twin of ``reads_announcement``."""
    places = Enrollment.objects.filter(student=person, state__in=HOLDS_PLACE)
    return Announcement.objects.filter(cohort__in=places.values("cohort"), visible_from__lte=now(), taken_back_at__isnull=True)


def announcements_visible_to(person: Any) -> QuerySet[Announcement]:
    """Twin of ``curriculum.view_announcement``: those one reads, and all of the cohorts one announces to."""
    written = Announcement.objects.filter(cohort__in=cohorts_announced_to_by(person))
    return (written | Announcement.objects.filter(pk__in=announcements_read_by(person).values("pk"))).distinct()


@rules.predicate
def may_ask(person: Any, enrollment: Any = None) -> bool:
    """Asked about the place, or the lesson as opened from one (``place``)."""
    enrollment = getattr(enrollment, "enrollment", enrollment)
    return enrollment is not None and enrollment.student_id == person.pk and enrollment.state in HOLDS_PLACE


@rules.predicate
def asked_it(person: Any, question: Any = None) -> bool:
    return question is not None and question.enrollment.student_id == person.pk


@rules.predicate
def reads_shared_question(person: Any, question: Any = None) -> bool:
    return question is not None and questions_shared_with(person).filter(pk=question.pk).exists()


def questions_shared_with(person: Any) -> QuerySet[LessonQuestion]:
    """Twin of ``reads_shared_question``: shared ones of the cohorts in which one has a place."""
    places = Enrollment.objects.filter(student=person, state__in=HOLDS_PLACE)
    return LessonQuestion.objects.filter(shared_at__isnull=False, enrollment__cohort__in=places.values("cohort"))


@rules.predicate
def answers_question(person: Any, question: Any = None) -> bool:
    """An instructor of the campus, but never of their own question. Without one: anywhere at all."""
    return holds(person, question, "instructor") and (question is None or question.enrollment.student_id != person.pk)


def questions_answered_by(person: Any) -> QuerySet[LessonQuestion]:
    """Twin of ``curriculum.answer_question``."""
    mine = campuses_where(person, "instructor")
    others = LessonQuestion.objects.exclude(enrollment__student=person)
    return others if mine is EVERY_CAMPUS else others.filter(enrollment__cohort__campus__in=mine)


def questions_visible_to(person: Any) -> QuerySet[LessonQuestion]:
    """Twin of ``curriculum.view_question``: one's own, and those shared with one's cohorts."""
    shared = questions_shared_with(person).values("pk")
    return LessonQuestion.objects.filter(Q(enrollment__student=person) | Q(pk__in=shared))
