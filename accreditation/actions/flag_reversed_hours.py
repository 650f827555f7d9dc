"""An entry no longer stands: certificates that rest on it are flagged for a person to look at (domain reference, 3.1; HR-19)."""

from django.db import transaction

from accreditation.actions.change_certificate import flag_certificate
from accreditation.models import Certificate, Entry
from accreditation.queries.certificates import FLAGGED, VALID, certificates_of, open_flags, standing_of
from lms.core.clock import now
from lms.core.wording import day


@transaction.atomic
def flag_reversed_hours(*, entry: Entry, by: str) -> int:
    """Flag the certificates that name ``entry``, which was reversed by the word of ``by``; how many were.

    A valid one is flagged, and so is one that only the correction of a question had flagged: taking that correction back must not
    make it valid again. One more reversal adds nothing to a flag that says the same.
    """
    resting = [one for one in certificates_of([entry.student]) if any(seq == entry.seq for seq, _ in one.entries)]
    flagged = [one for one in resting if _is_news(one)]
    for certificate in flagged:
        flag_certificate(certificate=certificate, reason=f"An hour record it rests on was corrected on {day(now().date())}.", by=by)
    return len(flagged)


def _is_news(certificate: Certificate) -> bool:
    standing = standing_of(certificate)
    return standing == VALID or (standing == FLAGGED and all(flag is not None for flag in open_flags(certificate)))
