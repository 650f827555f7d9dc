"""A renewal, or a change from partial to full, names and attaches the last approval."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing
from lms.core.wording import day


def _check(dossier: Dossier) -> Answer:
    filing = dossier.filing
    if filing is None or filing.last_approved_on is None:
        return missing("The date of the last approval is not recorded.", "coordinator", "Record date and level of the last approval from EOIR’s notice.")
    if not dossier.evidence_of("last_approval"):
        return missing("No copy of the last approval is on file.", "student", "Hand in a copy of EOIR’s last approval notice.")
    return met(f"Approved on {day(filing.last_approved_on)}{f', {filing.last_level}' if filing.last_level else ''}; a copy is on file.")


REQUIREMENT = Requirement("last_approval", "Last approval", "Form EOIR-31A, renewal; 8 CFR 1292.16", "A", _check, basis="regulation")
