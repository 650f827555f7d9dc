"""Who may sit, see and mark attempts. Each predicate stands beside its queryset twin."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from assessments.models import AssessmentPage, Attempt, QuestionBank
from curriculum.api import cohorts_visible_to, programs, programs_written_by
from lms.people.api import EVERY_CAMPUS, campuses_where, holds, is_administrator, is_coordinator_of, is_instructor_of

MARKERS = ("instructor",)


@rules.predicate
def is_own_attempt(person: Any, attempt: Any = None) -> bool:
    """Asked about an attempt or one of its items."""
    attempt = getattr(attempt, "attempt", attempt)
    return attempt is not None and attempt.enrollment.student_id == person.pk


@rules.predicate
def marks_attempt(person: Any, attempt: Any = None) -> bool:
    """An instructor of the campus, but never of their own answers. Asked about an attempt or one of its items."""
    attempt = getattr(attempt, "attempt", attempt)
    enrollment = getattr(attempt, "enrollment", attempt)
    return holds(person, enrollment, *MARKERS) and getattr(enrollment, "student_id", None) != person.pk


def attempts_marked_by(person: Any) -> QuerySet[Attempt]:
    """Twin of ``assessments.mark_attempt``."""
    mine = campuses_where(person, *MARKERS)
    attempts = Attempt.objects.exclude(enrollment__student=person)
    return attempts if mine is EVERY_CAMPUS else attempts.filter(enrollment__cohort__campus__in=mine)


def attempts_visible_to(person: Any) -> QuerySet[Attempt]:
    """Twin of ``assessments.view_attempt``: one's own, and those of campuses one teaches on."""
    mine = campuses_where(person, *MARKERS)
    if mine is EVERY_CAMPUS:
        return Attempt.objects.all()
    return Attempt.objects.filter(Q(enrollment__student=person) | Q(enrollment__cohort__campus__in=mine))


def banks_written_by(person: Any) -> QuerySet[QuestionBank]:
    """Banks of the programs whose lessons the person writes. A bank of no program is shared by all, so administrators see to it."""
    return QuestionBank.objects.all() if is_administrator(person) else QuestionBank.objects.filter(program__in=programs_written_by(person))


@rules.predicate
def writes_bank(person: Any, subject: Any = None) -> bool:
    """Twin of ``banks_written_by``. Asked about a bank, or what has one: a question, a version of one, a draft."""
    subject = getattr(subject, "question", None) or subject
    bank = getattr(subject, "bank", subject)
    return bank is not None and is_instructor_of(person) and banks_written_by(person).filter(pk=bank.pk).exists()


@rules.predicate
def analyzes(person: Any, page: Any = None) -> bool:
    """An instructor of a campus that runs the program; about no assessment: of any campus."""
    if page is None:
        return holds(person, None, *MARKERS)
    return assessments_analyzed_by(person).filter(pk=page.pk).exists()


def assessments_analyzed_by(person: Any) -> QuerySet[AssessmentPage]:
    """Twin of ``assessments.analyze``."""
    mine = campuses_where(person, *MARKERS)
    if mine is EVERY_CAMPUS:
        return AssessmentPage.objects.all()
    inside = Q(pk__in=[])
    for path in programs().filter(cohorts__campus__in=mine).distinct().values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    return AssessmentPage.objects.filter(inside)


def gradebooks_visible_to(person: Any) -> QuerySet[Any]:
    """Twin of ``assessments.view_gradebook``: cohorts of campuses where one teaches or coordinates."""
    mine = campuses_where(person, "coordinator", *MARKERS)
    return cohorts_visible_to(person) if mine is EVERY_CAMPUS else cohorts_visible_to(person).filter(campus__in=mine)


@rules.predicate
def opens_to_practice(person: Any, bank: Any = None) -> bool:
    """Who writes the bank's program; a bank of no program is for administrators."""
    if bank is None:
        return False
    return holds(person, None) if bank.program is None else person.has_perm("curriculum.write_program", bank.program)


def banks_opened_by(person: Any) -> QuerySet[QuestionBank]:
    """Twin of ``assessments.open_to_practice``."""
    mine = [bank.pk for bank in QuestionBank.objects.select_related("program") if opens_to_practice(person, bank)]
    return QuestionBank.objects.filter(pk__in=mine)


rules.add_perm("assessments.open_to_practice", opens_to_practice)
rules.add_perm("assessments.view_gradebook", is_coordinator_of | is_instructor_of)
rules.add_perm("assessments.analyze", analyzes)
rules.add_perm("assessments.view_attempt", is_own_attempt | marks_attempt)
rules.add_perm("assessments.sit_attempt", is_own_attempt)
rules.add_perm("assessments.mark_attempt", marks_attempt)
rules.add_perm("assessments.mark", is_instructor_of)
rules.add_perm("assessments.write_banks", is_instructor_of)
rules.add_perm("assessments.write_bank", writes_bank)
