"""The contract of a check, and what becomes of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["ok", "wrong", "not_asked"]


@dataclass(frozen=True)
class Fault:
    """``wrong`` says what is not as it must be, ``mend`` what to do; a sentence or two each, without any secret."""

    wrong: str
    mend: str


@dataclass(frozen=True)
class Asked:
    """What the operator asked with. ``url``: the public address to visit; empty for none."""

    url: str = ""


class NotAsked(Exception):
    """A check that cannot be made here and now, which is no fault; the text says why."""


@dataclass(frozen=True)
class Check:
    """``look`` yields faults. It changes nothing that outlives it, ends within some seconds, and may raise ``NotAsked``.

    ``needs`` are keys of checks before it, without which it would only repeat their fault.
    """

    key: str
    title: str
    look: Callable[[Asked], Iterator[Fault]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of a check. ``why`` it was not made, empty otherwise."""

    check: str
    title: str
    state: State
    faults: list[Fault] = field(default_factory=list)
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        faults = [{"wrong": fault.wrong, "mend": fault.mend} for fault in self.faults]
        return {"check": self.check, "title": self.title, "state": self.state, "faults": faults, "why": self.why}
