"""What the home page of an administrator says while the set-up is not finished."""

from typing import Any

from django.urls import reverse

from lms.core.waiting import Waiting
from lms.people.api import setup_steps


def unfinished_setup(person: Any) -> Waiting | None:
    """The step that is left; ``None`` for everybody else, and where the installation was not set up in the browser."""
    if not person.has_perm("site.finish_setup"):
        return None
    done = setup_steps()
    return Waiting(1, "step of the first set-up", reverse("setup:curriculum")) if "people" in done and "curriculum" not in done else None
