"""The candidate is not an attorney who may practice in the United States."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    is_not = dossier.filing.not_attorney if dossier.filing else None
    if is_not is None:
        step = "Ask the candidate, and record it among the answers for the form."
        return missing("It is not recorded whether the person is an attorney.", "coordinator", step)
    if not is_not:
        return missing("Accreditation is for people who are not attorneys.", "officer", "An attorney needs no accreditation; withdraw this application.")
    return met("Not an attorney.")


REQUIREMENT = Requirement("not_attorney", "Not an attorney", "8 CFR 1292.12(a)(3)", "B", _check, basis="regulation")
