"""How a lesson's time was counted, interval by interval, in words. They are English here; the page says them in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as mark

from accreditation.queries.attendance import credited_by_attendance
from curriculum.api import Span, cut_to, intervals_of, overlaps, without
from lms.core.clock import from_ms
from lms.people.api import accounts_merged_into

REASONS = {
    None: mark("Counted"),
    "unknown_session": mark("Not counted: the page could not show which lesson it was"),
    "malformed": mark("Not counted: the page’s report could not be read"),
    "replayed": mark("Not counted: the same report arrived twice"),
    "out_of_order": mark("Not counted: the report arrived after newer ones"),
    "impersonated": mark("Not counted: somebody else was looking at your page"),
    "hidden": mark("Not counted: the page was not in view"),
    "no_time": mark("Not counted: no active time was reported"),
    "overlap": mark("Counted already in another tab or lesson"),
    "over_cap": mark("Over the most this lesson can earn, one and a half times its minutes"),
    "daily_cap": mark("Over ten hours on one day"),
    "not_enrolled": mark("Not counted: your enrollment had ended"),
    "elsewhere": mark("Counted already by a live session you attended then"),
}


@dataclass
class Stretch:
    """Neighboring intervals with the same outcome, joined for reading. Milliseconds are exact; minutes shown are whole."""

    start: datetime
    end: datetime
    milliseconds: int
    credited_ms: int
    reason: str | None
    revision: str | None

    @property
    def words(self) -> str:
        return REASONS.get(self.reason, mark("Not counted"))

    @property
    def seconds(self) -> int:
        return self.milliseconds // 1000


def counted_time(student_pk: int, activity: str, taken: list[Span]) -> list[Stretch]:
    """Every stretch of one activity, oldest first. A report that came twice holds no time and hides none: the log keeps it, this list does not.

    ``taken``: what attendance was credited for.
    """
    found: list[Stretch] = []
    for interval in left_elsewhere(intervals_of(student_pk, activity), taken):
        if interval.reason == "replayed":
            continue
        start, end = from_ms(interval.start_ms), from_ms(interval.end_ms)
        newest = found[-1] if found else None
        if newest and (newest.reason, newest.revision, newest.end) == (interval.reason, interval.revision, start):
            newest.end = end
            newest.milliseconds += interval.end_ms - interval.start_ms
            newest.credited_ms += interval.credited_ms
        else:
            found.append(Stretch(start, end, interval.end_ms - interval.start_ms, interval.credited_ms, interval.reason, interval.revision))
    return found


def counted_time_in(place: Any, activity: str) -> list[Stretch]:
    """``counted_time`` of the student of ``place``, with what an account of theirs that was merged had studied there, in its own log."""
    student = place.student
    taken = credited_by_attendance(student.public_id)
    return [stretch for account in [*reversed(accounts_merged_into(student)), student] for stretch in counted_time(account.pk, activity, taken)]


def left_elsewhere(intervals: Iterable[Any], taken: list[Span]) -> Iterator[Any]:
    """The intervals, with what attendance had taken cut out of the credited ones and given the reason *elsewhere*."""
    for interval in intervals:
        if not interval.credited_ms or not overlaps([(interval.start_ms, interval.end_ms)], taken):
            yield interval
            continue
        whole = (interval.start_ms, interval.end_ms)
        pieces = [(span, None) for span in without([whole], taken)] + [(span, "elsewhere") for span in cut_to(taken, whole)]
        for (start, end), reason in sorted(pieces):
            yield replace(interval, start_ms=start, end_ms=end, credited_ms=0 if reason else end - start, reason=reason)


def totals_by_revision(stretches: list[Stretch]) -> list[dict[str, Any]]:
    """Credited milliseconds by the revision that was studied, in order."""
    totals: dict[str, int] = {}
    for stretch in stretches:
        if stretch.credited_ms and stretch.revision:
            totals[stretch.revision] = totals.get(stretch.revision, 0) + stretch.credited_ms
    return [{"revision": revision, "minutes": milliseconds // 60_000, "seconds": milliseconds // 1000 % 60} for revision, milliseconds in totals.items()]
