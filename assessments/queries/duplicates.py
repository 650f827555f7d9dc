"""Questions that ask nearly the same, in a bank and across the banks a person writes in (``lms.core.similar`` says the formula)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from assessments.models import QuestionBank, QuestionEntry, QuestionState
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
    entries = {entry.pk: entry for entry in _entries(person)}
    pairs = alike_pairs({pk: entry.asked for pk, entry in entries.items()}, least=LEAST)
    found = (Alike(entries[one].question, entries[other].question, int(share * 100)) for one, other, share in pairs)
    return [pair for pair in found if bank.pk in (pair.one.bank_id, pair.other.bank_id)]


def like_question(kind: str, data: dict[str, Any], person: Any, *, but: int | None = None) -> list[Alike]:
    """Questions like the one that is being written, but the one with the primary key ``but``; nothing where the stem is empty."""
    stem = data.get("stem")
    if not isinstance(stem, str) or not stem.strip():
        return []
    entries = {entry.pk: entry for entry in _entries(person) if entry.pk != but}
    found = like(asked_of(kind, data.get("content"), stem), {pk: entry.asked for pk, entry in entries.items()}, least=LEAST, most=5)
    return [Alike(None, entries[pk].question, int(share * 100)) for pk, share in found]


def _entries(person: Any) -> QuerySet[QuestionEntry]:
    found = QuestionEntry.objects.filter(question__bank__in=banks_written_by(person)).exclude(question__state=QuestionState.RETIRED)
    return found.select_related("question__bank", "version").order_by("-version")[:MOST]
