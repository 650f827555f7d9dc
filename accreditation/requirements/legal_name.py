"""The legal name must be known: it has to match across form, certificates and letters (domain reference, 4.3)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    candidate = dossier.candidate
    if not (candidate.legal_first_name and candidate.legal_last_name):
        return missing(
            "The legal first and last name, as on the form, are not both known. The student can add them under “My account”.",
            "student", "Add your legal name under “My account”.",
        )  # fmt: skip
    return met(f"Legal name: {candidate.legal_name}.")


REQUIREMENT = Requirement("legal_name", "Legal name", "Form EOIR-31A, proposed representative; 8 CFR 1292.12(b)", "A", _check, basis="regulation")
