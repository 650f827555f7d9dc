"""Measured time: what was credited, why, and proof that the log says so."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from curriculum.models import Enrollment, StudyEvent, StudySegment, StudyState
from curriculum.policies import policies
from curriculum.policies.days import split_by_day
from curriculum.policies.log import Lines, Run, credited_ms_of, extend_lines, feed_log
from lms.core.canonical import GENESIS, fingerprint

POLICY = "active-time-1"


def credited_line(student_pk: int, activity: str) -> list[Run]:
    """One activity's credited time in order, in runs ``[snapshot, local date, milliseconds]``."""
    credited = StudyState.objects.filter(student_id=student_pk).values_list("credited", flat=True).first()
    return list((credited or {}).get(activity, []))


def credited_ms(enrollment: Enrollment, lesson_public_id: str) -> int:
    """Milliseconds credited for a lesson so far."""
    return credited_ms_of(credited_line(enrollment.student_id, f"{enrollment.public_id}/{lesson_public_id}"))


def log_head(student_pk: int) -> tuple[int, str]:
    """Number and hash of the student's newest segment; ``(0, 64 zeros)`` before the first."""
    head = StudyState.objects.filter(student_id=student_pk).values_list("head_seq", "head_hash").first()
    return head or (0, GENESIS)


def segment_lines(segment: StudySegment) -> str:
    """The canonical JSON lines of a segment."""
    return zlib.decompress(bytes(segment.lines)).decode()


