"""Explicit, ordered registers of kinds: one line per kind, duplicates refused.

A register is filled by hand in one file (or, for contributions from higher apps, in
``AppConfig.ready``), so reading that file tells every kind there is and in which order.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class UnknownKind(KeyError):
    """Asked for a key that nobody registered; ``str()`` is a plain sentence naming the known keys."""

    def __init__(self, register: str, key: str, known: list[str]) -> None:
        self.sentence = f"There is no {register} called “{key}”. Known: {', '.join(known) or 'none'}."
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


class Registry(Generic[T]):
    """An ordered mapping from key to kind.

    ``name`` is the singular word for a kind ("question type"); it appears in refusals.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}

    def register(self, key: str, item: T) -> T:
        """Add ``item`` under ``key``; raises ``ValueError`` when the key is taken."""
        if key in self._items:
            raise ValueError(f"The {self.name} “{key}” is registered twice.")
        self._items[key] = item
        return item

    def get(self, key: str) -> T:
        """Return the kind called ``key``; raises ``UnknownKind``."""
        try:
            return self._items[key]
        except (KeyError, TypeError):
            raise UnknownKind(self.name, str(key), list(self._items)) from None

    def keys(self) -> list[str]:
        return list(self._items)

    def items(self) -> list[tuple[str, T]]:
        return list(self._items.items())

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)
