"""The letter about one notice."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from lms.core.clock import now
from lms.notices.actions.letters import letter_to, sending
from lms.notices.kinds import AT_ONCE, ON_SCREEN, kind_called
from lms.notices.models import Notice
from lms.notices.queries.preferences import delivery_of, held_until
from lms.notices.queries.stop_links import stop_url
from lms.people.api import Undelivered, User, person_called, send_letter


def mail_notice(public_id: str) -> bool:
    """Send the letter unless it was sent, the notice is gone, its person's account was closed, or letters to them come back; True when it went.

    What the person wants is asked again: they may have chosen otherwise since, or their quiet hours have begun. Raises
    ``BeingSent`` while another worker is at it.
    """
    notice = Notice.objects.filter(public_id=public_id, delivery=AT_ONCE, mailed_at__isnull=True).first()
    person = person_called(notice.person) if notice else None
    if notice is None or person is None or not person.is_active or _goes_otherwise(notice, person):
        return False
    try:
        with sending(notice, delivery=AT_ONCE):  # it may have gone into a daily letter since it was read
            send_letter(_letter(notice, person), name=notice.public_id, keeps_word=False)
    except Undelivered:
        Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True, claimed_until__isnull=True).update(delivery=ON_SCREEN, held_until=None)
        return False
    return True


def _goes_otherwise(notice: Notice, person: User) -> bool:
    """True for a notice that goes in the daily letter, only on screen, or later; notes which. One that is being sent stays."""
    untouched = Notice.objects.filter(pk=notice.pk, delivery=AT_ONCE, mailed_at__isnull=True, claimed_until__isnull=True)
    wanted = delivery_of(notice.person, notice.kind)
    if wanted != AT_ONCE:
        return bool(untouched.update(delivery=wanted, held_until=None))
    held = held_until(person, notice.kind, now())
    return held is not None and bool(untouched.update(held_until=held))


def _letter(notice: Notice, person: User) -> EmailMultiAlternatives:
    known = kind_called(notice.kind)
    facts = {
        "notice": notice,
        "action_url": settings.SITE_URL + notice.url if notice.url else "",
        "action_label": "See it on Pathway",
        "reason": known.reason if known else "",
    }
    stop = stop_url(notice.person, notice.kind)
    return letter_to(person, "notice", subject=notice.subject_line, stop_url=stop, facts=facts)
