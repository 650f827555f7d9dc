"""What assessments adds to the registers of lower apps."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from assessments import importers, rules
from assessments.actions.apply_fix import APPLY_JOB
from assessments.actions.clear_claims import clear_claims
from assessments.actions.copy_assessments import copy_assessments
from assessments.actions.hold_questions import hold_questions
from assessments.actions.merge_practice import merge_practice
from assessments.actions.propose_fix import PREVIEW_JOB
from assessments.actions.talk_dispute import DISPUTED
from assessments.actions.tell_fix import CHANGED
from assessments.actions.tell_marking import RELEASED, tell_released_results
from assessments.actions.undo_fix import UNDO_JOB
from assessments.models import AssessmentPage
from assessments.queries.answer_files import ANSWER_FILE, may_read_answer_file
from assessments.queries.citations import held_among, questions_called, questions_citing, students_tested_on
from assessments.queries.journal import undecided_late_answers
from assessments.queries.marking import open_disputes, to_reconcile
from assessments.queries.merging import look_at_attempts
from assessments.queries.own_export import FIELDS as OWN_EXPORT_FIELDS
from assessments.queries.own_export import results_part
from assessments.queries.own_writings import FIELDS as OWN_WRITING_FIELDS
from assessments.queries.own_writings import writings_part
from assessments.queries.results import holders_of, scores_of_enrollments, standing_of
from assessments.queries.told import Told, told_of
from assessments.queries.waiting import to_mark_by
from assessments.tasks import fixes, gradebook
from curriculum.api import (
    AffectedKind,
    Contribution,
    Row,
    addressed_pages,
    affected_kinds,
    done_sources,
    evidence_sources,
    live_at,
    outline_contributors,
    places_called,
    register_contribution,
)
from lms.audit.api import register_event_kind
from lms.core import merging, waiting
from lms.core.composed import Composed
from lms.core.own_export import register as register_own_export
from lms.core.waiting import Waiting
from lms.jobs.api import register_job, register_sweep
from lms.notices.api import DAILY, register_notice_kind
from lms.people.api import campus_called
from lms.vault.api import register_file_kind

register_event_kind("assessments.late_answer_accepted", "{actor} accepted a late answer to “{question}”: {reason}")
register_event_kind("assessments.late_answer_declined", "{actor} declined a late answer to “{question}”: {reason}")
register_event_kind("assessments.answer_marked", "{actor} marked “{question}”: {points} points")
register_event_kind("assessments.bank_created", "{actor} made the question bank “{bank}”")
register_event_kind("assessments.answer_reconciled", "{actor} reconciled two marks of “{question}”: {points} points")
register_event_kind("assessments.marking_rules_changed", "{actor} changed how “{assessment}” is marked")
register_event_kind("assessments.dispute_closed", "{actor} closed a dispute about “{question}”: {outcome}")
register_event_kind("assessments.fix_applied", "{actor} corrected the marks of question “{question}”: {policy}")
register_event_kind("assessments.fix_undone", "{actor} took back the correction of question “{question}”")
register_event_kind("assessments.results_released", "{actor} released the results of “{assessment}” to {cohort}")
register_event_kind("assessments.questions_imported", "{actor} imported questions into “{bank}” from a {format} file: {created} new, {changed} changed")
register_event_kind("assessments.questions_exported", "{actor} exported {questions} questions of “{bank}” as {format}")
register_event_kind("assessments.question_written", "{actor} wrote the question “{question}” in {bank}")
register_event_kind("assessments.question_edited", "{actor} wrote version {number} of the question “{question}”")
register_event_kind("assessments.question_state_changed", "{actor} changed the question “{question}” from {before} to {after}: {reason}")
register_event_kind("assessments.weights_set", "{actor} set what the gradebook of {cohort} counts")
register_event_kind("assessments.student_exempted", "{actor} exempted a student from “{assessment}”: {reason}")
register_event_kind("assessments.exemption_ended", "{actor} took back an exemption from “{assessment}”: {reason}")
register_event_kind("assessments.practice_allowed", "{actor} opened “{bank}” to practice")
register_event_kind("assessments.practice_ended", "{actor} closed “{bank}” to practice")
register_event_kind("assessments.kept_for_exams", "{actor} kept “{question}” for exams only")
register_event_kind("assessments.left_to_bank", "{actor} no longer keeps “{question}” for exams only")
register_event_kind("assessments.quiz_app_imported", "{actor} brought {questions} questions and {results} results of django-quiz-app into “{bank}”")
register_notice_kind(
    "assessments.to_mark", "Answers to mark", reason="You get this because you mark on this campus.", usual=DAILY, roles=("instructor", "administrator")
)
register_notice_kind("assessments.answers_marked", "Answers that were marked", reason="You get this because the answers are yours.", roles=("student",))
register_notice_kind(RELEASED, "Results", reason="You get this because the result is yours.", roles=("student",))
register_notice_kind(CHANGED, "Marks that changed", reason="You get this because the answer is yours.", roles=("student",))
register_notice_kind(
    DISPUTED, "Questions about marks", reason="You get this because the answer is yours, or you mark on this campus.",
    roles=("student", "instructor", "administrator"),
)  # fmt: skip
register_job(PREVIEW_JOB, fixes.run_preview_fix, label="Preview of a corrected question")
register_job(APPLY_JOB, fixes.run_apply_fix, label="Applying a corrected question")
register_job(UNDO_JOB, fixes.run_undo_fix, label="Taking a correction back")
register_event_kind("assessments.accommodation_given", "{actor} gave {student} an accommodation for {about}")
register_event_kind("assessments.exemption_carried", "{actor} took an exemption from “{assessment}” along to {cohort}: {reason}")
register_event_kind("assessments.accommodation_carried", "{actor} took an accommodation of {student} for {about} along to {cohort}")
register_event_kind("assessments.accommodation_ended", "{actor} ended an accommodation of {student} for {about}")
register_event_kind("assessments.windows_set", "{actor} changed when {cohort} sits its quizzes: {titles}")
register_notice_kind(
    "assessments.cannot_start", "Quizzes that cannot be started", reason="You get this because you teach on this campus.",
    roles=("instructor", "administrator"),
)  # fmt: skip
register_notice_kind(
    "assessments.accommodation", "Accommodations", reason="You get this because the accommodation is yours.", roles=("student",)
)  # fmt: skip
merging.register("assessments", look=look_at_attempts, carry=merge_practice, order=20)
register_sweep("assessments.tell_released_results", tell_released_results, 300)
register_sweep("assessments.clear_claims", clear_claims, 3600)
register_contribution(
    "assessments",
    Contribution(
        load=importers.load, export=importers.export, owns=importers.owns, copy=copy_assessments, load_first=importers.load_program_banks,
        read=importers.read,
    ),
)  # fmt: skip


def may_read_gradebook(person: Any, file: Any) -> bool:
    """Whoever may open the campus’s gradebooks now; asked again at each download."""
    campus = campus_called(file.campus)
    return campus is not None and file.people is not None and person.has_perm("assessments.view_gradebook", campus)


register_job(gradebook.GRADEBOOK, gradebook.run_gradebook, label="Gradebook")
register_file_kind(rules.QUESTION_UPLOAD, "Questions to be brought in", may_read=rules.uploaded_questions, keep_days=1)
register_file_kind(ANSWER_FILE, "File of an answer", may_read_answer_file)
register_file_kind(gradebook.GRADEBOOK, "Gradebook", may_read_gradebook, keep_days=7)


def essays_to_mark(person: Any) -> Waiting | None:
    """Answers that wait for an instructor."""
    if not person.has_perm("assessments.mark"):
        return None
    return Waiting(to_mark_by(person, rules.attempts_marked_by(person)).count(), "answer to mark", reverse("teach:marking"), "answers to mark")


def late_answers_to_decide(person: Any) -> Waiting | None:
    """Answers that arrived after the end and wait for an instructor's decision."""
    if not person.has_perm("assessments.mark"):
        return None
    count = undecided_late_answers(rules.attempts_marked_by(person)).count()
    return Waiting(count, "late answer to decide on", reverse("teach:late"), "late answers to decide on")


