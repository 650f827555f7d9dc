"""What a step of a renewal, or of a request for full, does to the approval that it would take the place of."""

from accreditation.policies.application_facts import Standing
from accreditation.policies.application_states import APPROVED


def consequences_of(before: Standing, after: Standing) -> tuple[str, ...]:
    """The moves of the earlier approval, of which the guards let through those that are due.

    An approval replaces it; a renewal received keeps it valid if it was in time, also when its date is corrected; a renewal that is lost
    leaves it to its printed date. A request for full leaves the partial accreditation as it is until it is granted (8 CFR 1292.12(e), mark C).
    """
    if after.state in APPROVED and before.state not in APPROVED:
        return ("replace",)
    if after.is_renewal and after.state in ("withdrawn", "closed"):
        return ("renewal_lost",)
    if after.is_renewal and after.dates.get("received") != before.dates.get("received"):
        return ("renewal_received", "renewal_lost")
    return ()
