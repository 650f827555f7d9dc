"""Sealing: a student's loose events become one immutable, hash-chained segment (hours.md, “Sealing”)."""

import json
import logging
import zlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from curriculum.actions.hear_beat import POLICY
from curriculum.actions.raise_study_flags import raise_study_flags
from curriculum.models import StudyEvent, StudySegment, StudySession, StudyState
from curriculum.policies import policies
from curriculum.signals import study_log_sealed
from lms.core.canonical import fingerprint
from lms.core.clock import from_ms, now, to_ms
from lms.core.failpoints import failpoint

logger = logging.getLogger(__name__)
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


def seal_ended_sessions(student: Any = None) -> int:
    """Seal the log of every student (or of one) with a study session that ended, and look at what the session was like.

    The sweep of the worker, and on any read of a student's record. Returns how many logs were sealed. A session's row
    keeps the time of its first event; the student's running state knows the latest (see ``hear``). A session that still
    goes on has that time written to its row, so the next sweep passes it over.
    """
    ended_before = now() - timedelta(minutes=10)
    unsealed = StudySession.objects.filter(sealed_at__isnull=True, last_event_at__lt=ended_before).select_related("student__study_state", "snapshot")
    if student is not None:
        unsealed = unsealed.filter(student=student)
    results = [_seal_and_look(session, ended_before) for session in unsealed.order_by("pk")[:500]]
    failed = results.count(None)
    if failed:
        logger.error("%d of %d study sessions could not be sealed; each is tried again.", failed, len(results))
    return sum(bool(result) for result in results)


def _seal_and_look(session: StudySession, ended_before: datetime) -> bool | None:
    """Whether a log was sealed; ``None`` when it failed, which keeps nobody else's from being sealed."""
    try:
        is_sealed = _seal_if_ended(session, ended_before)
    except Exception:
        logger.exception("Study session %s could not be sealed.", session.public_id)
        return None
    _flag(session)
    return is_sealed


def _flag(session: StudySession) -> None:
    """Flags only point something out: without them the log is sealed all the same."""
    if session.sealed_at is None:
        return
    try:
        with transaction.atomic():
            raise_study_flags(session)
    except Exception:
        logger.exception("Study session %s could not be looked at for flags.", session.public_id)


@transaction.atomic
def _seal_if_ended(session: StudySession, ended_before: datetime) -> bool:
    latest = _latest_event(session)
    if latest >= ended_before:
        StudySession.objects.filter(pk=session.pk).update(last_event_at=latest)
        return False
    is_sealed = seal_study_log(session.student) is not None
    session.last_event_at, session.sealed_at = latest, now()
    session.save(update_fields=["last_event_at", "sealed_at"])
    return is_sealed


def _latest_event(session: StudySession) -> datetime:
    """When the session's latest accepted event was, as far as the running state remembers."""
    state = session.student.study_state
    latest_ms = policies.get(POLICY).load_state(state.policy_state).latest_event_ms(session.public_id) if state.policy_state else None
    return session.last_event_at if latest_ms is None else max(session.last_event_at, from_ms(latest_ms))


def _activities(events: list[StudyEvent]) -> set[str]:
    """The activities of the sessions that these events belong to."""
    sessions = {json.loads(event.line)["session"] for event in events}
    rows = StudySession.objects.filter(public_id__in=sessions).values_list("enrollment__public_id", "lesson__public_id")
    return {f"{enrollment}/{lesson}" for enrollment, lesson in rows}
