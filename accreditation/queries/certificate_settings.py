"""What certificates say and who signs them: the newest version of a template, and who was appointed on a date."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accreditation.credentials import Wording
from accreditation.models import CertificateTemplate, Signatory, SponsoringOrganization

SAID = ("title", "course", "text", "provider", "provider_address", "validity_months", "by_rule")


def template_of(campus: Any, program: str, track: str) -> CertificateTemplate | None:
    """The newest version for a track of a program on a campus."""
    return CertificateTemplate.objects.filter(campus=campus, program=program, track=track).order_by("-number").first()


def templates_by_track(campus: Any, program: str) -> dict[str, CertificateTemplate]:
    """The newest version of each track that has one; one query."""
    return {template.track: template for template in CertificateTemplate.objects.filter(campus=campus, program=program).order_by("number")}


def wording_of(template: CertificateTemplate | None, campus: Any) -> Wording:
    """What a certificate says: the template's texts, or the usual ones with the campus's name and its sponsoring organization's address."""
    if template is not None:
        return Wording(**{name: getattr(template, name) for name in SAID})
    organization = SponsoringOrganization.objects.filter(campuses=campus).first()
    if organization is None:
        return Wording(provider=campus.name)
    return Wording(
        provider=campus.name,
        provider_address=f"{organization.legal_name}, {organization.street}, {organization.city}, {organization.state} {organization.zip_code}",
    )


def signatory_on(campus: Any, program: str, on: date) -> Signatory | None:
    """Who was appointed for the program on that day; one appointed for it alone before one for every program of the campus."""
    appointed = Signatory.objects.filter(campus=campus, program__in=(program, ""), appointed_from__lte=on)
    going_on = Q(appointed_until__isnull=True) | Q(appointed_until__gte=on)
    return appointed.filter(going_on).order_by("-program", "-appointed_from").first()


def signatories_of(campus: Any) -> QuerySet[Signatory]:
    """Every appointment on the campus, the newest first."""
    return Signatory.objects.filter(campus=campus).order_by("-appointed_from", "-pk")


def cohorts_by_rule(cohorts: Iterable[Any]) -> list[Any]:
    """Those of ``cohorts`` (with campus and program) that have a track whose certificates are issued by rule; one query."""
    newest: dict[tuple[int, str, str], bool] = {}
    for campus, program, track, by_rule in CertificateTemplate.objects.order_by("number").values_list("campus", "program", "track", "by_rule"):
        newest[campus, program, track] = by_rule
    ruled = {(campus, program) for (campus, program, _), by_rule in newest.items() if by_rule}
    return [cohort for cohort in cohorts if (cohort.campus_id, cohort.program.public_id) in ruled]


def missing_from_settings(wording: Wording, signatory: Signatory | None) -> list[str]:
    """What a coordinator has to set before a certificate can be issued, in sentences (domain reference, 3.1: mark A)."""
    missing = []
    if not wording.provider_address:
        missing.append("The provider’s address is not known; a certificate names it. Set the certificate’s text.")
    if signatory is None:
        missing.append("Nobody is appointed to sign certificates on this day. Name the signatory.")
    return missing
