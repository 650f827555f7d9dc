"""What stands in for the arguments of the routes of assessments; see ``route_objects``."""

from typing import Any

import tests.project.assessment_world  # noqa: F401  its parts
from assessments.models import QuestionVersion
from lms.people.models import User
from tests.project.curriculum_world import cohort_of
from tests.project.route_objects import Factory, about_nobody, fixed, obj, of_student, on_get
from tests.project.world import World


def first_version() -> QuestionVersion:
    return QuestionVersion.objects.get(type="single_choice", number=1)


def of_enrollment_in_cohort() -> Factory:
    """The owner's enrollment under the slug of its cohort; nobody but students has one."""

    def factory(world: World, owner: User) -> dict[str, Any] | None:
        enrollment = world.enrollments.get(owner.pk)
        return enrollment and {"cohort": enrollment.cohort.slug, "enrollment": enrollment.public_id}

    return factory


def an_attempt(world: World, owner: User) -> dict[str, Any] | None:
    attempt = world.attempts.get(owner.pk)
    return attempt and {"attempt": attempt.public_id}


def an_answer_to_mark(world: World, owner: User) -> dict[str, Any] | None:
    attempt = world.waiting.get(owner.pk)
    return attempt and {"item": attempt.items.get(position=2).pk}


for _name in ("take", "save", "submit", "result", "next", "left", "pause", "resume"):
    obj(f"attempts:{_name}", "attempt", an_attempt)
obj("teach:mark", "answer", an_answer_to_mark)


def a_bank_question(world: World, owner: User) -> dict[str, Any]:
    return {"bank": "ethics", "question": world.quiz.items.get(question__external_id="single_choice").question.public_id}


def a_version(world: World, owner: User) -> dict[str, Any]:
    return {**a_bank_question(world, owner), "number": 1}


for _name in ("bank", "question_states", "duplicates", "choose_type"):
    fixed(f"teach:{_name}", "bank", bank="ethics")
for _name in ("write_question", "preview_question"):
    about_nobody(f"teach:{_name}", "bank", lambda world, owner: {"bank": "ethics", "kind": "single_choice"})
for _name in ("question", "edit_question", "try_question"):
    about_nobody(f"teach:{_name}", "bank question", a_bank_question)
for _name in ("question_version", "restore_version"):
    about_nobody(f"teach:{_name}", "version", a_version)


def an_asked_question(world: World, owner: User) -> dict[str, Any] | None:
    attempt = world.waiting.get(owner.pk)
    return attempt and {"attempt": attempt.public_id, "position": 1}


obj("attempts:question", "answer", an_asked_question)
obj("attempts:texts", "answer", an_asked_question)
obj("attempts:upload", "answer", an_asked_question)
obj("attempts:remove_file", "answer", an_asked_question)
obj("attempts:choose", "conflict", lambda world, owner: {"conflict": world.conflicts[owner.pk].pk} if owner.pk in world.conflicts else None)
obj("teach:decide_late", "late answer", lambda world, owner: {"late": world.late_answers[owner.pk].pk} if owner.pk in world.late_answers else None)
obj("teach:attempt", "attempt", an_attempt)
obj("attempts:dispute", "answer", an_asked_question)
obj("teach:reconcile", "answer", lambda world, owner: {"item": world.twice[owner.pk].pk} if owner.pk in world.twice else None)
on_get("teach:mark", "assessments_claim", "an answer that is looked at to be marked is held for its marker")
for _name in ("marking_of", "release_results"):
    about_nobody(f"teach:{_name}", "assessment", lambda world, owner: {"public_id": world.quiz.public_id})
about_nobody("teach:new_fix", "question", lambda world, owner: {"public_id": world.quiz.items.first().question.public_id})


def a_fix(world: World, owner: User) -> dict[str, Any] | None:
    """One's own; for people who begin none, that of their campus's instructor."""
    campus = owner.active_memberships[0].campus
    fix = world.fixes.get(owner.pk) or (campus and world.fixes[world.people[f"{campus.slug} instructor"].pk])
    return fix and {"public_id": fix.public_id}


for _name in ("fix", "apply_fix", "undo_fix"):
    obj(f"teach:{_name}", "correction", a_fix)

for _name in ("assessment_analysis", "analysis_csv"):
    about_nobody(f"teach:{_name}", "assessment", lambda world, owner: {"assessment": world.quiz.public_id})
about_nobody("teach:item_analysis", "question", lambda world, owner: {"assessment": world.quiz.public_id, "version": first_version().public_id})
for _name in ("import_questions", "export_questions"):
    about_nobody(f"teach:{_name}", "bank", lambda world, owner: {"bank": "ethics"})
about_nobody("teach:allow_practice", "bank", lambda world, owner: {"bank": "ethics"})
about_nobody("teach:keep_for_exams", "question", lambda world, owner: {"question": first_version().question.public_id})
about_nobody("practice:question", "question", lambda world, owner: {"version": first_version().public_id})
for _name in ("table", "csv", "xlsx", "file", "weights"):
    obj(f"gradebook:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
obj("gradebook:student", "enrollment", of_enrollment_in_cohort())
for _name in ("accommodations", "windows"):
    obj(f"sittings:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
obj("sittings:end_accommodation", "accommodation", lambda world, owner: of_student(world.accommodations, "accommodation", owner))
