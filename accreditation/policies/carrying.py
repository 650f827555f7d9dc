"""What of one account's credited minutes comes along when it is merged into another of the same person (decision 125).

Constraint: no minute of a person's life counts twice, and nobody gains by having had two accounts. So of each entry that stands:

- nothing comes along when the kept account was credited for the same source (lesson, session, assessment), or for something of the same name on a day they
  share: the same thing, entered under both names;
- of time on the clock (measured study, attendance) only what the kept account was not credited for at the same instants: the union, not the sum;
- no more than fits into its days beside everything else: 10 h of study, 16 h of all kinds (hours.md, section 3).

Example: kept was credited 10:00 to 11:00, merged 10:30 to 12:00 of another lesson. 60 min come along of 90.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from curriculum.attendance.intervals import Span, joined, overlaps, whole_minutes, without

MOST_STUDY_A_DAY = 10 * 60
MOST_A_DAY = 16 * 60


@dataclass(frozen=True)
class Credited:
    """An entry as far as carrying asks. ``source`` is its kind and id; ``spans`` are its instants in ms, ``None`` where it has no clock."""

    seq: int
    minutes: int
    source: tuple[str, str]
    title: str
    first: date
    last: date
    spans: tuple[Span, ...] | None = None
    is_study: bool = False

    def meets(self, other: "Credited") -> bool:
        """True when both have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Share:
    """What of an entry comes along: whole minutes, on the clock where it has one; ``why`` says what stays, in a sentence, empty when all comes."""

    seq: int
    minutes: int
    spans: tuple[Span, ...] | None
    why: str = ""


def what_comes_along(kept: Iterable[Credited], merged: Iterable[Credited], taken: Iterable[Span] = ()) -> list[Share]:
    """One share an entry of ``merged``, in order. ``kept``: every entry that stands, in any order.

    ``taken``: instants of the kept account's entries that were reversed or corrected since; a reversal releases nothing.
    """
    there = list(kept)
    clock = joined([*taken, *(span for one in there for span in one.spans or ())])
    shares, days = [], list(there)
    for one in merged:
        share = _share(one, there, clock, days)
        shares.append(share)
        if share.minutes:
            days.append(replace(one, minutes=share.minutes))
    return shares


def _share(one: Credited, there: list[Credited], clock: list[Span], days: list[Credited]) -> Share:
    same = next((other for other in there if _is_same(one, other)), None)
    if same is not None:
        return Share(one.seq, 0, None if one.spans is None else (), f"The kept account was credited for the same: its entry {same.seq}.")
    minutes, spans, why = one.minutes, one.spans, ""
    if spans is not None and overlaps(spans, clock):
        spans = tuple(without(spans, clock))
        minutes, why = min(minutes, whole_minutes(spans)), "The rest was credited to the kept account at the same time of day."
    room = _room(one, days)
    if minutes > room:
        minutes, why = room, "The rest would be more than fits into its days: 10 h of study, 16 h of everything."
    return Share(one.seq, minutes, spans, why)


def _is_same(one: Credited, other: Credited) -> bool:
    by_name = one.spans is None and other.spans is None and one.meets(other) and one.title.strip().casefold() == other.title.strip().casefold()
    return one.source == other.source or by_name


def _room(one: Credited, days: list[Credited]) -> int:
    room = room_in_days(one, days, MOST_A_DAY)
    return min(room, room_in_days(one, [other for other in days if other.is_study], MOST_STUDY_A_DAY)) if one.is_study else room


def room_in_days(one: Credited, days: list[Credited], most_a_day: int) -> int:
    """Minutes that still fit into the days of ``one``: the least that any stretch of days around them leaves (decision 68)."""
    firsts = {one.first, *(other.first for other in days if other.first < one.first)}
    lasts = {one.last, *(other.last for other in days if other.last > one.last)}
    stretches = [(first, last) for first in firsts for last in lasts]
    inside = [sum(other.minutes for other in days if first <= other.first and other.last <= last) for first, last in stretches]
    return max(0, min(most_a_day * ((last - first).days + 1) - held for (first, last), held in zip(stretches, inside, strict=True)))
