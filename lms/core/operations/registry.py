"""What is known of an installation's health: groups of facts, registered by the apps that hold them.

A group reads once and tells the same twice: in words for the status page and for ``doctor``-like checks, and as figures for ``/metrics``.

    register_group("jobs", "Background work", work.read_work, work.FIGURES, order=20)
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from lms.core.registry import Registry

logger = logging.getLogger(__name__)


class State(StrEnum):
    """How a fact stands, the worst last."""

    FINE = "fine"
    UNKNOWN = "unknown"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Fact:
    """One line of the status page. ``says``: how it is; ``means``: what that has as a consequence; ``to_do``: the next step, empty when there is none.

    ``about`` names the thing (“Outbox”), ``url`` a page of ours where more stands. No person is named.
    """

    about: str
    state: State
    says: str
    means: str
    to_do: str = ""
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A gauge of ``/metrics``: its unit is in its name. Labels never name a person."""

    name: str
    help: str
    labels: tuple[str, ...] = ()


@dataclass
class Reading:
    """What a group found: its facts, and ``(figure's name, labels' values, value)`` for each sample."""

    facts: list[Fact] = field(default_factory=list)
    samples: list[tuple[str, tuple[str, ...], float]] = field(default_factory=list)

    def sample(self, name: str, value: float, *labels: str) -> None:
        self.samples.append((name, labels, value))


@dataclass(frozen=True)
class Group:
    """``read`` costs a few short statements, and gives the samples of ``figures`` alone."""

    key: str
    title: str
    read: Callable[[], Reading]
    figures: tuple[Figure, ...]
    order: int


groups: Registry[Group] = Registry("group of facts")


def register_group(key: str, title: str, read: Callable[[], Reading], figures: tuple[Figure, ...], *, order: int) -> None:
    """Add a group; ``order`` is its place on the page. Raises ``ValueError`` when the key is taken."""
    groups.register(key, Group(key, title, read, figures, order))


def reading_of(group: Group) -> Reading:
    """The group's reading. One that cannot be read is itself a fact, and keeps none of the others back."""
    try:
        return group.read()
    except Exception:
        logger.exception("The facts “%s” could not be read.", group.key)
        return Reading(
            [
                Fact(
                    group.title,
                    State.WRONG,
                    "These facts could not be read.",
                    "Whatever they would say is not known now.",
                    "See the error in the log. If the database does not answer, begin there.",
                )
            ]
        )


def all_readings() -> list[tuple[Group, Reading]]:
    """Every group with what it found, in the order of the page."""
    return [(group, reading_of(group)) for group in sorted(groups, key=lambda group: group.order)]
