"""What a requirement is: one thing a filing asks for, with its source. Plain data in, one finding out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from accreditation.dossier import Dossier

State = Literal["met", "missing", "warning"]
Basis = Literal["regulation", "official_practice", "program_rule", "house_rule"]
Actor = Literal["student", "coordinator", "officer", "attorney"]
BASES: dict[Basis, str] = {
    "regulation": "Regulation or form", "official_practice": "Official practice", "program_rule": "Program rule", "house_rule": "House rule",
}  # fmt: skip
ACTORS: dict[Actor, str] = {"student": "The student", "coordinator": "The coordinator", "officer": "The authorized officer", "attorney": "The attorney"}


@dataclass(frozen=True)
class Answer:
    """Whether the requirement holds, in a sentence; what is not met says the next step and who takes it."""

    state: State
    sentence: str
    next_step: str = ""
    who: Actor | None = None


@dataclass(frozen=True)
class Requirement:
    """One requirement: ``source`` cites the law or practice behind it, ``mark`` is how sure the domain reference is of it (A to D).

    ``basis`` says what kind of source it is: only ``regulation`` and ``official_practice`` are EOIR's; the others are the program's and our own caution.
    """

    key: str
    title: str
    source: str
    mark: str
    check: Callable[[Dossier], Answer]
    basis: Basis = "regulation"

    @property
    def basis_label(self) -> str:
        return BASES[self.basis]


@dataclass(frozen=True)
class Finding:
    """A requirement's answer for one dossier."""

    requirement: Requirement
    state: State
    sentence: str
    next_step: str = ""
    who: Actor | None = None

    @property
    def who_label(self) -> str:
        return ACTORS[self.who] if self.who else ""


def find(requirement: Requirement, dossier: Dossier) -> Finding:
    """Ask ``requirement`` about ``dossier``."""
    answer = requirement.check(dossier)
    return Finding(requirement, answer.state, answer.sentence, answer.next_step, answer.who)


def met(sentence: str) -> Answer:
    return Answer("met", sentence)


def missing(sentence: str, who: Actor, next_step: str) -> Answer:
    return Answer("missing", sentence, next_step, who)


def warning(sentence: str, who: Actor, next_step: str) -> Answer:
    return Answer("warning", sentence, next_step, who)


def months_between(earlier: date, later: date) -> int:
    """Whole months from ``earlier`` to ``later``."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
