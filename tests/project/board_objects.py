"""Saved views of boards, and the arguments of the board's routes; see ``route_objects``."""

from typing import Any

from accreditation.models import BoardView
from lms.core.clock import now
from lms.people.models import User
from tests.factories.canary import canary
from tests.project.curriculum_world import cohort_of
from tests.project.route_objects import obj, of_enrollment, on_get
from tests.project.world import World

BY_COHORT = ("progress", "waiting", "remind", "save_view")
REFRESHED = "reading a board makes stale summaries again first"


def _cohort(world: World, owner: User) -> dict[str, Any]:
    return {"cohort": cohort_of(world, owner).slug}


def _view(world: World, owner: User) -> dict[str, Any]:
    """A view of the owner's own, shared, on the board of their cohort."""
    cohort = cohort_of(world, owner)
    facts = {"name": canary(cohort.campus.slug, "boardview", owner.legal_last_name), "is_shared": True, "made_at": now()}
    view, _made = BoardView.objects.get_or_create(cohort=cohort, owner=owner.public_id, defaults=facts)
    return {"cohort": cohort.slug, "view": view.public_id}


for _name in BY_COHORT:
    obj(f"cohorts:{_name}", "cohort", _cohort)
obj("cohorts:remove_view", "view", _view)
obj("cohorts:drawer", "enrollment", of_enrollment())
for _name in ("board", "progress", "waiting"):
    on_get(f"cohorts:{_name}", "accreditation_placesummary", REFRESHED)
