"""Letters on character, from professionals in the community; a recommendation letter may carry both."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if not dossier.evidence_of("character_letter"):
        return missing("Still needed: a character letter.", "student", "Ask a professional in your community for a signed and dated letter on your character.")
    return met("A character letter is on record.")


REQUIREMENT = Requirement(
    "character_letter", "Character letter", "8 CFR 1292.12(a)(1); Form EOIR-31A, point-by-point certification", "B", _check, basis="regulation"
)
