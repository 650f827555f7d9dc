"""What the home page of an administrator says of the installation."""

from typing import Any

from django.core.cache import cache
from django.urls import reverse

from lms.core.operations.registry import State, all_readings
from lms.core.waiting import Waiting

KEPT_SECONDS = 60


def facts_to_look_at(person: Any) -> Waiting | None:
    """How many facts of the installation are wrong or to be looked at, asked once a minute."""
    if not person.has_perm("site.see_operations"):
        return None
    count = cache.get_or_set("operations.to_look_at", _counted, KEPT_SECONDS)
    return Waiting(int(count or 0), "fact of the installation to look at", reverse("site:operations"), "facts of the installation to look at")


def _counted() -> int:
    return sum(fact.state in (State.LOOK, State.WRONG) for _group, reading in all_readings() for fact in reading.facts)
