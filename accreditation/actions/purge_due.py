"""One run over what is due to be removed: what a hold keeps stays, the rest goes one by one, and both are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar


class Removable(Protocol):
    """Something whose time is over by its rule. ``held`` while a legal hold keeps it."""

    @property
    def held(self) -> bool: ...


One = TypeVar("One", bound=Removable)


@dataclass
class Purge(Generic[One]):
    """What one run removed, or with ``dry_run`` would remove, and what a hold kept. ``told`` says one of them in plain values; people are public ids."""

    dry_run: bool
    told: Callable[[One], dict[str, str]]
    removed: list[One] = field(default_factory=list)
    held: list[One] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"removed": [self.told(one) for one in self.removed], "held": [self.told(one) for one in self.held]}


def purge_due(due: Iterable[One], remove: Callable[[One], bool], told: Callable[[One], dict[str, str]], *, dry_run: bool) -> Purge[One]:
    """Removes each of ``due`` that is not held by ``remove``, which says whether this run did it; a second run removes nothing twice."""
    run = Purge(dry_run, told)
    for one in due:
        if one.held:
            run.held.append(one)
        elif dry_run or remove(one):
            run.removed.append(one)
    return run
