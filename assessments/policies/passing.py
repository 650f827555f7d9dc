"""Whether an attempt passes: overall, in every section and in every topic that has a pass mark of its own; and which attempt counts.

Points are exact fractions and are compared by cross multiplication, so that 70 % is 70 % and never 69.999.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol, TypeVar

OVERALL, SECTION, TOPIC = "overall", "section", "topic"
BEST, LAST, FIRST, AVERAGE = "best", "last", "first", "average"


@dataclass(frozen=True)
class Mark:
    """One question of an attempt, or several of one section added up: ``points`` out of ``maximum`` (``None``: not marked yet, counts as nothing)."""

    points: Fraction | None
    maximum: int
    section: str = ""
    topics: Sequence[str] = ()


@dataclass(frozen=True)
class PassRules:
    """The pass mark in percent, and those of sections (by label) and topics (by slug) that have one."""

    percent: int
    sections: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_parts(self) -> bool:
        return bool(self.sections or self.topics)


@dataclass(frozen=True)
class Part:
    """What was reached in one part. ``needed`` percent are needed there, nothing when it is ``None``. ``kind`` is one of the three above."""

    kind: str
    name: str
    points: Fraction
    maximum: int
    needed: int | None

    @property
    def share(self) -> Fraction:
        return self.points / self.maximum if self.maximum else Fraction(0)

    @property
    def percent(self) -> int:
        """Rounded down, for showing."""
        return int(self.share * 100)

    @property
    def holds(self) -> bool:
        """A part that was not asked cannot be failed; but an attempt without any point to gain is not passed."""
        if self.needed is None:
            return True
        return self.points * 100 >= self.needed * self.maximum and (self.maximum > 0 or self.kind != OVERALL)


def overall_of(marks: Iterable[Mark], rules: PassRules) -> Part:
    return _part(OVERALL, "", list(marks), rules.percent)


def parts_of(marks: Sequence[Mark], rules: PassRules) -> tuple[Part, ...]:
    """Every section in the order asked, then every topic that has a pass mark. A question counts whole for each of its topics."""
    sections = dict.fromkeys(mark.section for mark in marks if mark.section)
    by_section = [_part(SECTION, name, [mark for mark in marks if mark.section == name], rules.sections.get(name)) for name in sections]
    by_topic = [_part(TOPIC, name, [mark for mark in marks if name in mark.topics], needed) for name, needed in rules.topics.items()]
    return (*by_section, *by_topic)


def _part(kind: str, name: str, marks: list[Mark], needed: int | None) -> Part:
    points = _sum(mark.points for mark in marks if mark.points is not None)
    return Part(kind, name, points, sum(mark.maximum for mark in marks), needed)


def _sum(points: Iterable[Fraction]) -> Fraction:
    """Their exact sum. Those with the same denominator come together first: over many attempts, adding one by one is what takes the time."""
    numerators: dict[int, int] = defaultdict(int)
    for one in points:
        numerators[one.denominator] += one.numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in numerators.items()), Fraction(0))


def is_passed(overall: Part, parts: Iterable[Part]) -> bool:
    """All must hold."""
    return overall.holds and all(part.holds for part in parts)


class Scored(Protocol):
    """What ``counting`` asks of a graded attempt."""

    @property
    def share(self) -> Fraction: ...
    @property
    def passed(self) -> bool: ...


S = TypeVar("S", bound=Scored)


def counting(scores: Sequence[S | None], rule: str) -> S | None:
    """The attempt that counts among ``scores``, oldest first and not empty. ``best``: who passed before who did not, then by share, then the earliest.

    ``None`` among them is an attempt that waits to be marked. Where it is the one that counts, or the average needs it, nothing counts yet; no other
    stands in. For ``average`` the newest stands for all of them: its points are for ``averaged`` to replace.
    """
    marked = [score for score in scores if score is not None]
    if rule == BEST:
        return max(marked, key=lambda score: (score.passed, score.share), default=None)  # the first of equals
    if rule == AVERAGE and len(marked) < len(scores):
        return None
    return scores[0] if rule == FIRST else scores[-1]


def averaged(parts: Sequence[Part]) -> Part:
    """One part over several attempts, the newest last: the mean of the shares, told in the newest's points. What was not asked is left out."""
    newest = parts[-1]
    shares = [part.share for part in parts if part.maximum]
    mean = sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)
    maximum = next((part.maximum for part in reversed(parts) if part.maximum), 0)
    return Part(newest.kind, newest.name, mean * maximum, maximum, newest.needed)
