"""How long a question took, where the saved answers tell it.

A saved answer came after the one before it, or after the start; the time between belongs to the question whose answer was saved. Answers of several
questions that came in one save tell nothing of one of them, and are left out; so is a pause of more than half an hour.
"""

from collections.abc import Hashable
from statistics import median

from assessments.statistics.figures import Figure, untold

LONGEST_PAUSE = 1800.0
TOGETHER = 1.0  # seconds: the answers of one save have moments of their own, a little apart


class Timer:
    """Takes the saves of one attempt after another, each in order; ``moment`` in seconds."""

    def __init__(self) -> None:
        self._taken: dict[Hashable, dict[Hashable, float]] = {}
        self._attempt: Hashable = None
        self._before = self._now = 0.0
        self._together: list[Hashable] = []

    def start(self, attempt: Hashable, moment: float) -> None:
        self._flush()
        self._attempt, self._before, self._now = attempt, moment, moment

    def save(self, question: Hashable, moment: float) -> None:
        if moment - self._now >= TOGETHER:
            self._flush()
            self._before, self._now = self._now, moment
        self._together.append(question)

    def medians(self) -> dict[Hashable, Figure]:
        """Seconds by question: the median over the attempts that tell it."""
        self._flush()
        return {question: Figure(median(taken.values())) for question, taken in self._taken.items()}

    def _flush(self) -> None:
        took = self._now - self._before
        if len(set(self._together)) == 1 and 0 <= took <= LONGEST_PAUSE:
            taken = self._taken.setdefault(self._together[0], {})
            taken[self._attempt] = taken.get(self._attempt, 0.0) + took
        self._together = []


NOT_TOLD = untold("The answers were saved together, so the time of one is not known.")
