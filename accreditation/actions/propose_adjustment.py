"""Proposing to add minutes to a student's record, or take them from it, beside any one entry; a second person decides."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from accreditation.actions.record_outside_training import faults_of_dates, faults_of_topics, refuse_overfull
from accreditation.actions.tell_hours import hours_event, tell_hours_proposed
from accreditation.models import Adjustment
from accreditation.models.entry import Category, Mode
from accreditation.queries.adjustments import credited_in_track
from accreditation.queries.day_room import Held
from curriculum.api import topic_titles
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid
from lms.vault.api import seal_text

MOST_MINUTES = 24 * 60


@dataclass(frozen=True, kw_only=True)
class AdjustmentFacts:
    """What is to be added (positive) or taken (negative); ``topics`` sums to ``minutes``, with its sign."""

    title: str
    track: str
    category: str
    mode: str
    occurred_on: date
    minutes: int
    topics: dict[str, int]


@transaction.atomic
def propose_adjustment(*, enrollment: Any, facts: AdjustmentFacts, reason: str, by: Any) -> Adjustment:
    """Propose it. Raises ``Invalid`` for what does not fit, and for taking more than there is, ``Forbidden`` for one's own hours."""
    require(by, "accreditation.propose_correction", enrollment)
    if by.pk == enrollment.student_id:
        raise Forbidden("You cannot adjust your own hours. Ask another coordinator.")
    faults = _faults(enrollment, facts, reason)
    if faults:
        raise Invalid(*faults)
    refuse_what_does_not_fit(enrollment.student.public_id, enrollment.public_id, facts)
    student, campus = enrollment.student.public_id, enrollment.cohort.campus.slug
    adjustment = Adjustment.objects.create(
        **asdict(facts), student=student, enrollment=enrollment.public_id, campus=campus, sealed_reason=seal_text(student, reason.strip()),
        proposed_by=by.public_id, proposed_at=now(),
    )  # fmt: skip
    record_event("accreditation.adjustment_proposed", by=by, **hours_event(adjustment, minutes=adjustment.minutes))
    tell_hours_proposed(adjustment, "An adjustment of hours waits for approval", reverse("cohorts:approvals"))
    return adjustment


def _faults(enrollment: Any, facts: AdjustmentFacts, reason: str) -> list[str]:
    faults = faults_of_dates(facts.occurred_on, facts.occurred_on, enrollment.cohort.campus.time_zone)
    if not reason.strip():
        faults.append("Say why; the reason is kept with the entry.")
    if not facts.title.strip():
        faults.append("Say what the minutes are for.")
    if not 1 <= abs(facts.minutes) <= MOST_MINUTES:
        faults.append("Minutes are a whole number from 1 to 1,440.")
    if facts.track not in {track.slug for track in enrollment.cohort.program.tracks.all()}:
        faults.append("This program has no such track.")
    if facts.category not in Category.values or facts.mode not in Mode.values:
        faults.append("Choose the kind of training, and how it was held.")
    sign = 1 if facts.minutes > 0 else -1
    return faults + faults_of_topics({slug: share * sign for slug, share in facts.topics.items()}, abs(facts.minutes))


def refuse_what_does_not_fit(student: str, enrollment: str, facts: Any) -> None:
    """Added minutes fit into their day; no more is taken from a track or topic than it has. ``facts`` may be the adjustment itself."""
    if facts.minutes > 0:
        refuse_overfull(student, Held(facts.occurred_on, facts.occurred_on, facts.minutes))
        return
    total, by_topic = credited_in_track(student, enrollment, facts.track)
    if total + facts.minutes < 0:
        raise Invalid(f"The track has {total} min, so {-facts.minutes} min cannot be taken from it.", code="too_much")
    short = [slug for slug, share in facts.topics.items() if by_topic.get(slug, 0) + share < 0]
    if short:
        names = topic_titles()
        said = "; ".join(f"{names.get(slug, slug)} has {by_topic.get(slug, 0)} min" for slug in short)
        raise Invalid(f"A topic cannot go below nothing: {said}.", code="too_much")
