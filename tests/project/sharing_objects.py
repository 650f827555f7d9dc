"""Consents and audits in the world of the matrix, and what stands in for the arguments of their routes; see ``route_objects``."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accreditation.models import Audit, Consent
from lms.people.models import User
from tests.factories.canary import canary
from tests.project.curriculum_world import cohort_of
from tests.project.route_objects import fixed, obj, of_enrollment, slug_of
from tests.project.world import World, part


@part
def sharing(world: World) -> None:
    """Of each student a consent in force and an audit of them, opened by somebody who left."""
    world.consents, world.audits = {}, {}
    for number, enrollment in enumerate(world.enrollments.values(), start=1):
        student, slug, at = enrollment.student, enrollment.cohort.campus.slug, timezone.now()
        key = student.legal_last_name
        world.consents[student.pk] = Consent.objects.create(
            student=student.public_id, campus=slug, purpose="audit", records=" hours ", recipients=" auditors ", statement=canary(slug, "statement", key),
            typed_name=student.legal_name, signed_by=student.public_id, signed_at=at,
        )  # fmt: skip
        world.audits[student.pk] = Audit.objects.create(
            campus=slug, number=number, places=[enrollment.public_id], recipient=canary(slug, "auditor", key), organization=canary(slug, "audits_for", key),
            email=f"auditor{number}@{slug}.example", purpose=canary(slug, "audit_purpose", key), opened_by="gone", opened_at=at,
            expires_at=at + timedelta(days=14),
        )  # fmt: skip


def a_consent(world: World, owner: User) -> dict[str, Any] | None:
    consent = world.consents.get(owner.pk)
    return consent and {"consent": consent.public_id}


def an_audit(world: World, owner: User) -> dict[str, Any] | None:
    audit = world.audits.get(owner.pk)
    return audit and {"audit": audit.public_id}


def a_year(**more: str) -> Any:
    return lambda world, owner: {"organization": world.organizations[slug_of(owner)].public_id, "year": timezone.now().year, **more}


obj("sharing:revoke", "consent", a_consent)
obj("campus_sharing:campus", "campus", lambda world, owner: {"campus": slug_of(owner)})
obj("audits:revoke", "audit", an_audit)
obj("audits:of_student", "enrollment", of_enrollment())
obj("audits:of_cohort", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
fixed("auditing:arrive", "unknown token", token="T" * 43)
fixed("auditing:student", "no link", place="T" * 22)
fixed("auditing:entry", "no link", place="T" * 22, seq=1)
obj("organizations:summary", "organization", a_year())
obj("organizations:summary_file", "organization", a_year(kind="csv"))
