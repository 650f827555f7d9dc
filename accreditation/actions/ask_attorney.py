"""Letters to an attorney with the link that opens what waits for them, and taking such links back."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from accreditation.models import SupervisingAttorney
from accreditation.queries.practice import PURPOSE, waiting_for_attorney
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.api import MailedLink, links_on, revoke_link, send_link

QUIET = timedelta(days=1)  # an attorney gets one letter a day at most, but for a coordinator’s reminder
ASKS = "Students under your supervision ask you to confirm their supervised practice."


@transaction.atomic
def remind_attorney(*, attorney: SupervisingAttorney, by: Any) -> MailedLink:
    """A new letter; the links of earlier ones end. Raises ``Conflict`` when nothing waits."""
    access.require(by, "accreditation.keep_practice", attorney, sentence="Only a coordinator of this campus reminds its attorneys.")
    if not waiting_for_attorney(attorney).exists():
        raise Conflict("Nothing waits for this attorney.", code="nothing_waits")
    return _send(attorney, by)


def ask_attorney(attorney: SupervisingAttorney) -> MailedLink | None:
    """The letter that sending an entry causes; ``None`` when one went out within a day."""
    latest = next(iter(links_on(PURPOSE, attorney.public_id)), None)
    if latest is not None and latest.is_open(now()) and latest.sent_at > now() - QUIET:
        return None
    return _send(attorney, None)


@transaction.atomic
def revoke_links(*, attorney: SupervisingAttorney, by: Any) -> int:
    """End every open link of the attorney; returns how many. Who came in by one is out with their next click."""
    open_ones = [link for link in links_on(PURPOSE, attorney.public_id) if link.is_open(now())]
    for link in open_ones:
        revoke_link(link=link, by=by)
    return len(open_ones)


def _send(attorney: SupervisingAttorney, by: Any) -> MailedLink:
    return send_link(purpose=PURPOSE, subject=attorney.public_id, name=attorney.name, email=attorney.email, campus=attorney.campus, by=by, asks=ASKS)
