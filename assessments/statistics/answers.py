"""Who chose what: every answer of a question by all, by the strongest third and by the weakest.

Thirds are of all attempts by their whole score. Equal scores stay together: whoever has the score at which a third ends belongs to it, so a third may
be larger, and where both ends fall on one score nobody can be told apart. (Kelley, J. Educ. Psych. 30 (1939) 17-24, finds 27 % best; a third is as good
for small groups and easier to say.)
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assessments.statistics.sheet import Sheet


@dataclass(frozen=True)
class Thirds:
    """Numbers of the attempts of the strongest and of the weakest third; both empty where ``why_not`` says why."""

    top: frozenset[int]
    bottom: frozenset[int]
    why_not: str = ""


def thirds(sheet: Sheet) -> Thirds:
    shares = sheet.shares
    size = len(shares) // 3
    if not size:
        return Thirds(frozenset(), frozenset(), "It takes at least three attempts.")
    ordered = sorted(shares)
    low, high = ordered[size - 1], ordered[-size]
    if low >= high:
        return Thirds(frozenset(), frozenset(), "Too many attempts have the same score.")
    numbers = range(len(shares))
    return Thirds(frozenset(n for n in numbers if shares[n] >= high), frozenset(n for n in numbers if shares[n] <= low))


@dataclass(frozen=True)
class OptionRow:
    """One answer: how many chose it of all, of the strongest third, of the weakest, and the shares of those asked. ``is_key``: it earns full points."""

    answer: str
    is_key: bool
    count: int
    top: int
    bottom: int
    share: float
    top_share: float | None
    bottom_share: float | None


@dataclass
class OptionTally:
    """Counts answers of one question. ``None`` as an answer stands for a question left open."""

    asked: int = 0
    asked_top: int = 0
    asked_bottom: int = 0
    all: Counter[str | None] = field(default_factory=Counter)
    top: Counter[str | None] = field(default_factory=Counter)
    bottom: Counter[str | None] = field(default_factory=Counter)

    def add(self, answers: Iterable[str], groups: "Groups") -> None:
        """One response that ``groups.all`` attempts gave."""
        chosen: list[str | None] = [*dict.fromkeys(answers)] or [None]
        self.asked, self.asked_top, self.asked_bottom = self.asked + groups.all, self.asked_top + groups.top, self.asked_bottom + groups.bottom
        for answer in chosen:
            self.all[answer] += groups.all
            self.top[answer] += groups.top
            self.bottom[answer] += groups.bottom

    def rows(self, possible: Sequence[str], keys: Mapping[str, bool]) -> list[OptionRow]:
        """A row for each possible answer, then for others that were given, the most frequent first; “” last, for those who left it open."""
        others = [answer for answer, _ in self.all.most_common() if answer is not None and answer not in possible]
        answers: list[str | None] = [*possible, *others]
        return [self._row(answer, keys.get(answer or "", False)) for answer in [*answers, None]]

    def _row(self, answer: str | None, is_key: bool) -> OptionRow:
        top = self.top[answer] / self.asked_top if self.asked_top else None
        bottom = self.bottom[answer] / self.asked_bottom if self.asked_bottom else None
        share = self.all[answer] / self.asked if self.asked else 0.0
        return OptionRow(answer or "", is_key, self.all[answer], self.top[answer], self.bottom[answer], share, top, bottom)


@dataclass
class Groups:
    """How many of all attempts, of the strongest third and of the weakest."""

    all: int = 0
    top: int = 0
    bottom: int = 0