def marks_to_reconcile(person: Any) -> Waiting | None:
    """Answers that two people marked differently."""
    if not person.has_perm("assessments.mark"):
        return None
    return Waiting(
        to_reconcile(person).count(), "answer with two marks that differ", f"{reverse('teach:marking')}#reconcile", "answers with two marks that differ"
    )


def disputes_to_answer(person: Any) -> Waiting | None:
    """Marks that students ask about."""
    if not person.has_perm("assessments.mark"):
        return None
    return Waiting(open_disputes(person).count(), "mark that a student asks about", f"{reverse('teach:marking')}#disputes", "marks that students ask about")


waiting.register("assessments.answers", essays_to_mark)
waiting.register("assessments.differing_marks", marks_to_reconcile)
waiting.register("assessments.disputes", disputes_to_answer)
waiting.register("assessments.late_answers", late_answers_to_decide)


COLUMNS = ("pk", "path", "title", "url_path", "minutes", "public_id")
_assessments_under = Composed(lambda path: AssessmentPage.objects.live().filter(path__startswith=path).order_by("path").values(*COLUMNS), path=str)


def assessment_rows(program: Any, enrollment: Any) -> Iterable[Row]:
    """The assessments of a program in its outline, with where the student stands, here or in a place they moved from."""
    running, standings = _standings(enrollment) if enrollment else (set(), {})
    base = program.url or ""
    for page in _assessments_under.rows(path=program.path):
        standing = standings.get((enrollment.pk, page["pk"])) if enrollment else None
        state = "done" if standing and standing.passed else "started" if page["pk"] in running else "open"
        url = base + page["url_path"].removeprefix(program.url_path)
        yield Row("assessment", page["title"], url, page["minutes"], state, page["path"], page["public_id"], note=_noted(standing) if standing else "")


