"""Entering a training that somebody else gave; it counts once a second person approves (hours.md, section 4)."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from accreditation.actions.keep_outside_document import keep_document
from accreditation.actions.tell_hours import hours_event, tell_hours_proposed
from accreditation.models import OUTSIDE_CATEGORIES, OutsideTraining, ProposalState
from accreditation.models.entry import Mode
from accreditation.queries.day_room import Held, held_by_students, why_overfull
from accreditation.queries.outside import Told, double_of, is_followed
from curriculum.api import topic_titles
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Invalid
from lms.vault.api import StoredFile

OLDEST_YEARS = 20
LONGEST_DAYS = 2 * 366


@dataclass(frozen=True, kw_only=True)
class OutsideFacts:
    """What is said of the training; the fields are those of ``OutsideTraining``. ``topics`` must sum to ``minutes``."""

    title: str
    provider: str
    first_on: date
    last_on: date
    minutes: int
    mode: str
    category: str
    topics: dict[str, int] = field(default_factory=dict)
    provider_address: str = ""
    description: str = ""
    is_fundamentals: bool = False
    test_result: str = ""
    certificate_number: str = ""


@transaction.atomic
def record_outside_training(
    *, enrollment: Any, facts: OutsideFacts, document: StoredFile | None, by: Any, version_of: OutsideTraining | None = None
) -> OutsideTraining:
    """Keep what is said; ``document`` is held from ``hold_document``.

    Raises ``Invalid`` with every fault of the facts and for doubles, ``Forbidden`` for who is neither the student nor their coordinator,
    ``Conflict`` for a version of what was not declined, or that has a newer version already.
    """
    require(by, "accreditation.record_outside", enrollment)
    student = enrollment.student.public_id
    faults = [*faults_of_dates(facts.first_on, facts.last_on, enrollment.cohort.campus.time_zone), *_faults(facts)]
    if faults:
        raise Invalid(*faults)
    if version_of is not None:
        _refuse_version(version_of, student)
    document_sha256 = document.sha256 if document else ""
    refuse_doubles(student, Told(facts.title, facts.provider, facts.first_on, facts.last_on, document_sha256))
    refuse_overfull(student, Held(facts.first_on, facts.last_on, facts.minutes))
    training = _kept(enrollment, facts, document, version_of, by)
    record_event("accreditation.outside_recorded", by=by, **hours_event(training, title=training.title))
    tell_hours_proposed(training, "Outside training waits for approval", reverse("cohorts:approvals"))
    return training


def faults_of_dates(first_on: date, last_on: date, zone: str) -> list[str]:
    """What cannot be about the days of a training; “today” is the campus's."""
    today = local_date(now(), zone)
    if last_on < first_on:
        return ["The last day is before the first. Check the dates."]
    if last_on > today:
        return ["The training is not over yet. Enter it once it is."]
    if first_on.year < today.year - OLDEST_YEARS:
        return [f"The first day is more than {OLDEST_YEARS} years ago. Check the year."]
    if (last_on - first_on).days >= LONGEST_DAYS:
        return ["The training lasted more than two years. Check the dates, or enter its parts."]
    return []


def _faults(facts: OutsideFacts) -> list[str]:
    faults = []
    if not facts.title.strip() or not facts.provider.strip():
        faults.append("Give the title of the training and who gave it.")
    if facts.minutes < 1:
        faults.append("Give the minutes of the training, at least 1.")
    if facts.mode not in Mode.values or facts.category not in OUTSIDE_CATEGORIES:
        faults.append("Choose how it was held, and what it counts as.")
    return faults + faults_of_topics(facts.topics, facts.minutes)


def faults_of_topics(topics: dict[str, int], minutes: int) -> list[str]:
    """Each minute counts under exactly one topic: they are known, positive, and add up."""
    if not topics:
        return ["Say which topics it taught, with the minutes of each. EOIR asks for detailed descriptions of the topics (Matter of EAC, 24 I&N Dec. 563)."]
    unknown = sorted(set(topics) - set(topic_titles()))
    if unknown:
        return [f"There is no topic called {', '.join(unknown)}."]
    if any(share < 1 for share in topics.values()):
        return ["A topic has at least 1 minute. Leave it empty where it was not taught."]
    total = sum(topics.values())
    return [] if total == minutes else [f"The topics add up to {total} min, the training to {minutes} min. Make them equal."]


def _refuse_version(training: OutsideTraining, student: str) -> None:
    OutsideTraining.objects.select_for_update().get(pk=training.pk)
    if training.student != student or training.state != ProposalState.DECLINED or is_followed(training):
        raise Conflict("A new version follows one that was declined, once.", code="not_declined")


def refuse_doubles(student: str, told: Told, *, but: str = "") -> None:
    why = double_of(student, told, but=but)
    if why:
        raise Invalid(why, code="double")


def refuse_overfull(student: str, new: Held) -> None:
    """Nobody is credited more than 16 hours a day."""
    why = why_overfull(held_by_students([student]).get(student, []), new)
    if why:
        raise Invalid(why, code="day_full")


def _kept(enrollment: Any, facts: OutsideFacts, document: StoredFile | None, version_of: OutsideTraining | None, by: Any) -> OutsideTraining:
    kept = keep_document(document) if document else None
    try:
        with transaction.atomic():
            return OutsideTraining.objects.create(
                **asdict(facts), student=enrollment.student.public_id, enrollment=enrollment.public_id, campus=enrollment.cohort.campus.slug,
                document=kept.public_id if kept else "", document_sha256=kept.sha256 if kept else "",
                version_of=version_of.public_id if version_of else "", proposed_by=by.public_id, proposed_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This document, or this version, was handed in already a moment ago.", code="double") from None
