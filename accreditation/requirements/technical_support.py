"""Who gives the organization legal support beyond its own knowledge."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if not dossier.evidence_of("technical_support_letter"):
        return missing("No letter on technical legal support, resources and referral is on file.")
    return met("The technical-support letter is attached.")


REQUIREMENT = Requirement("technical_support", "Technical legal support", "Matter of EAC, Inc., 24 I&N Dec. 556 (BIA 2008)", "A", _check)
