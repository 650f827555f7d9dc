"""The door of assessments for higher apps."""

from assessments.actions.allow_practice import allow_practice
from assessments.actions.apply_fix import apply_fix
from assessments.actions.edit_question import edit_question
from assessments.actions.exempt_student import exempt_student
from assessments.actions.give_accommodation import Given, give_accommodation
from assessments.actions.keep_marking import keep_marking_rules
from assessments.actions.mark_item import Judgment, mark_item
from assessments.actions.practice_question import practice_question
from assessments.actions.propose_fix import propose_fix
from assessments.actions.release_results import release_results
from assessments.actions.save_responses import save_responses
from assessments.actions.set_weights import Weight, set_weights
from assessments.actions.set_windows import Times, set_windows
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_overdue_attempts, submit_attempt
from assessments.actions.talk_dispute import open_dispute
from assessments.importers import load as load_assessments
from assessments.importers import load_program_banks
from assessments.kinds.question_facts import check_question
from assessments.kinds.touched import Touched, touched_sources
from assessments.queries.attempts import items_of
from assessments.queries.counted_results import CountedResult, counted_results
from assessments.queries.places_passed import Place, places_of_attempts
from assessments.queries.practice import practicable
from assessments.queries.results import (
    AttemptScore,
    assessments_of,
    counted_scores,
    counting_score,
    passed_by_enrollment,
    required_assessments,
    scores_of_enrollments,
)
from assessments.rules import gradebooks_visible_to

__all__ = [
    "AttemptScore", "CountedResult", "Given", "Judgment", "Place", "Times", "Touched", "Weight", "allow_practice", "apply_fix", "assessments_of",
    "check_question", "close_overdue_attempts", "counted_results", "counted_scores", "counting_score", "edit_question", "exempt_student",
    "give_accommodation", "gradebooks_visible_to", "items_of", "keep_marking_rules", "load_assessments", "load_program_banks", "mark_item",
    "open_dispute", "passed_by_enrollment", "places_of_attempts", "practicable", "practice_question", "propose_fix", "release_results",
    "required_assessments", "save_responses", "scores_of_enrollments", "set_weights", "set_windows", "start_attempt", "submit_attempt",
    "touched_sources",
]  # fmt: skip
