"""What stands in for a route's arguments: one line for each new route with arguments.

    obj("people:person", "person", lambda world, owner: {"public_id": owner.public_id})

``owner`` is the person whose object is asked about (see ``world.py``). A route may be registered several times with
different kinds of object; each needs its own lines in ``access_matrix.csv``. A factory may return ``None`` where such an
owner cannot have such an object; the cell is then ``-``.

    on_get("curriculum:lesson", "curriculum_lessonprogress", "remembers where the student was")

allows a route to write to a table on GET, with the reason.
"""

from collections.abc import Callable
from typing import Any

from lms.people.models import User
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


def of_enrollment(**more: Callable[[World], str]) -> Factory:
    """The owner's enrollment, and further arguments read from the world; nobody but students has one."""

    def factory(world: World, owner: User) -> dict[str, Any] | None:
        enrollment = world.enrollments.get(owner.pk)
        return enrollment and {"enrollment": enrollment.public_id, **{name: read(world) for name, read in more.items()}}

    return factory


def of_student(rows: dict[int, Any], argument: str, owner: User) -> dict[str, Any] | None:
    """A row about the owner, by its public id; only students have one."""
    row = rows.get(owner.pk)
    return row and {argument: row.public_id}


from tests.project import (  # noqa: E402  they need what stands above
    accreditation_objects,  # noqa: F401
    application_objects,  # noqa: F401
    assessment_objects,  # noqa: F401
    board_objects,  # noqa: F401
    curriculum_objects,  # noqa: F401
    document_objects,  # noqa: F401
    hours_objects,  # noqa: F401
    lms_objects,  # noqa: F401
    sharing_objects,  # noqa: F401
)
