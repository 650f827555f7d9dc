"""Time is credited once: what attendance and measured study both claim belongs to whichever posted first (hours.md, sections 1 and 3).

Constraint: the figure of an entry must come out again years later, from its evidence alone. So an entry that left something
out names the entries it left it to, by number in the same chain, and both kinds can say which time they took:

- an attendance entry took the spans in its evidence, ``credited``: what the sheet says less what others had taken; so did an entry that came along from
  another account of the same person (decision 125);
- a measured entry took the first ``to_ms`` of its activity's credited time as it stood at its segment, less what the attendance
  entries it names had taken. (From the start, not from ``from_ms``: its range begins where the ones before it ended.)

Why a range stays right when more is left out later: an attendance entry never takes what a measured one had, so what is cut
from an activity's time afterwards always lies beyond the ranges already consumed. A reversal releases nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from curriculum.api import CreditedSpan, Span, cut_to, joined, overlaps, replay_credited_spans, without
from lms.core.clock import from_ms

Row = dict[str, Any]


def taken_by_attendance(row: Row) -> list[Span]:
    """The spans an attendance entry credited, or one that came along from another account."""
    return [(start, end) for start, end in row["evidence"].get("credited", [])]


def is_attendance(row: Row) -> bool:
    return bool(row["kind"] == "credit" and row["evidence"].get("kind") == "attendance")


def is_carried(row: Row) -> bool:
    """An entry that came along from an account of the same person."""
    return bool(row["evidence"].get("kind") == "merged")


def holds_spans(row: Row) -> bool:
    """Says itself which time on the clock it took: attendance, and what came along of time on the clock."""
    return is_attendance(row) or is_carried(row)


def is_measured(row: Row) -> bool:
    return bool(row["kind"] == "credit" and row["evidence"].get("kind") == "measured")


def named(rows: Iterable[Row], evidence: dict[str, Any]) -> list[Row]:
    """The entries of the chain that ``evidence`` names as having been there first."""
    wanted = set(evidence.get("elsewhere", []))
    return [row for row in rows if row["seq"] in wanted]


def cut_line(line: Iterable[CreditedSpan], taken: Iterable[Span]) -> list[CreditedSpan]:
    """An activity's credited time, in order, less what was taken."""
    spans = joined(taken)
    return [CreditedSpan(piece.revision, piece.day, start, end) for piece in line for start, end in without([(piece.start_ms, piece.end_ms)], spans)]


def runs_of(line: Iterable[CreditedSpan]) -> list[list[Any]]:
    """The same as runs ``[revision, local date, milliseconds]``, neighbors joined."""
    runs: list[list[Any]] = []
    for piece in line:
        if runs and runs[-1][:2] == [piece.revision, piece.day]:
            runs[-1][2] += piece.end_ms - piece.start_ms
        else:
            runs.append([piece.revision, piece.day, piece.end_ms - piece.start_ms])
    return runs


@dataclass(frozen=True)
class Taken:
    """What a measured entry took on the clock: ``whole``, from the start of its activity to where its range ends, and ``own``, its range."""

    whole: list[Span]
    own: list[Span]


def taken_by_measured(student_pk: int, measured: list[Row], rows: list[Row]) -> dict[int, Taken]:
    """By entry number, what each of the ``measured`` entries took, from one replay of the log. ``rows``: the whole chain."""
    segments = {row["evidence"]["log_seq"] for row in measured}
    lines = replay_credited_spans(student_pk, segments, {row["evidence"]["activity"] for row in measured}) if measured else {}
    found = {}
    for row in measured:
        evidence = row["evidence"]
        cuts = [span for other in named(rows, evidence) for span in taken_by_attendance(other)]
        line = cut_line(lines[evidence["log_seq"]][evidence["activity"]], cuts)
        found[row["seq"]] = Taken(_between(line, 0, evidence["to_ms"]), _between(line, evidence["from_ms"], evidence["to_ms"]))
    return found


def _between(line: Iterable[CreditedSpan], from_ms: int, to_ms: int) -> list[Span]:
    """Where on the clock the range [from, to) of a line lies."""
    position, spans = 0, []
    for piece in line:
        start, end = max(position, from_ms), min(position + piece.end_ms - piece.start_ms, to_ms)
        spans.append((piece.start_ms + start - position, piece.start_ms + end - position))
        position += piece.end_ms - piece.start_ms
    return joined(spans)


def there_first(student_pk: int, present: list[Span], rows: list[Row]) -> dict[int, list[Span]]:
    """By entry number, what entries of the chain had already taken of ``present``: attendance elsewhere, and measured study."""
    taken = {row["seq"]: taken_by_attendance(row) for row in rows if holds_spans(row)}
    taken |= {seq: found.whole for seq, found in taken_by_measured(student_pk, _newest_near(present, rows), rows).items()}
    return {seq: [span for held in present for span in cut_to(spans, held)] for seq, spans in taken.items() if overlaps(spans, present)}


def _newest_near(present: list[Span], rows: list[Row]) -> list[Row]:
    """The newest measured entry of each activity that was studied around the days of ``present``; the log is not replayed for others."""
    if not present:
        return []
    first, last = (from_ms(edge).date() for edge in (present[0][0], present[-1][1]))
    by_activity: dict[str, list[Row]] = defaultdict(list)
    for row in filter(is_measured, rows):
        by_activity[row["evidence"]["activity"]].append(row)
    return [max(own, key=lambda row: row["evidence"]["to_ms"]) for own in by_activity.values() if any(_is_near(row, first, last) for row in own)]


def _is_near(row: Row, first: date, last: date) -> bool:
    one = timedelta(days=1)  # dates of entries are local ones
    return bool(row["occurred_from"] - one <= last and first <= row["occurred_to"] + one)
