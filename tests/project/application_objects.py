"""Applications and organizations in the world of the matrix, and what stands in for the arguments of their routes; see ``route_objects``."""

from datetime import date
from typing import Any

from django.utils import timezone

from accreditation.models import Application, ApplicationEvent, Duty, OrganizationLocation, Recognition, SponsoringOrganization
from lms.people.models import User
from lms.vault.api import seal_text
from tests.factories.canary import canary
from tests.project.route_objects import obj, of_enrollment
from tests.project.world import World, part


@part
def organizations(world: World) -> None:
    """One of each campus, with an office, and a duty that is open."""
    world.organizations, world.offices, world.organization_duties = {}, {}, {}
    for slug, campus in world.campus.items():
        organization = SponsoringOrganization.objects.create(
            legal_name=canary(slug, "organization_name"), street="1 Main Street", city="Boston", state="MA", zip_code="02108"
        )
        organization.campuses.add(campus)
        Recognition.objects.create(
            organization=organization, kind="full", granted_on=date(2025, 1, 1), expires_on=date(2030, 1, 1), recorded_by="gone", recorded_at=timezone.now()
        )
        world.organizations[slug] = organization
        world.offices[slug] = OrganizationLocation.objects.create(
            organization=organization,
            name=canary(slug, "office"),
            street="2 Main Street",
            city="Boston",
            state="MA",
            zip_code="02108",
            recorded_at=timezone.now(),
        )
        world.organization_duties[slug] = Duty.objects.create(
            key=f"change:{slug}",
            kind="officer_change",
            organization=organization,
            arose_on=date(2026, 11, 2),
            due_on=date(2026, 11, 9),
            opened_at=timezone.now(),
        )


@part
def applications(world: World) -> None:
    """Of each student a packet that waits for an officer, handed over by somebody who left."""
    world.applications = {}
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        one = Application.objects.create(
            student=student.public_id, enrollment=enrollment.public_id, campus=slug, organization=world.organizations[slug], scheme="doj-partial-initial",
            requested_level="partial", role="volunteer", role_title=canary(slug, "role_title", student.legal_last_name), state="ready_for_ao",
            graduates_on=date(2027, 5, 20), opened_by="gone", opened_at=timezone.now(),
        )  # fmt: skip
        for seq, (move, before, after) in enumerate((("open", "", "assembling"), ("check_done", "assembling", "ready_for_ao")), start=1):
            ApplicationEvent.objects.create(
                application=one, seq=seq, move=move, role="coordinator", from_state=before, to_state=after, by="gone", at=timezone.now(),
                sealed_note=seal_text(student.public_id, canary(slug, "step", student.legal_last_name)),
            )  # fmt: skip
        world.applications[student.pk] = one


def of_application(**more: str) -> Any:
    """The owner's application; only students have one."""

    def factory(world: World, owner: User) -> dict[str, Any] | None:
        one = world.applications.get(owner.pk)
        return one and {"application": one.public_id, **more}

    return factory


def of_organization(**more: Any) -> Any:
    """The organization of the owner's campus."""

    def factory(world: World, owner: User) -> dict[str, Any] | None:
        slug = next((campus for campus in world.campus if owner.email.endswith(f"@{campus}.example")), "")
        if not slug:
            return None
        return {"organization": world.organizations[slug].public_id, **{name: read(world, slug) for name, read in more.items()}}

    return factory


def of_duty(world: World, owner: User) -> dict[str, Any] | None:
    slug = next((campus for campus in world.campus if owner.email.endswith(f"@{campus}.example")), "")
    return {"duty": world.organization_duties[slug].public_id} if slug else None


for _name in ("withdraw", "graduation", "packets"):
    obj(f"application:{_name}", "application", of_application())
for _name in ("application", "answers", "review", "role", "left", "packets"):
    obj(f"applications:{_name}", "application", of_application())
obj("applications:move", "step", of_application(move="withdraw"))
obj("applications:move", "officer's step", of_application(move="file"))
for _name in ("new", "earlier"):
    obj(f"applications:{_name}", "enrollment", of_enrollment())
obj("organizations:organization", "organization", of_organization())
obj("organizations:records", "organization", of_organization())
for _part in ("details", "recognition", "officer", "office", "support", "fees", "campuses"):
    obj("organizations:part", _part, of_organization(part=lambda world, slug, name=_part: name))
obj("organizations:item", "office", of_organization(part=lambda world, slug: "office", item=lambda world, slug: world.offices[slug].public_id))
obj("organizations:duty", "duty", of_duty)
