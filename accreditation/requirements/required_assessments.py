"""Every assessment the program requires was passed."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    required = [result for training in dossier.eoir_trainings for result in training.results if result.required]
    open_ones = [result.title for result in required if not result.passed]
    if open_ones:
        return missing(f"Not passed yet: {', '.join(open_ones)}.")
    if not required:
        return met("The program requires no assessment.")
    return met(f"All required assessments are passed ({len(required)}).")


REQUIREMENT = Requirement("required_assessments", "Test results", "8 CFR 1292.12(c); Form EOIR-31A asks for results of formal tests", "A", _check)
