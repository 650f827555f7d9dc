"""Cohorts and places in them."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from curriculum.models import (
    Cohort,
    Enrollment,
)
from curriculum.rules.roles import RECORD_READERS, STAFF
from lms.people.api import EVERY_CAMPUS, Campus, campuses_where, holds


@rules.predicate
def works_with_cohort(person: Any, cohort: Any = None) -> bool:
    return holds(person, cohort, *STAFF)


def cohorts_visible_to(person: Any) -> QuerySet[Cohort]:
    """Twin of ``curriculum.view_cohort``."""
    mine = campuses_where(person, *STAFF)
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


def campuses_managed_by(person: Any) -> QuerySet[Campus]:
    """The campuses whose cohorts the person runs: twin of ``curriculum.manage_cohort`` about a campus."""
    mine = campuses_where(person, "coordinator")
    return Campus.objects.all() if mine is EVERY_CAMPUS else Campus.objects.filter(pk__in=mine)


def cohorts_planned_by(person: Any) -> QuerySet[Cohort]:
    """Cohorts whose dates the person sets and whose course they may walk through: twin of ``curriculum.plan_cohort``."""
    mine = campuses_where(person, "coordinator", "instructor")
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


def enrollments_managed_by(person: Any) -> QuerySet[Enrollment]:
    """Places that the person gives, moves and ends: twin of ``curriculum.manage_cohort`` about an enrollment."""
    mine = campuses_where(person, "coordinator")
    return Enrollment.objects.all() if mine is EVERY_CAMPUS else Enrollment.objects.filter(cohort__campus__in=mine)


@rules.predicate
def is_the_student(person: Any, enrollment: Any = None) -> bool:
    return enrollment is not None and enrollment.student_id == person.pk


@rules.predicate
def reads_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *RECORD_READERS)


def enrollments_visible_to(person: Any) -> QuerySet[Enrollment]:
    """Twin of ``curriculum.view_enrollment``: one's own, and those of campuses whose records one reads."""
    mine = campuses_where(person, *RECORD_READERS)
    if mine is EVERY_CAMPUS:
        return Enrollment.objects.all()
    return Enrollment.objects.filter(Q(student=person) | Q(cohort__campus__in=mine))


def enrollments_taught_by(person: Any) -> QuerySet[Enrollment]:
    """Places in cohorts of the campuses the person teaches on: twin of ``curriculum.change_law`` about students."""
    mine = campuses_where(person, "instructor")
    return Enrollment.objects.all() if mine is EVERY_CAMPUS else Enrollment.objects.filter(cohort__campus__in=mine)