def sealed_events(student_pk: int, up_to_seq: int | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Segment number and event, in order of acceptance."""
    segments = StudySegment.objects.filter(student_id=student_pk).order_by("seq")
    if up_to_seq is not None:
        segments = segments.filter(seq__lte=up_to_seq)
    for segment in segments.iterator():
        for line in segment_lines(segment).splitlines():
            yield segment.seq, json.loads(line)


def loose_events(student_pk: int) -> Iterator[dict[str, Any]]:
    for line in StudyEvent.objects.filter(student_id=student_pk).order_by("ordinal").values_list("line", flat=True):
        yield json.loads(line)


def replay_study_log(student_pk: int, at_segments: set[int]) -> dict[int, Lines]:
    """Replay the sealed log once: every activity's line as it stood after each segment in ``at_segments``."""
    lines: Lines = {}
    zones: dict[str, str] = {}
    as_of: dict[int, Lines] = {}
    segments: list[int] = [0]
    present = 0
    for event, intervals in feed_log(policies.get(POLICY)(), _noting_segments(student_pk, max(at_segments, default=0), segments)):
        if segments[-1] != present:
            _remember(as_of, present, at_segments, lines)
            present = segments[-1]
        zones.setdefault(event["session"], event.get("timezone", ""))
        extend_lines(lines, intervals, zones[event["session"]])
    _remember(as_of, present, at_segments, lines)
    return as_of


def _noting_segments(student_pk: int, up_to_seq: int, segments: list[int]) -> Iterator[dict[str, Any]]:
    """The sealed events, noting in ``segments`` which segment the present one stands in."""
    for seq, event in sealed_events(student_pk, up_to_seq):
        segments[:] = [seq]
        yield event


@dataclass(frozen=True)
class CreditedSpan:
    """Credited time of one activity with its place on the clock: what a run of its line is made of. Times in ms of the epoch."""

    revision: str
    day: str
    start_ms: int
    end_ms: int


def replay_credited_spans(student_pk: int, at_segments: set[int], activities: set[str]) -> dict[int, dict[str, list[CreditedSpan]]]:
    """As ``replay_study_log``, with the clock: the spans of each activity's line as it stood after each segment in ``at_segments``."""
    spans: dict[str, list[CreditedSpan]] = {activity: [] for activity in activities}
    ends: dict[int, dict[str, int]] = {}
    zones: dict[str, str] = {}
    segments: list[int] = [0]
    for event, intervals in feed_log(policies.get(POLICY)(), _noting_segments(student_pk, max(at_segments, default=0), segments)):
        zones.setdefault(event["session"], event.get("timezone", ""))
        for interval in intervals:
            if interval.credited_ms and interval.activity in spans:
                for day, (start, end) in split_by_day((interval.start_ms, interval.end_ms), zones[event["session"]]):
                    spans[interval.activity].append(CreditedSpan(str(interval.revision), day, start, end))
        ends[segments[0]] = {activity: len(found) for activity, found in spans.items()}
    return {seq: {activity: found[: ends.get(seq, {}).get(activity, 0)] for activity, found in spans.items()} for seq in at_segments}


def _remember(as_of: dict[int, Lines], seq: int, wanted: set[int], lines: Lines) -> None:
    if seq in wanted:
        as_of[seq] = {activity: [list(run) for run in runs] for activity, runs in lines.items()}


def first_bad_segment(student_pk: int) -> tuple[int, str] | None:
    """The first sealed segment that does not hold, and why; ``None`` when the whole log does."""
    previous, ordinal, number = GENESIS, 0, 0
    for number, segment in enumerate(StudySegment.objects.filter(student_id=student_pk).order_by("seq"), start=1):
        why = _broken_segment(segment, number, previous, ordinal)
        if why:
            return segment.seq, why
        previous, ordinal = segment.hash, segment.last_ordinal
    if log_head(student_pk) != (number, previous) and (number or log_head(student_pk)[0]):
        return number, "The end of the study log is not where the student's state says it is."
    return None


def _broken_segment(segment: StudySegment, number: int, previous: str, ordinal: int) -> str:
    if segment.seq != number or segment.first_ordinal != ordinal + 1:
        return f"Segment {number} of the study log is missing."
    if segment.prev_hash != previous:
        return f"Segment {number} of the study log does not continue the one before it."
    try:
        lines = segment_lines(segment)
    except (zlib.error, UnicodeDecodeError):
        return f"Segment {number} of the study log cannot be read."
    if fingerprint({"seq": segment.seq, "prev_hash": segment.prev_hash, "lines": lines}) != segment.hash:
        return f"The content of segment {number} of the study log does not match its hash."
    if len(lines.splitlines()) != segment.last_ordinal - segment.first_ordinal + 1:
        return f"Segment {number} of the study log has another number of events than it says."
    return ""


def intervals_by_activity(student_pk: int) -> dict[str, list[Any]]:
    """Every interval of every activity, in one reading of the whole log, sealed and loose. Ones that name no known session are left out."""
    activities: dict[str, str] = {}
    found: dict[str, list[Any]] = {}
    events = chain((event for _, event in sealed_events(student_pk)), loose_events(student_pk))
    for event, intervals in feed_log(policies.get(POLICY)(), events):
        if event["kind"] == "open":
            activities[event["session"]] = event["activity"]
        if event["session"] in activities:
            found.setdefault(activities[event["session"]], []).extend(intervals)
    return found


def intervals_of(student_pk: int, activity: str) -> list[Any]:
    """Every interval of one activity, credited or not, from the whole log, sealed and loose."""
    sessions: set[str] = set()
    found: list[Any] = []
    events = chain((event for _, event in sealed_events(student_pk)), loose_events(student_pk))
    for event, intervals in feed_log(policies.get(POLICY)(), events):
        if event["kind"] == "open" and event["activity"] == activity:
            sessions.add(event["session"])
        if event["session"] in sessions:
            found.extend(intervals)
    return found


def segment_hashes(student_pk: int) -> dict[int, str]:
    """Hash of each sealed segment by its number."""
    return dict(StudySegment.objects.filter(student_id=student_pk).values_list("seq", "hash"))


def students_with_logs() -> Iterator[tuple[int, str]]:
    """Primary key and public id of everybody with a sealed study log."""
    yield from StudyState.objects.filter(head_seq__gt=0).order_by("student_id").values_list("student_id", "student__public_id")
