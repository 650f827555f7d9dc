"""Sealing: a student's loose events become one immutable, hash-chained segment (hours.md, “Sealing”)."""

import json
import zlib
from datetime import timedelta
from typing import Any

from django.db import transaction

from curriculum.models import StudyEvent, StudySegment, StudySession, StudyState
from curriculum.signals import study_log_sealed
from lms.core.canonical import fingerprint
from lms.core.clock import from_ms, now, to_ms
from lms.core.failpoints import failpoint

COMPRESSION = 6  # fixed, though the hash covers the lines before compression


def segment_hash(*, seq: int, prev_hash: str, lines: str) -> str:
    """SHA-256 over the canonical JSON of a segment's number, the hash before it, and its lines."""
    return fingerprint({"seq": seq, "prev_hash": prev_hash, "lines": lines})


@transaction.atomic
def seal_study_log(student: Any) -> StudySegment | None:
    """Seal every loose event of ``student`` as the next segment; ``None`` when there is nothing to seal."""
    state = StudyState.objects.select_for_update().filter(student=student).first()
    if state is None:
        return None
    events = list(StudyEvent.objects.filter(student=student).order_by("ordinal"))
    if not events:
        return None
    lines = "".join(event.line + "\n" for event in events)
    seq = state.head_seq + 1
    digest = segment_hash(seq=seq, prev_hash=state.head_hash, lines=lines)
    segment = StudySegment.objects.create(
        student=student, seq=seq, first_ordinal=events[0].ordinal, last_ordinal=events[-1].ordinal,
        lines=zlib.compress(lines.encode(), COMPRESSION), prev_hash=state.head_hash, hash=digest, sealed_at=from_ms(to_ms(now())),
    )  # fmt: skip
    state.head_seq, state.head_hash = seq, digest
    state.save(update_fields=["head_seq", "head_hash"])
    StudyEvent.objects.filter(student=student, ordinal__lte=events[-1].ordinal).delete()
    failpoint("seal.before_commit")
    study_log_sealed.send(sender=StudySegment, student=student, segment=segment, activities=_activities(events))
    return segment


def seal_ended_sessions() -> int:
    """Seal the log of every student with a study session that ended; the sweep of the worker. Returns how many were sealed."""
    ended = StudySession.objects.filter(sealed_at__isnull=True, last_event_at__lt=now() - timedelta(minutes=10)).select_related("student")
    sealed = 0
    for session in ended.order_by("pk")[:500]:
        with transaction.atomic():
            sealed += seal_study_log(session.student) is not None
            StudySession.objects.filter(pk=session.pk).update(sealed_at=now())
    return sealed


def _activities(events: list[StudyEvent]) -> set[str]:
    """The activities of the sessions that these events belong to."""
    sessions = {json.loads(event.line)["session"] for event in events}
    rows = StudySession.objects.filter(public_id__in=sessions).values_list("enrollment__public_id", "lesson__public_id")
    return {f"{enrollment}/{lesson}" for enrollment, lesson in rows}