def _standings(enrollment: Any) -> tuple[set[int], dict[tuple[int, int], Told]]:
    """Assessments that an attempt runs at, and what the student is told of those that are over."""
    running, scores = standing_of(enrollment.pk)
    holders = holders_of([enrollment])
    return running, told_of(scores if len(holders) == 1 else scores_of_enrollments(list(holders)), holders)


def _noted(standing: Told) -> str:
    if standing.score is None:
        return "result comes later"
    words = {"best": "best result", "last": "last result", "first": "first result", "average": "average result"}
    return f"{words[standing.score.rule]} {standing.score.percent} %"


def done_assessments(enrollments: Any, pages: Any) -> Iterable[tuple[int, int]]:
    """Which of these students are done with which of these assessments: as far as they are told, passed; while a result is kept back, marked.

    A calendar that said *done* of those who passed alone would tell the result before its release. What a student did in a place they moved from counts.
    """
    wanted = set(AssessmentPage.objects.filter(pk__in=pages).values_list("pk", flat=True))
    if not wanted:
        return set()
    holders = holders_of(places_called(enrollments))
    standings = told_of([score for score in scores_of_enrollments(list(holders)) if score.assessment_id in wanted], holders)
    return {key for key, standing in standings.items() if standing.passed or standing.kept_back}


addressed_pages.register("assessment", (2, live_at(AssessmentPage)))  # below a module
outline_contributors.register("assessments", assessment_rows)
done_sources.register("assessments", done_assessments)
affected_kinds.register("question", AffectedKind("Question", questions_citing, questions_called, hold_questions, held_among))
evidence_sources.register("assessments.attempts", students_tested_on)
register_own_export("results", results_part, OWN_EXPORT_FIELDS)
register_own_export("writings", writings_part, OWN_WRITING_FIELDS)
