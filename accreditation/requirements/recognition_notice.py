"""A recognized organization files; the program itself cannot."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if dossier.organization is None:
        return missing("No sponsoring organization is chosen. Only a recognized organization, or one applying at the same time, can file.")
    if not dossier.evidence_of("recognition_notice"):
        return missing(f"The recognition notice of {dossier.organization.legal_name} is not on file.")
    return met(f"{dossier.organization.legal_name}, with its recognition notice.")


REQUIREMENT = Requirement("recognition_notice", "The organization’s recognition", "8 CFR 1292.11, 1292.12(a)", "A", _check)
