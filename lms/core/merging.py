"""What each app knows of two accounts of one person: it adds its part in ``AppConfig.ready``, and ``lms.people`` asks all of them.

A part looks (what both accounts hold, what will happen, why it cannot) and carries (moves what is its own), in the transaction of the merge. Parts carry
from facts to judgments, so study is sealed and places have moved before hours are credited anew. What stays under the old account stays findable by
``lms.people.api.ids_of``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lms.core.registry import Registry


@dataclass(frozen=True)
class Held:
    """One line of the preview: how much of ``what`` the account that is kept has, and the other."""

    what: str
    kept: int
    merged: int


@dataclass(frozen=True)
class Outlook:
    """What one app says before a merge, in sentences. Any of ``refusals`` makes it impossible; each says what to do first."""

    held: list[Held] = field(default_factory=list)
    happens: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """``look(kept, merged)`` changes nothing; ``carry(kept, merged, merge, by)`` does what ``look`` said, with both accounts locked."""

    key: str
    look: Callable[[Any, Any], Outlook]
    carry: Callable[[Any, Any, Any, Any], None]
    order: int


_parts: Registry[Part] = Registry("part of a merge of accounts")


def register(key: str, *, look: Callable[[Any, Any], Outlook], carry: Callable[[Any, Any, Any, Any], None], order: int) -> None:
    """Add a part; those with a lower ``order`` carry first. Raises ``ValueError`` on a second of that key."""
    _parts.register(key, Part(key, look, carry, order))


def parts() -> list[Part]:
    """Every part, in the order in which they carry."""
    return sorted(_parts, key=lambda part: part.order)


def outlook(kept: Any, merged: Any) -> Outlook:
    """What all parts say together."""
    said = [part.look(kept, merged) for part in parts()]
    return Outlook(
        [line for one in said for line in one.held], [sentence for one in said for sentence in one.happens], [why for one in said for why in one.refusals]
    )
