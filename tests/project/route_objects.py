"""What stands in for a route's arguments: one line for each new route with arguments.

    obj("people:person", "person", lambda world, owner: {"public_id": owner.public_id})

``owner`` is the person whose object is asked about (see ``world.py``). A route may be registered several times with
different kinds of object; each needs its own lines in ``access_matrix.csv``. A factory may return ``None`` where such an
owner cannot have such an object; the cell is then ``-``.

    on_get("curriculum:lesson", "curriculum_lessonprogress", "remembers where the student was")

allows a route to write to a table on GET, with the reason.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curriculum.rules import LESSON_UPLOAD
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.notices.queries.stop_links import stop_token
from lms.people.models import ApiToken, User
from lms.vault.api import file_kinds, register_file_kind, store
from tests.factories.canary import canary
from tests.factories.people import InvitationFactory
from tests.project.learning_world import TRACK, cohort_of
from tests.project.pivot import NO_OBJECT
from tests.project.routes import Route
from tests.project.world import World

Factory = Callable[[World, User], dict[str, Any] | None]

OBJECTS: dict[str, dict[str, Factory]] = {}
FIXED: set[tuple[str, str]] = set()
WRITES_ON_GET: dict[str, dict[str, str]] = {}
SHOWN: dict[str, dict[str, str]] = {}
# the session, and the log of who saw what, are written by reading
ALWAYS_WRITTEN = {"django_session", "audit_event", "audit_disclosure"}
# routes that take no token because no browser session stands behind them, each with its reason
WITHOUT_CSRF: dict[str, str] = {}
BY_SIGNED_TOKEN: dict[str, str] = {}


def obj(route: str, kind: str, factory: Factory) -> None:
    kinds = OBJECTS.setdefault(route, {})
    assert kind not in kinds, f"{route} has an object of kind {kind} already."
    kinds[kind] = factory


def fixed(route: str, kind: str, **values: Any) -> None:
    """Arguments that are about nobody: asked once for each role, in the “own” column."""
    about_nobody(route, kind, lambda world, owner: values)


def about_nobody(route: str, kind: str, factory: Factory) -> None:
    """As ``fixed``, for arguments that the world knows."""
    obj(route, kind, factory)
    FIXED.add((route, kind))


def shows(route: str, field: str, reason: str) -> None:
    """``route`` shows the canaries of ``field`` to whoever may open it, for a reason."""
    SHOWN.setdefault(route, {})[field] = reason


def on_get(route: str, table: str, reason: str) -> None:
    WRITES_ON_GET.setdefault(route, {})[table] = reason


def without_csrf(route: str, reason: str) -> None:
    WITHOUT_CSRF[route] = reason


def acts_by_token(route: str, reason: str) -> None:
    """A route that takes no form token and whose signed token in the address is the proof: it acts for whoever has it."""
    without_csrf(route, reason)
    BY_SIGNED_TOKEN[route] = reason


def slug_of(owner: User) -> str:
    """The campus the owner belongs to; administrators of the world stand on north."""
    campus = owner.active_memberships[0].campus
    return campus.slug if campus else "north"


def is_about_nobody(route: Route, kind: str) -> bool:
    return route.name not in OBJECTS or (route.name, kind) in FIXED


def kinds_of(route: Route) -> dict[str, Factory]:
    """The kinds of object a route is asked about; routes without arguments have one, called “-”."""
    if route.name in OBJECTS:
        return OBJECTS[route.name]
    if not route.arguments:
        return {NO_OBJECT: lambda world, owner: {}}
    return {} if route.is_ours else {NO_OBJECT: lambda world, owner: {name: _theirs(world, name) for name in route.arguments}}


def _theirs(world: World, argument: str) -> str:
    return str(world.page.pk) if argument in THEIR_PAGES else THEIRS.get(argument, "1")


# arguments of the libraries' routes; whatever is not named here is “1”: the first collection, group, site …
THEIR_PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
THEIRS = {
    "app_label": "wagtailcore", "app_name": "wagtailcore", "content_type_app_name": "wagtailcore", "model_name": "page",
    "content_type_model_name": "page", "action": "delete", "action_name": "publish", "filename": "x.txt", "filter_spec": "width-100",
    "usage_count": "1", "mode": "draft", "revision_id_a": "1", "revision_id_b": "latest", "slug": "x", "object_id": "1", "uuid": "0" * 32,
    "_0": "1", "_1": "x.txt", "task_action": "approve", "item_id": "1",
}  # fmt: skip


# --- lms.people


def an_invitation(world: World, owner: User) -> dict[str, Any]:
    """An open letter for a student's role, sent by the owner's coordinator."""
    invitation = InvitationFactory(campus=world.campus[slug_of(owner)], key=f"invitedby{owner.pk}")
    return {"public_id": invitation.public_id}


def a_passkey(world: World, owner: User) -> dict[str, Any]:
    name = canary(slug_of(owner), "passkey", str(owner.pk))
    return {"pk": Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}).pk}


def an_api_token(world: World, owner: User) -> dict[str, Any]:
    campus, secret = world.campus[slug_of(owner)], canary(slug_of(owner), "api_token", str(owner.pk))
    facts = {"secret_sha256": sha256_hex(secret.encode()), "made_by": owner.public_id, "made_at": now(), "expires_at": now() + timedelta(days=1)}
    return {"public_id": ApiToken.objects.create(campus=campus, name=secret, **facts).public_id}


for _name in ("person", "deactivate", "reactivate", "give_role", "end_role"):
    obj(f"people:{_name}", "person", lambda world, owner: {"public_id": owner.public_id})
for _name in ("resend_invitation", "revoke_invitation"):
    obj(f"people:{_name}", "invitation", an_invitation)
obj("people:api_tokens", "campus", lambda world, owner: {"slug": slug_of(owner)})
obj("people:revoke_api_token", "token", an_api_token)
obj("api:entries", "student", lambda world, owner: {"student": owner.public_id})
fixed("people:open_invitation", "unknown token", token="T" * 43)
fixed("people:confirm_email", "unknown token", token="T" * 43)
fixed("people:privacy_version", "version in force", version=settings.PRIVACY_NOTICE_VERSION)
fixed("account_reset_password_from_key", "unknown token", uidb36="1", key="set-password")
for _name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
    obj(_name, "passkey", a_passkey)

# --- Wagtail

for _kind in ("pages", "images", "documents"):
    for _name in ("listing", "detail", "find"):
        without_csrf(f"wagtailadmin_api:{_kind}:{_name}", "Reads only; Django REST framework asks signed-in people for the token itself.")
without_csrf("wagtailadmin_api:pages:action", "Django REST framework asks signed-in people for the token itself.")
fixed("wagtail_serve", "missing page", _0="no-such-page/")


def a_picture(world: World, owner: User) -> dict[str, Any]:
    """A file among the pictures of lessons, which belong to nobody."""
    name = "images/of-a-lesson.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"\x89PNG\r\n\x1a\n"))
    return {"name": name}


about_nobody("lesson_media", "picture", a_picture)
fixed("lesson_media", "missing file", name="images/none.png")

# --- lms.vault


def a_file(world: World, owner: User) -> dict[str, Any]:
    if "matrix" not in file_kinds:
        register_file_kind("matrix", "A file of the access matrix", lambda person, file: person.public_id == file.owner)
    text = canary(slug_of(owner), "file", str(owner.pk))
    file = store("matrix", text.encode(), name=f"{text}.txt", media_type="text/plain", owner=owner.public_id, campus=slug_of(owner))
    return {"public_id": file.public_id}


obj("vault:file", "file", a_file)


# --- lms.jobs


for _name in ("job", "progress", "cancel", "again"):
    obj(f"jobs:{_name}", "job", lambda world, owner: {"public_id": world.jobs[owner.pk].public_id})


# --- lms.notices


on_get("notices:follow", "notices_notice", "following a notice marks it as read")
fixed("notices:stop", "unknown token", token="T" * 43)
obj("notices:stop", "token", lambda world, owner: {"token": stop_token(owner.public_id, "curriculum.announced")})
acts_by_token("notices:stop", "One click in a mail program (RFC 8058): no session stands behind it, the signed token is the proof, and it does this one thing.")
obj("notices:follow", "notice", lambda world, owner: {"public_id": world.notices[owner.pk].public_id})


# --- curriculum


def of_enrollment(**more: Callable[[World], str]) -> Factory:
    """The owner's enrollment, and further arguments read from the world; nobody but students has one."""

    def factory(world: World, owner: User) -> dict[str, Any] | None:
        enrollment = world.enrollments.get(owner.pk)
        return enrollment and {"enrollment": enrollment.public_id, **{name: read(world) for name, read in more.items()}}

    return factory


