"""A recognized organization files; the program itself cannot."""

from datetime import date

from accreditation.dossier import Dossier, Organization
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    organization = dossier.organization
    if organization is None:
        return missing(
            "No sponsoring organization is chosen. Only a recognized organization, or one applying at the same time, can file.",
            "coordinator", "Find an organization that takes the person as employee or volunteer, and choose it.",
        )  # fmt: skip
    if organization.recognition_kind == "inactive" or _is_over(organization, dossier.as_of):
        return missing(f"The recognition of {organization.legal_name} is not active.", "officer", "Renew the recognition with Form EOIR-31 first.")
    if not dossier.evidence_of("recognition_notice"):
        return missing(f"The recognition notice of {organization.legal_name} is not on file.", "officer", "Hand in EOIR’s recognition notice.")
    return met(f"{organization.legal_name}, with its recognition notice.")


def _is_over(organization: Organization, as_of: date) -> bool:
    return organization.recognition_expires_on is not None and organization.recognition_expires_on < as_of


REQUIREMENT = Requirement("recognition_notice", "The organization’s recognition", "8 CFR 1292.11, 1292.12(a)", "A", _check, basis="regulation")
