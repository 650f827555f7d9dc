"""A renewal keeps accreditation valid only when EOIR received it on or before the printed expiry date; posting it is not enough."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, warning
from lms.core.wording import counted, day


def _check(dossier: Dossier) -> Answer:
    filing = dossier.filing
    expires = filing.expires_printed if filing else None
    if filing is None or expires is None:
        return missing("The printed expiry date is not recorded.", "coordinator", "Record the expiry date from EOIR’s notice.")
    received = filing.dates.get("received")
    if received is not None and received <= expires:
        return met(f"Received on {day(received)}, on or before the expiry date {day(expires)}.")
    if received is not None or dossier.as_of > expires:
        return missing(
            f"Nothing was received by the expiry date {day(expires)}: accreditation has ended, and with it the right to represent.",
            "officer", "Stop representation, and prepare a first request instead of a renewal.",
        )  # fmt: skip
    left = (expires - dossier.as_of).days
    when = f"in {counted(left, 'day')}" if left else "today"
    return warning(
        f"EOIR must receive the renewal by {day(expires)}, {when}. Sending it is not enough.",
        "officer", "File early and keep proof of receipt.",
    )  # fmt: skip


REQUIREMENT = Requirement(
    "received_by_expiry", "Received by the expiry date", "Form EOIR-31A instructions; 8 CFR 1292.16(b), 1292.17", "A", _check, basis="regulation"
)
