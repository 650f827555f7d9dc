"""Who may sit, see and mark attempts. Each predicate stands beside its queryset twin."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from assessments.models import AssessmentPage, Attempt, QuestionBank, QuestionFix
from curriculum.api import cohorts_visible_to, programs, programs_written_by
from lms.people.api import EVERY_CAMPUS, campuses_where, holds, is_administrator, is_coordinator_of, is_instructor_of

MARKERS = ("instructor",)
QUESTION_UPLOAD = "assessments.question_upload"  # the vault's kind of file


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
def uploaded_questions(person: Any, file: Any = None) -> bool:
    """A file of questions that waits to be brought in is its uploader's, as long as they write questions."""
    return file is not None and file.kind == QUESTION_UPLOAD and file.owner == person.public_id and is_instructor_of(person)


@rules.predicate
def began_fix(person: Any, fix: Any = None) -> bool:
    """A fix is seen and applied by the instructor who began it: it reaches the answers that they may mark. Administrators see all."""
    return fix is not None and is_instructor_of(person) and (is_administrator(person) or fix.created_by == person.public_id)


def fixes_visible_to(person: Any) -> QuerySet[QuestionFix]:
    """Twin of ``assessments.view_fix``."""
    if not is_instructor_of(person):
        return QuestionFix.objects.none()
    return QuestionFix.objects.all() if is_administrator(person) else QuestionFix.objects.filter(created_by=person.public_id)


@rules.predicate
def marks_assessment(person: Any, page: Any = None) -> bool:
    """An instructor with attempts of the assessment on a campus of theirs: how it is marked, and when its results go out."""
    return page is not None and is_instructor_of(person) and attempts_marked_by(person).filter(assessment=page).exists()


@rules.predicate
def fixes_question(person: Any, question: Any = None) -> bool:
    """An instructor who may mark an answer to one of its versions."""
    return question is not None and is_instructor_of(person) and attempts_marked_by(person).filter(items__version__question=question).exists()


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
    shared = Q(program=None) if holds(person, None) else Q(pk__in=[])
    return QuestionBank.objects.filter(Q(program__in=programs_written_by(person)) | shared)


rules.add_perm("assessments.open_to_practice", opens_to_practice)
rules.add_perm("assessments.view_gradebook", is_coordinator_of | is_instructor_of)
rules.add_perm("assessments.analyze", analyzes)
rules.add_perm("assessments.view_attempt", is_own_attempt | marks_attempt)
rules.add_perm("assessments.sit_attempt", is_own_attempt)
rules.add_perm("assessments.mark_attempt", marks_attempt)
rules.add_perm("assessments.mark", is_instructor_of)
rules.add_perm("assessments.write_banks", is_instructor_of)
rules.add_perm("assessments.write_bank", writes_bank)
rules.add_perm("assessments.release_results", is_instructor_of)
rules.add_perm("assessments.fix_questions", is_instructor_of)
rules.add_perm("assessments.view_fix", began_fix)
rules.add_perm("assessments.mark_assessment", marks_assessment)
rules.add_perm("assessments.fix_question", fixes_question)
