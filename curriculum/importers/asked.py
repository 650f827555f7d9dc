"""What a curriculum folder asks of students, as plain data: what a contribution reads for the checks of a folder, without any database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Place = tuple[int | str, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """One question of a bank in its newest wording; ``content`` fits its type. ``place`` is where it stands in the YAML of ``path``."""

    path: Path
    place: Place
    bank: str
    id: str
    type: str
    stem: str
    explanation: str
    content: Mapping[str, Any]
    topics: tuple[str, ...] = ()
    difficulty: int = 1
    authorities: tuple[str, ...] = ()
    category: str = ""
    exam_only: bool = False
    is_ready: bool = True

    @property
    def name(self) -> str:
        """As an assessment of any module names it."""
        return f"{self.bank}/{self.id}"


@dataclass(frozen=True)
class AskedDraw:
    """``count`` questions out of a bank; empty fields ask for nothing."""

    bank: str
    count: int
    topic: str = ""
    category: str = ""
    difficulty: int | None = None

    def may_take(self, question: AskedQuestion) -> bool:
        """The same rule as drawing has on Pathway: the bank, the topic, the category or one below it, the difficulty."""
        return (
            question.is_ready
            and question.bank == self.bank
            and (not self.topic or self.topic in question.topics)
            and (not self.category or f"{question.category}/".startswith(f"{self.category}/"))
            and (self.difficulty is None or self.difficulty == question.difficulty)
        )


@dataclass(frozen=True)
class AskedAssessment:
    """``fixed`` are names of questions, ``BANK/question``; ``text`` is what students read before they begin."""

    path: Path
    slug: str
    minutes: int
    text: str = ""
    fixed: tuple[str, ...] = ()
    draws: tuple[AskedDraw, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The questions and assessments of one module, or of the program itself."""

    questions: list[AskedQuestion] = field(default_factory=list)
    assessments: list[AskedAssessment] = field(default_factory=list)
