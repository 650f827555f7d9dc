"""Who may enter, see and decide outside training, adjustments, batches and disputes of hours."""

from typing import Any, TypeVar

import rules
from django.db.models import Model, Q, QuerySet

from accreditation.models import HoursBatch, HoursDispute, OutsideTraining
from accreditation.policies.sharing import HOURS
from accreditation.rules.campuses import READERS, campus_slugs
from accreditation.rules.records import DECIDERS, coordinates
from accreditation.rules.sharing import Reach, is_shared_with, shared_rows
from lms.people.api import is_administrator

HANDLERS = DECIDERS
M = TypeVar("M", bound=Model)


@rules.predicate
def may_record_outside(person: Any, enrollment: Any = None) -> bool:
    """Students enter what they attended themselves; coordinators enter it for them."""
    return enrollment is not None and (enrollment.student_id == person.pk or coordinates(person, enrollment))


@rules.predicate
def may_view_outside(person: Any, training: Any = None) -> bool:
    return training is not None and (training.student == person.public_id or is_shared_with(person, HOURS, training.campus, training.student))


def outside_visible_to(person: Any) -> QuerySet[OutsideTraining]:
    """Twin of ``accreditation.view_outside``."""
    return OutsideTraining.objects.filter(Q(student=person.public_id) | shared_rows(person, HOURS))


@rules.predicate
def has_proposed(person: Any, proposal: Any = None) -> bool:
    return proposal is not None and person.is_authenticated and proposal.proposed_by == person.public_id


@rules.predicate
def may_decide_hours(person: Any, proposal: Any = None) -> bool:
    """A second person of the campus: neither who proposed it nor whose hours they are."""
    if proposal is None or person.public_id in proposal.never_decided_by:
        return False
    return is_shared_with(person, HOURS, proposal.campus, getattr(proposal, "student", ""), *DECIDERS)


def waiting_on_campus(proposals: QuerySet[M], person: Any) -> QuerySet[M]:
    """What of ``proposals`` waits on the person's campuses, their own included: those wait for somebody else."""
    pending = proposals.filter(state="pending")
    if _names_a_student(proposals):
        return pending.filter(shared_rows(person, HOURS, *DECIDERS))
    return pending.filter(campus__in=Reach(person, HOURS, DECIDERS).whole)


def decided_by(proposals: QuerySet[M], person: Any) -> QuerySet[M]:
    """Twin of ``accreditation.decide_hours`` over what waits."""
    waiting = waiting_on_campus(proposals, person)
    if not person.is_authenticated:
        return waiting.none()
    others = waiting.exclude(proposed_by=person.public_id)
    return others.exclude(student=person.public_id) if _names_a_student(proposals) else others


def _names_a_student(proposals: QuerySet[M]) -> bool:
    return any(field.name == "student" for field in proposals.model._meta.fields)


@rules.predicate
def may_view_batch(person: Any, batch: Any = None) -> bool:
    return batch is not None and batch.campus in Reach(person, HOURS, READERS).whole


def batches_visible_to(person: Any) -> QuerySet[HoursBatch]:
    """Twin of ``accreditation.view_batch``."""
    return HoursBatch.objects.filter(campus__in=Reach(person, HOURS, READERS).whole)


@rules.predicate
def may_view_dispute(person: Any, dispute: Any = None) -> bool:
    return dispute is not None and (dispute.student == person.public_id or is_shared_with(person, HOURS, dispute.campus, dispute.student, *HANDLERS))


@rules.predicate
def may_handle_dispute(person: Any, dispute: Any = None) -> bool:
    """Who answers and settles: people of the campus, never in a thread of their own."""
    if dispute is None:
        return bool(campus_slugs(person, *HANDLERS))
    return dispute.student != person.public_id and is_shared_with(person, HOURS, dispute.campus, dispute.student, *HANDLERS)


def disputes_visible_to(person: Any) -> QuerySet[HoursDispute]:
    """Twin of ``accreditation.view_hours_dispute``."""
    return HoursDispute.objects.filter(Q(student=person.public_id) | shared_rows(person, HOURS, *HANDLERS))


def disputes_handled_by(person: Any) -> QuerySet[HoursDispute]:
    """Twin of ``accreditation.handle_hours_dispute``."""
    if not person.is_authenticated:
        return HoursDispute.objects.none()
    return HoursDispute.objects.filter(shared_rows(person, HOURS, *HANDLERS)).exclude(student=person.public_id)


rules.add_perm("accreditation.record_outside", may_record_outside)
rules.add_perm("accreditation.view_outside", may_view_outside)
rules.add_perm("accreditation.withdraw_hours", has_proposed)
rules.add_perm("accreditation.decide_hours", may_decide_hours)
rules.add_perm("accreditation.view_batch", may_view_batch)
rules.add_perm("accreditation.view_hours_dispute", may_view_dispute)
rules.add_perm("accreditation.handle_hours_dispute", may_handle_dispute)
rules.add_perm("accreditation.watch_ledger", is_administrator)