def _of_student(rows: dict[int, Any], argument: str, owner: User) -> dict[str, Any] | None:
    """A row about the owner, by its public id; only students have one."""
    row = rows.get(owner.pk)
    return row and {argument: row.public_id}


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
about_nobody("reviews:review", "lesson", lambda world, owner: {"lesson": world.reviewed_lesson.public_id})
for _name in ("workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results", "site_history", "site_history_results"):
    for _field in ("preferredname", "legalfirstname", "legalmiddlename", "legallastname"):
        shows(f"wagtailadmin_reports:{_name}", _field, "Authors of one program may teach on several campuses; who wrote a lesson stands beside it.")
shows("reviews:review", "key", "An attorney answers for what a lesson calls right as well.")
for _name in ("waiting", "review"):  # programs are written by several campuses: a reviewer is told who submitted and who approved
    for _field in ("legalfirstname", "legalmiddlename", "legallastname", "preferredname"):
        shows(f"reviews:{_name}", _field, "Who submitted a lesson, and who approved it before, may teach on another campus.")


# --- accreditation


def a_certificate(name: str, argument: str) -> Factory:
    def factory(world: World, owner: User) -> dict[str, Any] | None:
        certificate = world.certificates.get(owner.pk)
        return certificate and {argument: getattr(certificate, name)}

    return factory


fixed("record:entry", "first entry", seq=1)


