"""Crediting a completed lesson: what its measured time adds to the ledger (hours.md, section 3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.db.models import Q

from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.elsewhere import cut_line, runs_of, taken_by_attendance
from accreditation.ledger.topics import split_range
from accreditation.models import Entry, LedgerHead
from accreditation.models.entry import Kind, Mode, SourceKind
from accreditation.queries.attested import attested_minutes, attested_revisions
from curriculum.api import (
    LessonFacts,
    credited_line,
    joined,
    lesson_facts,
    linked_places,
    log_head,
    measured_limit_ms,
    overlaps,
    places_called,
    replay_credited_spans,
    snapshot_called,
)
from lms.core.canonical import GENESIS
from lms.core.clock import local_date

POLICY = "active-time-1"
MINUTE_MS = 60_000


@dataclass(frozen=True)
class Stretch:
    """A range of an activity's credited time on one revision, and the days it was studied."""

    revision: str
    from_ms: int
    to_ms: int
    first_day: str
    last_day: str

    @property
    def minutes(self) -> int:
        """Whole minutes the range adds to the total: taken from the total once, so no part is rounded."""
        return self.to_ms // MINUTE_MS - self.from_ms // MINUTE_MS


def stretches(runs: list[list[Any]], consumed_ms: int, limit_ms: int | None = None) -> list[Stretch]:
    """What lies beyond ``consumed_ms`` on an activity's line, and before ``limit_ms`` where there is one: one stretch for each run of one revision."""
    found: list[Stretch] = []
    position = 0
    for revision, day, milliseconds in runs:
        start, position = max(position, consumed_ms), position + milliseconds
        end = position if limit_ms is None else min(position, limit_ms)
        if end <= start:
            continue
        if found and found[-1].revision == revision and found[-1].to_ms == start:
            found[-1] = Stretch(revision, found[-1].from_ms, end, found[-1].first_day, day)
        else:
            found.append(Stretch(revision, start, end, day, day))
    return found


@transaction.atomic
def post_lesson(*, enrollment: Any, completion: Any) -> list[Entry]:
    """Post what the completed lesson has earned and the ledger does not hold yet; posting again changes nothing."""
    student = enrollment.student.public_id
    LedgerHead.objects.get_or_create(student=student, defaults={"hash": GENESIS})
    LedgerHead.objects.select_for_update().get(student=student)
    facts = lesson_facts(completion.snapshot)
    if facts.credit_mode == "nominal":
        entry = _post_nominal(enrollment, completion, facts)
        return [entry] if entry is not None else []
    if facts.credit_mode != "measured":
        return []
    return _post_measured(enrollment, completion, facts.lesson)


def _post_measured(enrollment: Any, completion: Any, lesson: str) -> list[Entry]:
    activity = f"{enrollment.public_id}/{lesson}"
    seq, digest = log_head(enrollment.student_id)
    runs, elsewhere = _line_left(enrollment, activity, seq)
    limit_ms = _limit_ms(enrollment, lesson, {completion.snapshot.public_id, *(run[0] for run in runs)})
    entries = []
    for stretch in stretches(runs, _consumed_ms(enrollment, lesson), limit_ms):
        if stretch.minutes > 0:
            snapshot = snapshot_called(stretch.revision)
            assert snapshot is not None  # snapshots are kept for good
            evidence = measured_evidence(activity, stretch, seq, digest) | ({"elsewhere": elsewhere} if elsewhere else {})
            entries.append(append(measured_draft(enrollment, snapshot, stretch, evidence)).entry)
    return entries


def measured_evidence(activity: str, stretch: Stretch, log_seq: int, log_hash: str) -> dict[str, Any]:
    """What the figure of a stretch rests on: the replay of the study log up to a segment."""
    return {
        "kind": "measured", "policy": POLICY, "tzdata": _tzdata_version(), "activity": activity, "from_ms": stretch.from_ms, "to_ms": stretch.to_ms,
        "log_seq": log_seq, "log_hash": log_hash,
    }  # fmt: skip


def _line_left(enrollment: Any, activity: str, log_seq: int) -> tuple[list[list[Any]], list[int]]:
    """The activity's line less what attendance, or another account of the student, had already posted, and the numbers of those entries.

    The log is replayed only for a student with such entries since the lesson was first opened.
    """
    tells = Q(source_kind=SourceKind.LIVE_SESSION) | Q(evidence__kind="merged")
    posted = Entry.objects.filter(tells, student=enrollment.student.public_id, kind=Kind.CREDIT)
    rows = posted.filter(occurred_to__gte=_first_studied(enrollment, activity)).values_list("seq", "evidence")
    taken = {seq: taken_by_attendance({"evidence": evidence}) for seq, evidence in rows}
    if not taken:
        return credited_line(enrollment.student_id, activity), []
    line = replay_credited_spans(enrollment.student_id, {log_seq}, {activity})[log_seq][activity]
    studied = joined((piece.start_ms, piece.end_ms) for piece in line)
    elsewhere = sorted(seq for seq, spans in taken.items() if overlaps(spans, studied))
    return runs_of(cut_line(line, [span for seq in elsewhere for span in taken[seq]])), elsewhere


