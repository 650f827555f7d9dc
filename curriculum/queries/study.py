"""Measured time: what was credited, why, and proof that the log says so."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from curriculum.models import Enrollment, StudyEvent, StudySegment, StudyState
from curriculum.policies import policies
from curriculum.policies.log import feed_log
from lms.core.canonical import GENESIS, fingerprint

POLICY = "active-time-1"


def credited_by_revision(student_pk: int, activity: str) -> dict[str, int]:
    """Milliseconds by snapshot for one activity, in the order in which the revisions were first studied."""
    credited = StudyState.objects.filter(student_id=student_pk).values_list("credited", flat=True).first()
    return dict((credited or {}).get(activity, {}))


def credited_by_activity(enrollment: Enrollment, lesson_public_id: str) -> int:
    """Milliseconds credited for a lesson so far."""
    return sum(credited_by_revision(enrollment.student_id, f"{enrollment.public_id}/{lesson_public_id}").values())


credited_ms = credited_by_activity


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


@dataclass
class Replay:
    """Credited milliseconds by activity and revision after each sealed segment asked for."""

    totals: dict[int, dict[str, dict[str, int]]]


def replay_study_log(student_pk: int, at_segments: set[int]) -> Replay:
    """Replay the sealed log once; totals as they stood after each segment in ``at_segments``."""
    running: dict[str, dict[str, int]] = {}
    totals: dict[int, dict[str, dict[str, int]]] = {}
    segments: list[int] = []
    present = 0
    for _, intervals in feed_log(policies.get(POLICY)(), _noting_segments(student_pk, max(at_segments, default=0), segments)):
        if segments[-1] != present:
            _remember(totals, present, at_segments, running)
            present = segments[-1]
        for interval in intervals:
            if interval.credited_ms:
                by_revision = running.setdefault(str(interval.activity), {})
                by_revision[str(interval.revision)] = by_revision.get(str(interval.revision), 0) + interval.credited_ms
    _remember(totals, present, at_segments, running)
    return Replay(totals)


def _noting_segments(student_pk: int, up_to_seq: int, segments: list[int]) -> Iterator[dict[str, Any]]:
    """The sealed events, noting in ``segments`` which segment the present one stands in."""
    for seq, event in sealed_events(student_pk, up_to_seq):
        segments[:] = [seq]
        yield event


def _remember(totals: dict[int, Any], seq: int, wanted: set[int], running: dict[str, dict[str, int]]) -> None:
    if seq in wanted:
        totals[seq] = {activity: dict(by_revision) for activity, by_revision in running.items()}


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
