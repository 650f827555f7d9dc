"""Letters: whether they go out."""

from datetime import timedelta

from django.urls import reverse

from lms.core.clock import now
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted
from lms.jobs.api import failed_since, tried_again
from lms.notices.actions.send_waiting import DIGEST_JOB, MAIL_JOB
from lms.people.api import DELIVER_JOB, bounced_since, closed_now

DAYS = 7
LETTERS = (MAIL_JOB, DIGEST_JOB, DELIVER_JOB)
FIGURES = (
    Figure("pathway_mail_failed", "Letters that were given up within 7 days."),
    Figure("pathway_mail_bounced", "Letters that a mail server refused for good or gave back within 7 days."),
    Figure("pathway_mail_closed_addresses", "Addresses that are not written to, because letters to them came back."),
    Figure("pathway_mail_retrying", "Letters that the mail server did not take and that are tried again."),
)


def read_mail() -> Reading:
    failed, again = failed_since(LETTERS, now() - timedelta(days=DAYS)), tried_again(LETTERS)
    reading = Reading()
    reading.sample("pathway_mail_failed", failed)
    reading.sample("pathway_mail_retrying", again)
    bounced, closed = bounced_since(now() - timedelta(days=DAYS)), closed_now()
    reading.sample("pathway_mail_bounced", bounced)
    reading.sample("pathway_mail_closed_addresses", closed)
    reading.facts += [_given_up(failed), _waiting(again), _came_back(bounced, closed)]
    return reading


def _given_up(failed: int) -> Fact:
    means = "Twelve tries over some hours were in vain. Notices still stand on their person’s page; invitations and reset links do not arrive."
    if not failed:
        return Fact(
            "Mail that failed",
            State.FINE,
            f"No letter was given up within {DAYS} days.",
            "Letters for which another try might have helped; what was refused for good stands below.",
        )
    return Fact(
        "Mail that failed", State.LOOK, f"{counted(failed, 'letter')} {'was' if failed == 1 else 'were'} given up within {DAYS} days.", means,
        "See the log for “SMTP” and its number: 5.. is an address or a rule of the mail server, 4.. its load. Send invitations again from the person’s page.",
    )  # fmt: skip


def _waiting(again: int) -> Fact:
    if not again:
        return Fact("Mail server", State.FINE, "No letter waits for a second try.", "Letters go out as they are written.")
    return Fact(
        "Mail server", State.LOOK, f"{counted(again, 'letter')} {'waits' if again == 1 else 'wait'} for another try.",
        "The mail server did not take them. They are tried up to twelve times within some hours.",
        "See whether EMAIL_URL is right and the mail server answers.",
    )  # fmt: skip


def _came_back(bounced: int, closed: int) -> Fact:
    lately = f"{counted(bounced, 'letter')} came back or {'was' if bounced == 1 else 'were'} refused within {DAYS} days."
    if not closed:
        return Fact("Mail that came back", State.FINE, lately, "Every address is written to. Letters that come back are known once read_bounces reads them.")
    return Fact(
        "Mail that came back", State.LOOK, f"{lately} {counted(closed, 'address', 'addresses')} {'is' if closed == 1 else 'are'} not written to.",
        "Notices stand on the page of their person. Invitations and reset links to these addresses do not arrive.",
        "See who they are, and ask for other addresses.", reverse("people:bounced"),
    )  # fmt: skip
