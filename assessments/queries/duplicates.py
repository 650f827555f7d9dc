"""Questions that ask nearly the same, in a bank and across the banks a person writes in (``lms.core.similar`` says the formula)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.models import Question, QuestionBank, QuestionEntry, QuestionState
from assessments.queries.question_words import asked_of
from assessments.rules import banks_written_by
from lms.core.similar import alike_pairs, like

LEAST = Fraction(3, 5)
MOST = 5_000
"""Entries that are compared at once, the newest first: what keeps a page from waiting in a very large installation."""


@dataclass(frozen=True)
class Alike:
    """Two questions and how alike they are, in whole percent rounded down."""

    one: Any
    other: Any
    percent: int

    @property
    def both(self) -> tuple[Any, Any]:
        return self.one, self.other


def alike_in(bank: QuestionBank, person: Any) -> list[Alike]:
    """Pairs with at least one question of ``bank``, the likest first; the other may stand in any bank of the person's."""
    mine = set(bank.questions.values_list("pk", flat=True))
    pairs = [pair for pair in alike_pairs(_asked(person), least=LEAST) if mine & {pair[0], pair[1]}]
    found = _questions(pk for one, other, _ in pairs for pk in (one, other))
    return [Alike(found[one], found[other], int(share * 100)) for one, other, share in pairs]


def like_question(kind: str, data: dict[str, Any], person: Any, *, but: int | None = None) -> list[Alike]:
    """Questions like the one that is being written, but the one with the primary key ``but``; nothing where the stem is empty."""
    stem = data.get("stem")
    if not isinstance(stem, str) or not stem.strip():
        return []
    others = {pk: asked for pk, asked in _asked(person).items() if pk != but}
    near = like(asked_of(kind, data.get("content"), stem), others, least=LEAST, most=5)
    found = _questions(pk for pk, _ in near)
    return [Alike(None, found[pk], int(share * 100)) for pk, share in near]


def _asked(person: Any) -> dict[int, str]:
    """What students read in the questions that are compared, by primary key."""
    found = QuestionEntry.objects.filter(question__bank__in=banks_written_by(person)).exclude(question__state=QuestionState.RETIRED)
    return dict(found.order_by("-version").values_list("pk", "asked")[:MOST])


def _questions(keys: Iterable[int]) -> dict[int, Question]:
    return Question.objects.select_related("bank", "entry__version").in_bulk(set(keys))
