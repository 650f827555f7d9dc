"""A resume is attached."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if not dossier.evidence_of("resume"):
        return missing("No resume has been handed in.", "student", "Hand in a resume with education, immigration experience, languages and training.")
    return met("A resume is attached.")


REQUIREMENT = Requirement("resume", "Resume", "8 CFR 1292.12(c); Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008)", "A", _check, basis="regulation")
