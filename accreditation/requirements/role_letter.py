"""A letter says the candidate works or volunteers for the organization."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if not dossier.evidence_of("role_letter"):
        return missing(
            "No letter yet in which the organization describes the person’s role as employee or volunteer.",
            "officer", "Write the letter, with the role and since when.",
        )  # fmt: skip
    return met("The organization’s letter is attached.")


REQUIREMENT = Requirement("role_letter", "Employee or volunteer of the organization", "8 CFR 1292.12(a)(2)", "B", _check, basis="regulation")
