"""Who is the authorized officer, and whether EOIR was told of a change."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, warning
from lms.core.wording import day


def _check(dossier: Dossier) -> Answer:
    organization = dossier.organization
    officer = organization.officer if organization else None
    if organization is None or officer is None:
        return missing("No authorized officer is on record.", "coordinator", "Record who is the organization’s authorized officer, and since when.")
    is_newer = organization.recognition_date is not None and officer.since > organization.recognition_date
    if is_newer and officer.reported_on is None:
        return warning(
            f"{officer.name} became the authorized officer on {day(officer.since)}; no report of it to EOIR is recorded. The rule says “promptly”.",
            "officer", "Tell EOIR of the change in writing and record the date.",
        )  # fmt: skip
    return met(f"{officer.name}, {officer.title}." if officer.title else f"{officer.name}.")


REQUIREMENT = Requirement("officer", "Authorized officer", "8 CFR 1292.11(a)(5), 1292.14(a)", "A", _check, basis="regulation")
