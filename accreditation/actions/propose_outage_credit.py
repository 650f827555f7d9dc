"""Proposing hours for the students of a cohort when something kept them from being counted: an outage, a room without network."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.actions.keep_batch import keep_batch
from accreditation.actions.record_outside_training import faults_of_dates, faults_of_topics
from accreditation.ledger.topics import split_minutes
from accreditation.models import BatchKind, BatchLine, HoursBatch
from accreditation.models.entry import Category, Mode, SourceKind
from accreditation.queries.batches import credited_as, credited_for
from accreditation.queries.day_room import Held, held_by_students, why_overfull
from curriculum.api import lesson_called, lesson_facts, live_session_called, measured_limit_ms, newest_snapshot, roster
from lms.core.access import require
from lms.core.errors import Invalid
from lms.core.wording import hours

MOST_MINUTES = 16 * 60


@dataclass(frozen=True, kw_only=True)
class OutageFacts:
    """What each student gets, less what they have for it already. ``about_kind`` is ``lesson``, ``live_session`` or empty for a title of its own."""

    title: str
    track: str
    category: str
    mode: str
    day: date
    minutes: int
    topics: dict[str, int]
    about_kind: str = ""
    about: str = ""


@dataclass(frozen=True)
class Share:
    """What one student would get, or why nothing."""

    enrollment: Any
    minutes: int
    refused: str = ""


def outage_shares(*, cohort: Any, facts: OutageFacts, chosen: Collection[str], by: Any) -> list[Share]:
    """Who of ``chosen`` (enrollments) gets what, and who is refused why; the preview and the proposal ask this one function.

    Raises ``Invalid`` with every fault of the facts. A constant number of queries, whatever the number of students.
    """
    faults = _faults(cohort, facts)
    if faults:
        raise Invalid(*faults)
    places = [place for place in roster(cohort) if place.public_id in chosen]
    students = [place.student.public_id for place in places]
    held = held_by_students(students)
    there = credited_for(students, facts.about_kind, facts.about) if facts.about else credited_as(students, facts.title, facts.day)
    return [_share(place, facts, there.get(place.student.public_id, 0), held.get(place.student.public_id, []), by) for place in places]


def _share(place: Any, facts: OutageFacts, there: int, held: Iterable[Held], by: Any) -> Share:
    minutes = facts.minutes - there
    if place.student_id == by.pk:
        return Share(place, 0, "Nobody gives hours to themselves.")
    if minutes <= 0:
        return Share(place, 0, f"Credited already: {hours(there)} for it.")
    why = why_overfull(held, Held(facts.day, facts.day, minutes))
    return Share(place, 0, why) if why else Share(place, minutes)


def propose_outage_credit(*, cohort: Any, facts: OutageFacts, chosen: Collection[str], reason: str, by: Any) -> HoursBatch:
    """Propose it for everybody who is not refused. Raises as ``outage_shares`` and ``keep_batch`` do."""
    require(by, "accreditation.propose_correction", cohort)
    shares = [share for share in outage_shares(cohort=cohort, facts=facts, chosen=chosen, by=by) if not share.refused]
    lines = [_line(number, share, facts) for number, share in enumerate(shares, start=1)]
    return keep_batch(
        cohort=cohort, lines=lines, reason=reason, by=by, kind=BatchKind.OUTAGE, title=facts.title, about_kind=facts.about_kind, about=facts.about
    )  # fmt: skip


def _line(number: int, share: Share, facts: OutageFacts) -> BatchLine:
    place = share.enrollment
    return BatchLine(
        number=number, student=place.student.public_id, enrollment=place.public_id, title=facts.title, provider=place.cohort.campus.name, track=facts.track,
        category=facts.category, mode=facts.mode, first_on=facts.day, last_on=facts.day, minutes=share.minutes,
        topics=split_minutes(share.minutes, facts.topics),
    )  # fmt: skip


def _faults(cohort: Any, facts: OutageFacts) -> list[str]:
    faults = faults_of_dates(facts.day, facts.day, cohort.campus.time_zone)
    if not faults and not cohort.starts_on <= facts.day <= cohort.ends_on:
        faults.append("That day lies outside the cohort’s dates.")
    if not facts.title.strip():
        faults.append("Say what the minutes are for.")
    if not 1 <= facts.minutes <= MOST_MINUTES:
        faults.append("Minutes are a whole number from 1 to 960.")
    if facts.track not in {track.slug for track in cohort.program.tracks.all()}:
        faults.append("This program has no such track.")
    if facts.category not in Category.values or facts.mode not in Mode.values:
        faults.append("Choose the kind of training, and how it was held.")
    most = most_minutes(cohort, facts.about_kind, facts.about)
    if most is None:
        faults.append("Choose a lesson or session of this cohort.")
    elif facts.minutes > most:
        faults.append(f"It can earn {most} min at most. Give that or less.")
    return faults + faults_of_topics(facts.topics, facts.minutes)


def most_minutes(cohort: Any, about_kind: str, about: str) -> int | None:
    """What a lesson or session of the cohort can earn at most; a day's 16 h without one, ``None`` for one that is not the cohort's."""
    if not about:
        return MOST_MINUTES
    if about_kind == SourceKind.LIVE_SESSION:
        session = live_session_called(about)
        if session is None or session.cohort_id != cohort.pk or session.cancelled_at is not None:
            return None
        return int((session.ends_at - session.starts_at).total_seconds()) // 60
    lesson = lesson_called(about)
    snapshot = newest_snapshot(lesson.pk) if lesson is not None and lesson.is_descendant_of(cohort.program) else None
    return measured_limit_ms(expected_minutes=lesson_facts(snapshot).minutes, attested_minutes=0) // 60_000 if snapshot else None
