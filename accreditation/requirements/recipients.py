"""Each office a copy is served on was found by ZIP code and confirmed by a person; districts change and no table here decides it."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    recipients = dossier.filing.recipients if dossier.filing else ()
    where = dossier.organization.zip_code if dossier.organization else ""
    step = f"Look up ZIP code {where or 'of the office'} in the USCIS District Office Finder and confirm the office."
    if not recipients:
        return missing("No USCIS district office is chosen to be served.", "coordinator", step)
    open_ones = [recipient.name for recipient in recipients if recipient.confirmed_on is None]
    if open_ones:
        return missing(f"Not confirmed by a person yet: {', '.join(open_ones)}.", "coordinator", step)
    return met(f"Confirmed: {', '.join(recipient.name for recipient in recipients)}.")


REQUIREMENT = Requirement("recipients", "USCIS district office", "8 CFR 1292.13(a); EOIR FAQ, questions 12-13", "A", _check, basis="official_practice")
