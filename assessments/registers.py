"""What assessments adds to the registers of lower apps."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from assessments import importers, rules
from assessments.actions.copy_assessments import copy_assessments
from assessments.actions.hold_questions import hold_questions
from assessments.actions.tell_marking import RELEASED, tell_released_results
from assessments.models import AssessmentPage
from assessments.queries.attempts import answers_to_mark
from assessments.queries.citations import held_among, questions_called, questions_citing, students_tested_on
from assessments.queries.results import best_of, scores_of_enrollments, standing_of
from curriculum.api import AffectedKind, Contribution, Row, affected_kinds, done_sources, evidence_sources, outline_contributors, register_contribution
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.composed import Composed
from lms.core.waiting import Waiting
from lms.jobs.api import register_sweep
from lms.notices.api import DAILY, register_notice_kind

register_event_kind("assessments.answer_marked", "{actor} marked “{question}”: {points} points")
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
register_sweep("assessments.tell_released_results", tell_released_results, 300)
register_contribution(
    "assessments",
    Contribution(load=importers.load, export=importers.export, owns=importers.owns, copy=copy_assessments, load_first=importers.load_program_banks),
)


def essays_to_mark(person: Any) -> Waiting | None:
    """Answers that wait for an instructor."""
    if not person.has_perm("assessments.mark"):
        return None
    return Waiting(answers_to_mark(rules.attempts_marked_by(person)).count(), "answer to mark", reverse("teach:marking"), "answers to mark")


waiting.register("assessments.answers", essays_to_mark)


COLUMNS = ("pk", "path", "title", "url_path", "minutes", "public_id")
_assessments_under = Composed(lambda path: AssessmentPage.objects.live().filter(path__startswith=path).order_by("path").values(*COLUMNS), path=str)


def assessment_rows(program: Any, enrollment: Any) -> Iterable[Row]:
    """The assessments of a program in its outline, with where the student stands."""
    running, scores = standing_of(enrollment.pk) if enrollment else (set(), [])
    best = best_of(scores)
    base = program.url or ""
    for page in _assessments_under.rows(path=program.path):
        score = best.get((enrollment.pk, page["pk"])) if enrollment else None
        state = "done" if score and score.passed else "started" if page["pk"] in running else "open"
        url = base + page["url_path"].removeprefix(program.url_path)
        note = f"best result {score.percent} %" if score else ""
        yield Row("assessment", page["title"], url, page["minutes"], state, page["path"], page["public_id"], note=note)


def passed_assessments(enrollments: Any, pages: Any) -> Iterable[tuple[int, int]]:
    """Which of these students have passed which of these assessments."""
    wanted = AssessmentPage.objects.filter(pk__in=pages).values_list("pk", flat=True)
    scores = scores_of_enrollments(list(enrollments)) if (asked := set(wanted)) else []
    return {(score.enrollment_id, score.assessment_id) for score in scores if score.passed and score.assessment_id in asked}


outline_contributors.register("assessments", assessment_rows)
done_sources.register("assessments", passed_assessments)
affected_kinds.register("question", AffectedKind("Question", questions_citing, questions_called, hold_questions, held_among))
evidence_sources.register("assessments.attempts", students_tested_on)
