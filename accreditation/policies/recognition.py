"""Recognition of an organization: which kinds there are and how long each can last (8 CFR 1292.11, 1292.16)."""

from datetime import date

from accreditation.policies.days import add_years

APPLYING, CONDITIONAL, FULL, INACTIVE, ENDED = "applying", "conditional", "full", "inactive", "ended"
YEARS = {CONDITIONAL: 2, FULL: 6, INACTIVE: 2}
"""Years at most. Conditional 2 (mark B) and full 6 (mark A); inactive is believed to be up to 2 (mark D), so it is not enforced."""
ENFORCED = (CONDITIONAL, FULL)


def fault_in(kind: str, granted_on: date | None, expires_on: date | None, *, today: date) -> str:
    """What is wrong with a stated recognition, in a sentence; empty when nothing is."""
    if kind == APPLYING:
        return "An organization that applies has no dates of recognition yet." if granted_on or expires_on else ""
    if granted_on is None:
        return "Give the date on the notice."
    if granted_on > today:
        return "The date on the notice lies in the future."
    if kind == ENDED:
        return "Recognition that ended has no further end date." if expires_on else ""
    if expires_on is None or expires_on <= granted_on:
        return "Give the last day of the recognition, after the day it was granted."
    if kind in ENFORCED and expires_on > (last := add_years(granted_on, YEARS[kind])):
        return f"{kind.capitalize()} recognition lasts {YEARS[kind]} years at most, here until {last.isoformat()} (8 CFR 1292.11(f)). Read the notice again."
    return ""


def is_in_force(kind: str, expires_on: date | None, day: date, *, renewal_received_on: date | None = None) -> bool:
    """Whether accreditation through the organization stands on ``day``; a renewal received in time keeps it so (8 CFR 1292.16(b), mark C)."""
    if kind not in (CONDITIONAL, FULL) or expires_on is None:
        return False
    return day <= expires_on or (renewal_received_on is not None and renewal_received_on <= expires_on)
