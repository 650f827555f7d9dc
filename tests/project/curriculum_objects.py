"""What stands in for the arguments of the routes of curriculum; see ``route_objects``."""

from typing import Any

from curriculum.rules import LESSON_UPLOAD
from lms.people.models import User
from lms.vault.api import store
from tests.factories.canary import canary
from tests.project.curriculum_world import cohort_of
from tests.project.route_objects import about_nobody, fixed, obj, of_enrollment, of_student, on_get, shows, slug_of
from tests.project.world import World


def page_path(page: Any) -> dict[str, Any]:
    return {"_0": page.url_path.split("/", 2)[2]}


for _name in ("token", "attest"):
    obj(f"study:{_name}", "enrollment", of_enrollment(lesson=lambda world: world.lesson.public_id))
about_nobody("study:check", "lesson", lambda world, owner: {"snapshot": world.snapshot.public_id, "check": "who-may"})
for _kind in ("program", "module", "lesson", "hidden_lesson", "quiz"):
    about_nobody("wagtail_serve", _kind.replace("_", " "), lambda world, owner, kind=_kind: page_path(getattr(world, kind)))
on_get("wagtail_serve", "curriculum_lessonprogress", "remembers which lesson was opened last")

obj("notes:change", "mark", lambda world, owner: {"mark": world.marks[owner.pk].public_id} if owner.pk in world.marks else None)
obj("notes:remove", "mark", lambda world, owner: {"mark": world.marks[owner.pk].public_id} if owner.pk in world.marks else None)
obj("problems:settle", "problem", lambda world, owner: {"problem": world.problems[owner.pk].public_id} if owner.pk in world.problems else None)
for _name in ("notes:lesson", "notes:add", "notes:report", "study:offline"):
    about_nobody(_name, "lesson", lambda world, owner: {"lesson": world.lesson.public_id})
    about_nobody(_name, "hidden lesson", lambda world, owner: {"lesson": world.hidden_lesson.public_id})
shows("problems:list", "problemtext", "a report on a lesson reaches every author of its program, whatever the campus of the reader; it carries no name")

about_nobody("law:authority", "authority", lambda world, owner: {"slug": world.authority.slug})
about_nobody("law:term", "term", lambda world, owner: {"slug": world.term.slug})


def an_upload(world: World, owner: User) -> dict[str, Any]:
    """A text the owner uploaded to become a lesson."""
    text = canary(slug_of(owner), "upload", str(owner.pk))
    file = store(LESSON_UPLOAD, f"# {text}".encode(), name=f"{text}.md", media_type="text/markdown", owner=owner.public_id, by=owner.public_id)
    return {"file": file.public_id}


for _name in ("report", "keep"):
    obj(f"lesson_import:{_name}", "upload", an_upload)
about_nobody("duplicate_program:start", "program", lambda world, owner: {"program": world.program.public_id})
about_nobody("law_changes:record", "authority", lambda world, owner: {"slug": world.authority.slug})
for _name in ("case", "hold", "assign", "close"):
    about_nobody(f"law_changes:{_name}", "case", lambda world, owner: {"case": world.law_change.public_id})
for _name in ("decide", "give"):
    about_nobody(f"law_changes:{_name}", "case item", lambda world, owner: {"case": world.law_change.public_id, "item": world.law_change.items.get().pk})


def an_announcement(world: World, owner: User) -> dict[str, Any]:
    return {"announcement": world.announcements[cohort_of(world, owner).pk].public_id}


def a_question(world: World, owner: User) -> dict[str, Any] | None:
    question = world.questions.get(owner.pk)
    return question and {"question": question.public_id}


for _name in ("of_cohort", "write"):
    obj(f"announcements:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
for _name in ("read", "edit", "take_back"):
    obj(f"announcements:{_name}", "announcement", an_announcement)
obj("questions:under_lesson", "enrollment", of_enrollment(snapshot=lambda world: world.snapshot.public_id))
for _name in ("question", "answer"):
    obj(f"questions:{_name}", "question", a_question)


# --- live sessions


def a_session(world: World, owner: User) -> dict[str, Any]:
    """The session of the owner's cohort."""
    return {"session": world.live_sessions[cohort_of(world, owner).pk].public_id}


def a_row(world: World, owner: User) -> dict[str, Any] | None:
    """The owner's row on the sheet of their session."""
    enrollment = world.enrollments.get(owner.pk)
    return enrollment and {**a_session(world, owner), "enrollment": enrollment.public_id}


for _name in ("session", "check"):
    obj(f"sessions:{_name}", "live session", a_session)
for _name in ("matters:round", "supervision:round"):
    obj(_name, "live session", a_session)
for _name in ("new", "series"):
    obj(f"teaching:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
for _name in ("sheet", "rows", "edit", "cancel", "present", "stage", "roster", "stayed", "confirm"):
    obj(f"teaching:{_name}", "live session", a_session)
for _name in ("mark", "adjust", "make_up"):
    obj(f"teaching:{_name}", "row of a sheet", a_row)
obj(
    "teaching:decide_make_up",
    "make-up",
    lambda world, owner: {"make_up": world.session_make_ups[owner.pk].public_id} if owner.pk in world.session_make_ups else None,
)
about_nobody("materials:material", "plan", lambda world, owner: {"program": world.program.slug, "material": world.plan.slug})
about_nobody("reviews:review", "lesson", lambda world, owner: {"lesson": world.reviewed_lesson.public_id})
for _name in ("workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results", "site_history", "site_history_results"):
    for _field in ("preferredname", "legalfirstname", "legalmiddlename", "legallastname"):
        shows(f"wagtailadmin_reports:{_name}", _field, "Authors of one program may teach on several campuses; who wrote a lesson stands beside it.")
shows("reviews:review", "key", "An attorney answers for what a lesson calls right as well.")
for _name in ("waiting", "review"):  # programs are written by several campuses: a reviewer is told who submitted and who approved
    for _field in ("legalfirstname", "legalmiddlename", "legallastname", "preferredname"):
        shows(f"reviews:{_name}", _field, "Who submitted a lesson, and who approved it before, may teach on another campus.")

# --- places and dates of a cohort

for _name in ("list", "from_file", "close"):
    obj(f"enrollments:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
for _name in ("capacity", "links", "calendar", "change_feed", "plan", "spread", "walk"):
    obj(f"enrollments:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
obj("enrollments:holidays", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("enrollments:place", "enrollment", of_enrollment())
obj("enrollments:revoke_link", "link", lambda world, owner: {"link": world.join_links[cohort_of(world, owner).pk].public_id})
obj("enrollments:leave_line", "place in line", lambda world, owner: {"waiting": world.line[cohort_of(world, owner).pk].public_id})

obj("enrollments:stop_extension", "extension", lambda world, owner: of_student(world.extensions, "extension", owner))
obj("enrollments:stop_make_up", "make-up work", lambda world, owner: of_student(world.make_ups, "make_up", owner))
fixed("join:open", "unknown token", token="T" * 43)
fixed("calendar:feed", "unknown token", token="T" * 43)
for _name in ("withdraw", "readmit"):
    obj(f"enrollments:{_name}", "enrollment", of_enrollment())

obj(
    "cohorts:decide_attestation", "attestation",
    lambda world, owner: {"attestation": world.attestations[owner.pk].public_id} if owner.pk in world.attestations else None,
)  # fmt: skip
obj("cohorts:dismiss_flag", "flag", lambda world, owner: {"flag": world.flags[owner.pk].public_id} if owner.pk in world.flags else None)
