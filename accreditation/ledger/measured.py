"""The foundation of measured entries: the study log replays to the very figure that was posted, on content that still hashes."""

from collections import defaultdict
from typing import Any

from accreditation.ledger.elsewhere import cut_line, holds_spans, named, runs_of, taken_by_attendance
from accreditation.ledger.foundations import foundations
from curriculum.api import (
    bad_snapshots,
    first_bad_segment,
    replay_credited_spans,
    replay_study_log,
    segment_hashes,
    snapshots_with_hashes,
    students_with_logs,
)
from lms.people.api import person_called

MINUTE_MS = 60_000


class MeasuredTime:
    """Replays a student's log once and compares every measured entry's range, revision and minutes."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        measured = [row for row in rows if row["evidence"].get("kind") == "measured"]
        if not measured:
            return None
        person = person_called(student)
        if person is None:
            return measured[0]["seq"], "The study log of this student cannot be found."
        bad = first_bad_segment(person.pk)
        if bad is not None:
            first = next((row["seq"] for row in measured if row["evidence"]["log_seq"] >= bad[0]), measured[0]["seq"])
            return first, bad[1]
        return self._compare(person.pk, measured, rows)

    def _compare(self, student_pk: int, measured: list[dict[str, Any]], rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        lines = replay_study_log(student_pk, {row["evidence"]["log_seq"] for row in measured})
        hashes = segment_hashes(student_pk)
        snapshots = snapshots_with_hashes({row["content_revision"] for row in measured})
        left = _lines_left(student_pk, measured, rows)
        for row in measured:
            replayed = lines.get(row["evidence"]["log_seq"], {}).get(row["evidence"]["activity"], [])
            line = left.get(row["seq"], replayed)
            why = _why_elsewhere(row, rows) or self._why(row, line, hashes, snapshots)
            if why:
                return row["seq"], why
        return None

    @staticmethod
    def _why(row: dict[str, Any], line: list[Any], hashes: dict[int, str], snapshots: dict[str, str]) -> str:
        evidence = row["evidence"]
        if hashes.get(evidence["log_seq"]) != evidence["log_hash"]:
            return "The entry names another study log than the one that is kept."
        if snapshots.get(row["content_revision"]) != row["content_sha256"]:
            return "The content that was studied is missing or was changed."
        if evidence["to_ms"] // MINUTE_MS - evidence["from_ms"] // MINUTE_MS != abs(row["minutes"]):
            return "The entry’s minutes are not what its range of measured time gives."
        if not _covers(line, row["content_revision"], evidence["from_ms"], evidence["to_ms"]):
            return "Replaying the study log does not give the time this entry credits."
        return ""

    def check_rest(self) -> tuple[str, int, str] | None:
        """Logs from which nothing was credited yet, and snapshots nobody has been credited for."""
        for student_pk, student in students_with_logs():
            bad = first_bad_segment(student_pk)
            if bad is not None:
                return student, 0, bad[1]
        changed = bad_snapshots()
        return ("", 0, f"The content snapshot {changed[0]} was changed.") if changed else None


def _lines_left(student_pk: int, measured: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[int, list[Any]]:
    """By entry number, the line of an entry that left time to attendance: replayed with the clock, less what those entries had taken."""
    sharing = [row for row in measured if row["evidence"].get("elsewhere")]
    if not sharing:
        return {}
    segments, activities = {row["evidence"]["log_seq"] for row in sharing}, {row["evidence"]["activity"] for row in sharing}
    lines = replay_credited_spans(student_pk, segments, activities)
    left = {}
    for row in sharing:
        taken = [span for other in named(rows, row["evidence"]) for span in taken_by_attendance(other)]
        left[row["seq"]] = runs_of(cut_line(lines[row["evidence"]["log_seq"]][row["evidence"]["activity"]], taken))
    return left


def _why_elsewhere(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """What an entry leaves time to must be attendance, or what came along from another account, and be posted before it."""
    wanted = row["evidence"].get("elsewhere", [])
    there = [other for other in named(rows, row["evidence"]) if holds_spans(other) and other["seq"] < row["seq"]]
    return "" if len(there) == len(wanted) else "The entry leaves time to an entry that is not there before it."


def _covers(runs: list[Any], revision: str, from_ms: int, to_ms: int) -> bool:
    """True when the line holds [from, to) and all of it on ``revision``."""
    position = 0
    covered: dict[str, int] = defaultdict(int)
    for run_revision, _, milliseconds in runs:
        start, end = max(position, from_ms), min(position + milliseconds, to_ms)
        covered[run_revision] += max(0, end - start)
        position += milliseconds
    return position >= to_ms and covered[revision] == to_ms - from_ms


foundations.register("measured_time", MeasuredTime())