def _first_studied(enrollment: Any, activity: str) -> date:
    """A day before the first of the activity's line: dates of sessions are those of their campus."""
    runs = credited_line(enrollment.student_id, activity)
    return date.fromisoformat(min(day for _, day, _ in runs)) - timedelta(days=1) if runs else date.max


def measured_draft(enrollment: Any, snapshot: Any, stretch: Stretch, evidence: dict[str, Any]) -> Draft:
    """The entry of a stretch that was studied on ``snapshot``."""
    facts = lesson_facts(snapshot)
    topics = split_range(stretch.from_ms // MINUTE_MS, stretch.to_ms // MINUTE_MS, facts.topics)
    return Draft(
        **common_facts(enrollment, facts), minutes=stretch.minutes, topics=topics, source_id=facts.lesson, content_revision=snapshot.public_id,
        content_sha256=snapshot.sha256, occurred_from=date.fromisoformat(stretch.first_day), occurred_to=date.fromisoformat(stretch.last_day),
        evidence=evidence, idempotency=(POLICY, stretch.from_ms, stretch.to_ms),
    )  # fmt: skip


def _post_nominal(enrollment: Any, completion: Any, facts: LessonFacts) -> Entry | None:
    """The stated minutes, once, less those that statements were credited for while the lesson was measured; ``None`` when none are left.

    What was posted stands, whatever names and dates have become since.
    """
    posted = nominal_entry(enrollment, facts.lesson)
    if posted is not None:
        return posted
    before = attested_minutes(enrollment.student.public_id, [place.public_id for place in places_called(linked_places(enrollment))], facts.lesson)
    if before >= facts.minutes:
        return None
    return append(nominal_draft(enrollment, completion, before)).entry


def nominal_draft(enrollment: Any, completion: Any, before: int = 0) -> Draft:
    """The entry of the stated minutes beyond ``before``."""
    facts = lesson_facts(completion.snapshot)
    day = local_date(completion.completed_at, enrollment.cohort.campus.time_zone)
    return Draft(
        **common_facts(enrollment, facts), minutes=facts.minutes - before, topics=split_range(before, facts.minutes, facts.topics), source_id=facts.lesson,
        content_revision=completion.snapshot.public_id, content_sha256=completion.snapshot.sha256, occurred_from=day, occurred_to=day,
        evidence={"kind": "nominal", "completion": completion.public_id}, idempotency=("nominal",),
    )  # fmt: skip


def nominal_entry(enrollment: Any, lesson: str) -> Entry | None:
    """What the place was credited for completing a lesson of stated minutes, also in a chain from before its accounts were merged."""
    source = {"enrollment": enrollment.public_id, "source_kind": SourceKind.LESSON, "source_id": lesson}
    return Entry.objects.filter(kind=Kind.CREDIT, evidence__kind="nominal", **source).first()


def common_facts(enrollment: Any, facts: LessonFacts) -> dict[str, Any]:
    """What every entry about a lesson says of it, of the student and of their place."""
    return {
        "student": enrollment.student.public_id, "kind": Kind.CREDIT.value, "category": facts.category, "source_kind": SourceKind.LESSON.value,
        "title": facts.title, "provider": enrollment.cohort.campus.name, "mode": Mode.SELF_PACED.value, "program": facts.program,
        "program_version": facts.program_version, "track": facts.track, "enrollment": enrollment.public_id, "cohort": enrollment.cohort.slug,
        "campus": enrollment.cohort.campus.slug,
    }  # fmt: skip


def _consumed_ms(enrollment: Any, lesson: str) -> int:
    """Where the ranges already posted end. A reversal does not release its range (hours.md, section 3).

    Asked by the place, whoever's chain it was: an account that was merged studied to there in this place, and nothing up to there is earned again.
    """
    posted = Entry.objects.filter(enrollment=enrollment.public_id, source_kind=SourceKind.LESSON, source_id=lesson, kind=Kind.CREDIT)
    return max((evidence.get("to_ms", 0) for evidence in posted.values_list("evidence", flat=True)), default=0)


def _limit_ms(enrollment: Any, lesson: str, revisions: set[str]) -> int | None:
    """Where measured time ends for a lesson of which the student stated minutes too, or was credited in a place they moved from:

    together at most one and a half times its minutes, which are the most that any revision studied states, as in the policy.
    """
    student = enrollment.student.public_id
    others = [place for place in places_called(linked_places(enrollment)) if place.pk != enrollment.pk]
    places = [enrollment.public_id, *(place.public_id for place in others)]
    elsewhere_ms = sum(_consumed_ms(place, lesson) for place in others)
    attested = attested_minutes(student, places, lesson)
    if not attested and not elsewhere_ms:
        return None
    snapshots = [snapshot_called(revision) for revision in revisions | attested_revisions(student, places, lesson)]
    expected = max(lesson_facts(snapshot).minutes for snapshot in snapshots if snapshot)
    return max(0, measured_limit_ms(expected_minutes=expected, attested_minutes=attested) - elsewhere_ms)


@cache
def _tzdata_version() -> str:
    return version("tzdata")
