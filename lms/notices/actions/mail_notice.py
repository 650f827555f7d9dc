"""The letter about one notice."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from lms.core.clock import now
from lms.notices.kinds import notice_kinds
from lms.notices.models import Notice
from lms.people.api import User, person_called


def mail_notice(public_id: str) -> bool:
    """Send the letter unless it was sent, the notice is gone, or its person's account was closed; True when it went.

    Constraint: no mail server takes part in our transaction. A process killed between the server's word and our note sends
    the letter a second time, with the same message id, by which mail programs and servers know it for a repetition.
    """
    notice = Notice.objects.filter(public_id=public_id, mailed_at__isnull=True).first()
    person = person_called(notice.person) if notice else None
    if notice is None or person is None or not person.is_active:
        return False
    _letter(notice, person).send()
    Notice.objects.filter(pk=notice.pk).update(mailed_at=now())
    return True


def _letter(notice: Notice, person: User) -> EmailMultiAlternatives:
    facts = {
        "notice": notice,
        "name": person.display_name,
        "action_url": settings.SITE_URL + notice.url if notice.url else "",
        "action_label": "See it on Pathway",
        "reason": notice_kinds.get(notice.kind).reason if notice.kind in notice_kinds else "",
        "support_email": settings.SUPPORT_EMAIL,
        "site_url": settings.SITE_URL,
    }
    letter = EmailMultiAlternatives(
        subject=notice.subject_line,
        body=render_to_string("emails/notice.txt", facts).strip() + "\n",
        to=[person.email],
        headers={"Message-ID": f"<{notice.public_id}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string("emails/notice.html", facts), "text/html")
    return letter
