"""Who may see and keep an organization: staff of its campuses read it, officers of them and administrators keep it."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.models import Duty, SponsoringOrganization
from accreditation.rules.applications import KEEPERS, applications_kept_by, keeps_application
from lms.people.api import EVERY_CAMPUS, campuses_where, holds, is_administrator

READERS = ("coordinator", "officer", "auditor")


@rules.predicate
def reads_organization(person: Any, organization: Any = None) -> bool:
    if organization is None:
        return holds(person, None, *READERS)
    return _is_on_a_campus_of(person, organization, *READERS)


@rules.predicate
def keeps_organization(person: Any, organization: Any = None) -> bool:
    if organization is None:
        return holds(person, None, "officer")
    return _is_on_a_campus_of(person, organization, "officer")


@rules.predicate
def settles_duty(person: Any, duty: Any = None) -> bool:
    """Who keeps the application that it is about, or else the organization."""
    if duty is None:
        return holds(person, None, *KEEPERS)
    return keeps_application(person, duty.application) if duty.application else keeps_organization(person, duty.organization)


def _is_on_a_campus_of(person: Any, subject: Any, *roles: str) -> bool:
    """``subject`` is an organization, or a part of one."""
    organization: SponsoringOrganization = getattr(subject, "organization", subject)
    mine = campuses_where(person, *roles)
    return mine is EVERY_CAMPUS or any(campus.pk in mine for campus in organization.campuses.all())


def organizations_visible_to(person: Any) -> QuerySet[SponsoringOrganization]:
    """Twin of ``accreditation.view_organization``."""
    mine = campuses_where(person, *READERS)
    if mine is EVERY_CAMPUS:
        return SponsoringOrganization.objects.all()
    return SponsoringOrganization.objects.filter(campuses__in=mine).distinct()


def duties_settled_by(person: Any) -> QuerySet[Duty]:
    """Twin of ``accreditation.settle_duty``."""
    mine = campuses_where(person, "officer")
    kept = SponsoringOrganization.objects.all() if mine is EVERY_CAMPUS else SponsoringOrganization.objects.filter(campuses__in=mine)
    of_organizations = Q(application__isnull=True, organization__in=kept.values("pk"))
    return Duty.objects.filter(of_organizations | Q(application__in=applications_kept_by(person).values("pk")))


rules.add_perm("accreditation.view_organization", reads_organization)
rules.add_perm("accreditation.keep_organization", keeps_organization)
rules.add_perm("accreditation.add_organization", is_administrator)
rules.add_perm("accreditation.settle_duty", settles_duty)
rules.add_perm("accreditation.view_program", reads_organization)
rules.add_perm("accreditation.add_program_notice", keeps_organization)
rules.add_perm("accreditation.compare_form_edition", keeps_organization)
