"""Who may see and move an application: the student sees their own, coordinators and officers of the campus run it, only officers file."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.models import Application
from accreditation.policies.sharing import PACKET
from accreditation.rules.campuses import campus_slugs
from accreditation.rules.sharing import is_packet_shared_with, is_shared_with, shared_rows
from lms.people.api import holds

KEEPERS = ("coordinator", "officer")
READERS = (*KEEPERS, "auditor")


@rules.predicate
def reads_application(person: Any, application: Any = None) -> bool:
    """Staff of the campus. Without an application: of any campus."""
    if application is None:
        return holds(person, None, *READERS)
    return is_shared_with(person, PACKET, application.campus, application.student, *READERS)


@rules.predicate
def keeps_application(person: Any, application: Any = None) -> bool:
    """Coordinators and officers of the campus; never about themselves."""
    if application is None:
        return holds(person, None, *KEEPERS)
    return application.student != person.public_id and is_shared_with(person, PACKET, application.campus, application.student, *KEEPERS)


@rules.predicate
def reads_packets_of(person: Any, application: Any = None) -> bool:
    """Staff of the campus who may read everything that lies in a packet, not the application alone."""
    return application is not None and is_packet_shared_with(person, application.campus, application.student, *READERS)


@rules.predicate
def builds_packets_of(person: Any, application: Any = None) -> bool:
    """Who keeps the application and may read everything that lies in its packet."""
    return keeps_application(person, application) and reads_packets_of(person, application)


@rules.predicate
def opens_applications_for(person: Any, enrollment: Any = None) -> bool:
    return holds(person, enrollment, *KEEPERS) and _is_anothers(person, enrollment, *KEEPERS)


@rules.predicate
def records_accreditations_for(person: Any, enrollment: Any = None) -> bool:
    """Officers: what they record lets somebody represent people, without a filing here."""
    return holds(person, enrollment, "officer") and _is_anothers(person, enrollment, "officer")


def _is_anothers(person: Any, enrollment: Any, *roles: str) -> bool:
    """The place of another student, who shares their packet where that takes a consent. Without a place: true."""
    if enrollment is None:
        return True
    is_shared = is_shared_with(person, PACKET, enrollment.cohort.campus.slug, enrollment.student.public_id, *roles)
    return bool(enrollment.student_id != person.pk and is_shared)


@rules.predicate
def reviews_application(person: Any, application: Any = None) -> bool:
    """An officer of the campus who neither prepared the packet nor is the candidate. Without an application: an officer anywhere."""
    if application is None:
        return holds(person, None, "officer")
    concerned = (application.student, prepared_by(application))
    return person.public_id not in concerned and is_packet_shared_with(person, application.campus, application.student, "officer")


@rules.predicate
def owns_application(person: Any, application: Any = None) -> bool:
    return application is not None and person.is_authenticated and application.student == person.public_id


def prepared_by(application: Application) -> str:
    """Who handed the packet to the officer, by public id; empty before."""
    handed = application.events.filter(move="check_done").order_by("-seq").values_list("by", flat=True).first()
    return handed or ""


def acting_role(person: Any, application: Application, roles: tuple[str, ...]) -> str:
    """As what ``person`` may record a step that belongs to ``roles``; empty where they may not. About oneself one acts as student only."""
    if application.student == person.public_id:
        return "student" if "student" in roles else ""
    return next((role for role in ("officer", "coordinator") if role in roles and application.campus in campus_slugs(person, role)), "")


def applications_visible_to(person: Any) -> QuerySet[Application]:
    """Twin of ``accreditation.view_application`` and ``accreditation.own_application`` together."""
    if not person.is_authenticated:
        return Application.objects.none()
    return Application.objects.filter(Q(student=person.public_id) | shared_rows(person, PACKET, *READERS))


def applications_read_by(person: Any) -> QuerySet[Application]:
    """Twin of ``accreditation.view_application``."""
    return Application.objects.filter(shared_rows(person, PACKET, *READERS))


def applications_kept_by(person: Any) -> QuerySet[Application]:
    """Twin of ``accreditation.keep_application``."""
    if not person.is_authenticated:
        return Application.objects.none()
    return Application.objects.filter(shared_rows(person, PACKET, *KEEPERS)).exclude(student=person.public_id)


rules.add_perm("accreditation.view_application", reads_application)
rules.add_perm("accreditation.keep_application", keeps_application)
rules.add_perm("accreditation.open_application", opens_applications_for)
rules.add_perm("accreditation.record_accreditation", records_accreditations_for)
rules.add_perm("accreditation.read_packets", reads_packets_of)
rules.add_perm("accreditation.build_application_packet", builds_packets_of)
rules.add_perm("accreditation.review_application", reviews_application)
rules.add_perm("accreditation.own_application", owns_application)
