"""A dated proof that a full copy was served on each USCIS district office concerned."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if not any(item.dated for item in dossier.evidence_of("proof_of_service")):
        return missing(
            "No dated proof of service on the USCIS district office is recorded.",
            "officer", "Serve a full copy, date and sign the proof of service on the form’s last page, and record it.",
        )  # fmt: skip
    return met("Proof of service is dated.")


REQUIREMENT = Requirement("proof_of_service", "Proof of service", "8 CFR 1292.13(a); CLINIC best practices, tip 4", "A", _check, basis="regulation")
