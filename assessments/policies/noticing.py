"""What the page of an attempt notices: that it was left, that something was pasted, how long a question was in view.

Never what was pasted, and never a judgment: the student is told that these facts are kept, and an instructor reads them beside the attempt.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LEFT, PASTED, VIEWED = "left", "pasted", "viewed"
KINDS = (LEFT, PASTED, VIEWED)
MOST_FACTS, LARGEST, LONGEST_TEXT = 100, 10_000_000, 20_000


@dataclass(frozen=True)
class Fact:
    """``amount``: milliseconds away (left) or in view (viewed), or characters (pasted). ``question`` is its position; 0 for the page."""

    kind: str
    question: int
    amount: int


def facts_in(text: str) -> list[Fact]:
    """The facts of one save, as JSON. What is not a fact is left out: an answer must not be refused for a note about it."""
    if len(text) > LONGEST_TEXT:
        return []
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [Fact(row["kind"], row["question"], row["amount"]) for row in rows[:MOST_FACTS] if _is_fact(row)] if isinstance(rows, list) else []


def _is_fact(row: Any) -> bool:
    return (
        isinstance(row, dict) and row.get("kind") in KINDS and all(type(row.get(name)) is int and 0 <= row[name] <= LARGEST for name in ("question", "amount"))
    )


@dataclass(frozen=True)
class Noticed:
    """All facts of one attempt: how often and how long it was left, what was pasted where, and milliseconds in view by question."""

    times_left: int
    away_ms: int
    pasted: list[tuple[int, int]]
    viewed_ms: dict[int, int]


def summed(facts: Iterable[Mapping[str, Any]]) -> Noticed:
    """The facts of all saves together; ``pasted`` holds (question, characters) in the order they came."""
    rows = [Fact(row["kind"], row["question"], row["amount"]) for row in facts]
    viewed: dict[int, int] = {}
    for row in rows:
        if row.kind == VIEWED:
            viewed[row.question] = viewed.get(row.question, 0) + row.amount
    left = [row.amount for row in rows if row.kind == LEFT]
    return Noticed(len(left), sum(left), [(row.question, row.amount) for row in rows if row.kind == PASTED], dict(sorted(viewed.items())))
