"""Proposing that an entry should say something else; a second person decides."""

from typing import Any

from django.db import IntegrityError, transaction

from accreditation.actions.tell_correction import tell_proposed
from accreditation.ledger.topics import split_minutes
from accreditation.models import Correction, Entry
from accreditation.models.entry import Category, Kind, SourceKind
from curriculum.api import lesson_facts, live_session_called, measured_limit_ms, snapshot_called
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.vault.api import seal_text

MOST_MINUTES = 24 * 60


@transaction.atomic
def propose_correction(*, entry: Entry, minutes: int, category: str, topic: str, reason: str, by: Any) -> Correction:
    """Propose that ``entry`` say ``minutes`` (0 takes it away) of ``category``; all of them under ``topic``, or split as the entry's are.

    Raises ``Invalid`` for what says nothing or nothing new, ``Forbidden`` for one's own hours, ``Conflict`` for an entry
    that is a reversal, was reversed, or has a correction waiting.
    """
    if by.public_id == entry.student:
        raise Forbidden("You cannot correct your own hours. Ask another coordinator.")
    if not reason.strip():
        raise Invalid("Say why; the reason is kept with the correction.")
    if not 0 <= minutes <= MOST_MINUTES:
        raise Invalid("Minutes are a whole number from 0 to 1,440.")
    _refuse_too_much(entry, minutes)
    if category not in Category.values:
        raise Invalid("This is not a kind of training.")
    _refuse_settled(entry)
    topics = _topics(entry, minutes, topic)
    if (minutes, category, topics) == (entry.minutes, entry.category, dict(sorted(entry.topics.items()))):
        raise Invalid("This is what the entry says already. Change the minutes, the kind of training or the topic.")
    return _kept(entry, minutes, category, topics, reason.strip(), by)


def _refuse_settled(entry: Entry) -> None:
    if entry.kind == Kind.REVERSAL:
        raise Conflict("A reversal cannot be corrected. Correct the entry that replaced it.", code="is_reversal")
    if Entry.objects.filter(student=entry.student, reverses=entry.seq).exists():
        raise Conflict("This entry was reversed already. Correct the entry that replaced it.", code="already_reversed")


def _refuse_too_much(entry: Entry, minutes: int) -> None:
    """No correction gives more than what it rests on could have earned: a session its length, a lesson one and a half times its minutes."""
    session = live_session_called(entry.source_id) if entry.source_kind == SourceKind.LIVE_SESSION else None
    snapshot = snapshot_called(entry.content_revision) if entry.source_kind == SourceKind.LESSON else None
    most = MOST_MINUTES
    if session is not None:
        most = int((session.ends_at - session.starts_at).total_seconds()) // 60
    elif snapshot is not None:
        most = measured_limit_ms(expected_minutes=lesson_facts(snapshot).minutes, attested_minutes=0) // 60_000
    if minutes > most:
        raise Invalid(f"The {'session' if session else 'lesson'} can earn {most} min at most. Give that or less.", code="too_much")


def _topics(entry: Entry, minutes: int, topic: str) -> dict[str, int]:
    if not minutes:
        return {}
    return {topic: minutes} if topic else split_minutes(minutes, {slug: abs(share) for slug, share in entry.topics.items()})


def _kept(entry: Entry, minutes: int, category: str, topics: dict[str, int], reason: str, by: Any) -> Correction:
    try:
        with transaction.atomic():
            correction = Correction.objects.create(
                student=entry.student, enrollment=entry.enrollment, campus=entry.campus, seq=entry.seq, minutes=minutes, category=category, topics=topics,
                sealed_reason=seal_text(entry.student, reason), proposed_by=by.public_id, proposed_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("A correction of this entry waits for approval already.", code="already_proposed") from None
    facts = {"seq": entry.seq, "correction": correction.public_id}
    record_event("accreditation.correction_proposed", by=by, subject_kind="person", subject_id=entry.student, campus=entry.campus, data=facts)
    tell_proposed(correction)
    return correction
