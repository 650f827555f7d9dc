"""One person's daily letter."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.core.wording import counted
from lms.notices.actions.letters import letter_to, sending
from lms.notices.kinds import ON_SCREEN
from lms.notices.models import Digest, Notice
from lms.notices.policies import quiet_until
from lms.notices.queries.notices import label_of
from lms.notices.queries.preferences import settings_of, stopped_kinds
from lms.notices.queries.stop_links import EVERY_DAILY, stop_url
from lms.notices.queries.waiting_letters import waiting_for_digest
from lms.people.api import Undelivered, User, is_closed, person_called, send_letter


def mail_digest(person_id: str, day: date) -> bool:
    """Send the person their letter of ``day`` with what came since the last one; True when it went.

    Once for each person and day, whoever asks and how often: the first caller makes the row and puts into it what waits,
    and what is in one letter is in no other. A letter begun by a worker that died is gone on with, with the same content.
    Nothing goes to a closed account, within quiet hours, or when there is nothing to tell; where letters come back, notices stay on
    screen. Raises ``BeingSent``.
    """
    person = person_called(person_id)
    if person is None or not person.is_active or _is_quiet(person):
        return False
    if is_closed(person.email):
        waiting_for_digest().filter(person=person_id).update(delivery=ON_SCREEN)
        return False
    digest = _digest(person_id, day)
    if digest is None or digest.mailed_at is not None:
        return False
    failpoint("notices.digest_gathered")
    try:
        with sending(digest):
            send_letter(_letter(digest, person), name=digest.public_id, keeps_word=False)
    except Undelivered:
        return False
    return True


def _is_quiet(person: User) -> bool:
    chosen = settings_of(person.public_id)
    return quiet_until(now(), person.time_zone, chosen.quiet_from, chosen.quiet_until) is not None


@transaction.atomic
def _digest(person_id: str, day: date) -> Digest | None:
    """The letter of the day, filled when it is made; ``None`` when it would be empty."""
    waiting = waiting_for_digest().filter(person=person_id)
    stopped = waiting.filter(kind__in=stopped_kinds(person_id))
    stopped.update(delivery="on_screen")  # they want these on screen only by now
    present = Digest.objects.filter(person=person_id, day=day).first()
    if present is not None or not waiting.exists():
        return present
    digest, made = Digest.objects.get_or_create(person=person_id, day=day)
    if made and not waiting.update(digest=digest):
        digest.delete()  # somebody else's letter took them up meanwhile
        return None
    return digest


def _letter(digest: Digest, person: User) -> EmailMultiAlternatives:
    notices = list(Notice.objects.filter(digest=digest).order_by("pk"))
    rows = [{"notice": notice, "label": label_of(notice), "url": settings.SITE_URL + notice.url if notice.url else ""} for notice in notices]
    subject = f"{counted(len(notices), 'new notice')} on Pathway"
    facts = {
        "rows": rows, "subject_line": subject, "action_url": settings.SITE_URL + "/notices/", "action_label": "Read them on Pathway",
        "reason": "You get this once a day because you chose to have some notices in one daily letter.",
    }  # fmt: skip
    return letter_to(
        person, "digest", subject=subject, stop_url=stop_url(digest.person, EVERY_DAILY), facts=facts
    )  # fmt: skip
