"""What a step of a renewal, or of a request for full, does to the approval that it would take the place of."""

from accreditation.policies.application_facts import Standing
from accreditation.policies.application_states import APPROVED


def consequence_of(before: Standing, after: Standing) -> str:
    """The move of the earlier approval, or nothing.

    An approval replaces it; a renewal received keeps it valid, if the guard finds it was in time; a renewal that is lost leaves it to its printed
    date. A request for full leaves the partial accreditation as it is until it is granted (8 CFR 1292.12(e), mark C).
    """
    if after.state in APPROVED and before.state not in APPROVED:
        return "replace"
    if after.is_renewal and after.state in ("withdrawn", "closed"):
        return "renewal_lost"
    if after.is_renewal and after.dates.get("received") != before.dates.get("received"):
        return "renewal_received"
    return ""
