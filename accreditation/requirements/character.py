"""Character letters and the date of a background check (the report itself is not kept)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    absent = [
        name for kind, name in (("character_letter", "a character letter"), ("background_check", "a background check date")) if not dossier.evidence_of(kind)
    ]
    if absent:
        return missing(f"Still needed: {' and '.join(absent)}.")
    return met("Character letter and background check date are on record.")


REQUIREMENT = Requirement("character", "Character and fitness", "8 CFR 1292.12(a)(1); Form EOIR-31A, point-by-point certification", "B", _check)
