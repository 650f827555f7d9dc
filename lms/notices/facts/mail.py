"""Letters: whether they go out."""

from datetime import timedelta

from lms.core.clock import now
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted
from lms.jobs.api import failed_since, tried_again
from lms.notices.actions.send_waiting import DIGEST_JOB, MAIL_JOB
from lms.people.api import DELIVER_JOB

DAYS = 7
LETTERS = (MAIL_JOB, DIGEST_JOB, DELIVER_JOB)
FIGURES = (
    Figure("pathway_mail_failed", "Letters that were given up within 7 days."),
    Figure("pathway_mail_retrying", "Letters that the mail server did not take and that are tried again."),
)


def read_mail() -> Reading:
    failed, again = failed_since(LETTERS, now() - timedelta(days=DAYS)), tried_again(LETTERS)
    reading = Reading()
    reading.sample("pathway_mail_failed", failed)
    reading.sample("pathway_mail_retrying", again)
    reading.facts += [_given_up(failed), _waiting(again)]
    return reading


def _given_up(failed: int) -> Fact:
    means = "Twelve tries over some hours were in vain. Notices still stand on their person’s page; invitations and reset links do not arrive."
    if not failed:
        return Fact(
            "Mail that failed",
            State.FINE,
            f"No letter was given up within {DAYS} days.",
            "A letter that a mail server took and another sent back is not seen here.",
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
