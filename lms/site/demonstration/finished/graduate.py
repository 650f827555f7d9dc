"""Who finished: how they studied, came and answered."""

import random
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Graduate:
    """``is_exact``: every lesson takes its stated minutes and every session is attended whole; otherwise lessons take a little longer, and one is late.

    ``skill`` is the chance of an easy question, from 0 to 1.
    """

    enrollment: Any
    is_exact: bool
    skill: float
    dice: random.Random

    def minutes_for(self, lesson: Any) -> int:
        return int(lesson.minutes) if self.is_exact else int(lesson.minutes) + self.dice.randrange(3)

    def minutes_late(self) -> int:
        """Before 0: they were there early."""
        return -4 if self.is_exact else self.dice.randrange(-4, 5)
