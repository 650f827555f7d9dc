"""What a requirement is: one thing a filing asks for, with its source. Plain data in, one finding out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from accreditation.dossier import Dossier

State = Literal["met", "missing", "warning"]


@dataclass(frozen=True)
class Answer:
    """Whether the requirement holds, and a sentence a coordinator can act on."""

    state: State
    sentence: str


@dataclass(frozen=True)
class Requirement:
    """One requirement: ``source`` cites the law or practice behind it, ``mark`` is how sure the domain reference is of it (A to D)."""

    key: str
    title: str
    source: str
    mark: str
    check: Callable[[Dossier], Answer]


@dataclass(frozen=True)
class Finding:
    """A requirement's answer for one dossier."""

    requirement: Requirement
    state: State
    sentence: str


def find(requirement: Requirement, dossier: Dossier) -> Finding:
    """Ask ``requirement`` about ``dossier``."""
    answer = requirement.check(dossier)
    return Finding(requirement, answer.state, answer.sentence)


def met(sentence: str) -> Answer:
    return Answer("met", sentence)


def missing(sentence: str) -> Answer:
    return Answer("missing", sentence)


def warning(sentence: str) -> Answer:
    return Answer("warning", sentence)
