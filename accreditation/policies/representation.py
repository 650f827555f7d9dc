"""Whether a person may represent people today, by law and not by what a job has done so far (8 CFR 1292.1(a)(4), 1292.12, 1292.16(b))."""

from dataclasses import dataclass
from datetime import date

from accreditation.policies.application_facts import FULL, Standing
from accreditation.policies.application_states import ACCREDITED
from lms.core.wording import day as said


@dataclass(frozen=True)
class Answer:
    """``sentence`` is said to the person; ``mark`` is how sure the reference is of the rule behind it."""

    may: bool
    sentence: str
    mark: str = "A"


def representation(standing: Standing, today: date, *, organization: str, in_force: bool) -> Answer:
    """The answer for one application. ``in_force``: the organization is recognized on ``today``."""
    if standing.state not in ACCREDITED:
        return Answer(False, "You may not represent anybody. Work only under the attorney of record, who stays responsible (8 CFR 1292.1(a)).")
    effective, expires = standing.dates["approval_effective"], standing.dates["expires_printed"]
    if today < effective:
        return Answer(False, f"Your accreditation begins on {said(effective)}. Until then you may not represent anybody.")
    if not in_force:
        return Answer(
            False, f"Your accreditation depends on the recognition of {organization}, and no recognition in force is recorded. Ask the officer first."
        )
    if today > expires and standing.state != "renewal_pending":
        return Answer(False, f"Your accreditation expired on {said(expires)}. You may not represent anybody.")
    where = "DHS, the immigration courts and the Board" if standing.granted_level == FULL else "DHS (USCIS, ICE, CBP) only, not the courts"
    if today > expires:
        return Answer(True, f"You may represent people before {where}, through {organization} only: your renewal was received in time and is pending.")
    return Answer(True, f"You may represent people before {where}, through {organization} only, through {said(expires)}.")