def a_matter(world: World, owner: User) -> dict[str, Any] | None:
    """The matter in which the owner has a place; only students have one."""
    place = world.matters.get(owner.pk)
    return place and {"code": place.matter.code}


def an_attorney(world: World, owner: User) -> dict[str, Any]:
    return {"attorney": world.attorneys[slug_of(owner)].public_id}


for _name in ("matters:matter", "matters:reach", "matters:write", "supervision:matter", "supervision:assign", "supervision:close"):
    obj(_name, "matter", a_matter)
for _name in ("matters:entry", "matters:edit", "matters:send", "matters:drop", "matters:say", "supervision:entry", "supervision:say"):
    obj(_name, "entry of practice", lambda world, owner: _of_student(world.practice, "entry", owner))
for _name in ("change_attorney", "remind", "revoke"):
    obj(f"supervision:{_name}", "attorney", an_attorney)
obj("supervision:decide", "attorney's record", lambda world, owner: {"proposal": world.attorney_proposals[slug_of(owner)].public_id})
obj("supervision:end_place", "place", lambda world, owner: {"place": world.matters[owner.pk].pk} if owner.pk in world.matters else None)
fixed("confirming:arrive", "unknown token", token="T" * 43)
fixed("confirming:entry", "no link", entry="T" * 22)
fixed("confirming:feedback", "no link", point="T" * 22)
obj("record:time", "enrollment", of_enrollment(lesson=lambda world: world.lesson.public_id))
about_nobody("record:revision", "lesson", lambda world, owner: {"public_id": world.snapshot.public_id})
for _name in ("certificate", "foundations", "about_certificate", "credential", "share_credential"):
    obj(f"record:{_name}", "certificate", a_certificate("number", "number"))
obj("cohorts:decide_certificate", "certificate", a_certificate("number", "number"))
for _name in ("verify", "shared_credential"):
    obj(_name, "certificate", a_certificate("code", "code"))
shows("verify", "certificatename", "whoever has the code reads the name the certificate was issued to, and no more")
fixed("status_list", "first list", number=1)
for _name in ("board", "records", "packets", "certificates", "issue_all", "coverage", "rules", "move_rules"):
    obj(f"cohorts:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
fixed("record:topic", "topic", topic="ethics_upl")
obj("cohorts:topic", "enrollment", of_enrollment(topic=lambda world: "ethics_upl"))
about_nobody("cohorts:program_rules", "program", lambda world, owner: {"program": world.program.slug})
for _name in ("student", "packet"):
    obj(f"cohorts:{_name}", "enrollment", of_enrollment())
for _name in ("list", "from_file", "close"):
    obj(f"enrollments:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
for _name in ("capacity", "links", "calendar", "change_feed", "plan", "spread", "walk"):
    obj(f"enrollments:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
obj("enrollments:holidays", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("enrollments:place", "enrollment", of_enrollment())
obj("enrollments:revoke_link", "link", lambda world, owner: {"link": world.join_links[cohort_of(world, owner).pk].public_id})
obj("enrollments:leave_line", "place in line", lambda world, owner: {"waiting": world.line[cohort_of(world, owner).pk].public_id})
for _name in ("accommodations", "windows"):
    obj(f"sittings:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
obj("sittings:end_accommodation", "accommodation", lambda world, owner: _of_student(world.accommodations, "accommodation", owner))
obj("enrollments:stop_extension", "extension", lambda world, owner: _of_student(world.extensions, "extension", owner))
obj("enrollments:stop_make_up", "make-up work", lambda world, owner: _of_student(world.make_ups, "make_up", owner))
fixed("join:open", "unknown token", token="T" * 43)
fixed("calendar:feed", "unknown token", token="T" * 43)
for _name in ("withdraw", "readmit"):
    obj(f"enrollments:{_name}", "enrollment", of_enrollment())
for _name in ("entry", "correct"):
    obj(f"cohorts:{_name}", "enrollment", of_enrollment(seq=lambda world: 1))
obj(
    "cohorts:decide_attestation", "attestation",
    lambda world, owner: {"attestation": world.attestations[owner.pk].public_id} if owner.pk in world.attestations else None,
)  # fmt: skip
obj("cohorts:dismiss_flag", "flag", lambda world, owner: {"flag": world.flags[owner.pk].public_id} if owner.pk in world.flags else None)
obj("cohorts:decide", "correction", lambda world, owner: {"correction": world.corrections[owner.pk].public_id} if owner.pk in world.corrections else None)
obj("cohorts:issue", "enrollment", of_enrollment(track=lambda world: TRACK))
obj("cohorts:certificate_template", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug, "track": TRACK})
obj("cohorts:campus_records", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("cohorts:student_records", "enrollment", of_enrollment())
obj("cohorts:signatories", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("cohorts:end_signatory", "signatory", lambda world, owner: {"signatory": world.signatories[slug_of(owner)].public_id})

from tests.project import (  # noqa: E402  they need what stands above
    application_objects,  # noqa: F401
    assessment_objects,  # noqa: F401
    board_objects,  # noqa: F401
    document_objects,  # noqa: F401
    hours_objects,  # noqa: F401
    sharing_objects,  # noqa: F401
)
