"""Documents in the world: of each student a letter, a file of it in the vault, and a legal hold; of each campus an organization."""

import json
from typing import Any

from django.utils import timezone

from accreditation.models import Evidence, EvidenceEvent, EvidenceText, LegalHold, SponsoringOrganization
from lms.people.models import User
from lms.vault.api import seal_text
from tests.factories.canary import canary
from tests.project.route_objects import Factory, about_nobody, obj, of_enrollment, slug_of
from tests.project.world import World, part

KIND = "recommendation_letter"


@part
def documents(world: World) -> None:
    """A letter that the student handed in and nobody verified, and a hold that somebody placed who left."""
    world.evidence, world.holds, world.sponsors = {}, {}, {}
    for slug, campus in world.campus.items():
        world.sponsors[slug] = SponsoringOrganization.objects.create(
            legal_name=canary(slug, "organization"), street="1 Main Street", city="Boston", state="MA", zip_code="02110"
        )
        world.sponsors[slug].campuses.add(campus)
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        who, key, at = student.public_id, student.legal_last_name, timezone.now()
        evidence = Evidence.objects.create(kind=KIND, student=who, campus=slug, uploaded_by=who, uploaded_at=at)
        EvidenceEvent.objects.create(evidence=evidence, number=1, kind="submitted", by=who, at=at, student=who, uploaded_by=who)
        facts = {"writer": canary(slug, "writer", key), "relation": canary(slug, "relation", key), "dated": "2026-09-14"}
        EvidenceText.objects.create(evidence=evidence, number=1, sealed=seal_text(who, json.dumps(facts)))
        world.evidence[student.pk] = evidence
        reason = seal_text(who, canary(slug, "hold", key))
        world.holds[student.pk] = LegalHold.objects.create(student=who, campus=slug, sealed_reason=reason, placed_by="gone", placed_at=at)


def a_document(world: World, owner: User) -> dict[str, Any] | None:
    evidence = world.evidence.get(owner.pk)
    return evidence and {"document": evidence.public_id}


def an_organization(**more: str) -> Factory:
    return lambda world, owner: {"organization": world.sponsors[slug_of(owner)].public_id, **more}


about_nobody("documents:add", "kind", lambda world, owner: {"kind": KIND})
for _name in ("documents:document", "documents:replace", "documents:withdraw", "evidence:document", "evidence:decide", "evidence:withdraw"):
    obj(_name, "document", a_document)
for _name in ("person", "ask", "hold"):
    obj(f"evidence:{_name}", "enrollment", of_enrollment())
obj("evidence:add", "enrollment", of_enrollment(kind=lambda world: KIND))
obj("evidence:end_hold", "hold", lambda world, owner: {"hold": world.holds[owner.pk].public_id} if owner.pk in world.holds else None)
for _name in ("organization", "hold_organization", "set_time"):
    obj(f"evidence:{_name}", "organization", an_organization())
obj("evidence:add_for_organization", "organization", an_organization(kind="recognition_notice"))
