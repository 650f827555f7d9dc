"""Proposals of hours as two persons see them: in words, with the people, the reason, and what else was credited on those days."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from accreditation.models import Adjustment, HoursBatch, OutsideTraining
from accreditation.models.two_persons import TwoPersonModel
from accreditation.queries.outside import Nearby, credited_nearby
from accreditation.rules.hours import waiting_on_campus
from curriculum.api import topic_titles
from lms.people.api import names_of
from lms.vault.api import open_texts

SYSTEM_NAMES = {"pathway": "the command line"}


@dataclass(frozen=True)
class Card:
    """A proposal with everything a second person needs. ``topics`` are (title, minutes); ``students`` counts those of a batch."""

    proposal: Any
    student: str
    proposed_by: str
    decided_by: str
    reason: str
    answer: str
    topics: list[tuple[str, int]]
    may_decide: bool
    nearby: list[Nearby]
    students: int = 0


def cards_of(proposals: Iterable[TwoPersonModel], viewer: Any) -> list[Card]:
    """Each proposal as a card, in the same number of queries for any number of them."""
    found = list(proposals)
    if not found:
        return []
    people = {person for one in found for person in (getattr(one, "student", ""), one.proposed_by, one.decided_by) if person}
    names, titles = SYSTEM_NAMES | names_of(people), topic_titles()
    owners = [getattr(one, "student", one.proposed_by) for one in found]
    reasons = open_texts([(owner, bytes(getattr(one, "sealed_reason", b"") or b"")) for owner, one in zip(owners, found, strict=True)])
    answers = open_texts([(owner, bytes(one.sealed_answer or b"")) for owner, one in zip(owners, found, strict=True)])
    near = credited_nearby(one for one in found if isinstance(one, OutsideTraining) and one.is_pending)
    return [
        Card(
            one, names.get(getattr(one, "student", ""), ""), names.get(one.proposed_by, ""), names.get(one.decided_by, ""), reason, answer,
            [(titles.get(slug, slug), minutes) for slug, minutes in sorted(getattr(one, "topics", {}).items())],
            viewer.has_perm("accreditation.decide_hours", one), near.get(one.public_id, []), getattr(one, "students", 0),
        )
        for one, reason, answer in zip(found, reasons, answers, strict=True)
    ]  # fmt: skip


def hours_to_approve(viewer: Any) -> dict[str, list[Card]]:
    """What waits on the viewer's campuses, by kind."""
    batches = waiting_on_campus(HoursBatch.objects.annotate(students=Count("lines__student", distinct=True)), viewer)
    return {
        "outside": cards_of(waiting_on_campus(OutsideTraining.objects.all(), viewer), viewer),
        "adjustments": cards_of(waiting_on_campus(Adjustment.objects.all(), viewer), viewer),
        "batches": cards_of(batches, viewer),
    }
