"""What every letter of this app has, and the hold on one while it goes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.core.localized import in_english
from lms.notices.models import Letter
from lms.people.api import User

# Shorter than a job's lease: when a job is given to another worker, the dead worker's hold has ended too.
HOLD = timedelta(seconds=100)


class BeingSent(Exception):
    """Another worker is handing this letter to the mail server, or died doing so; trying again later finds out which."""


@contextmanager
def sending(letter: Letter, **still: Any) -> Iterator[None]:
    """Hold ``letter`` while the body hands it to the mail server, then note that it went; raises ``BeingSent``.

    ``still``: facts of the row that must not have changed since it was read, or it is somebody else's by now.

    Constraint: no mail server takes part in our transaction. A process killed between the server's word and our note sends
    the letter a second time, with the same message id, by which mail programs and servers know it for a repetition.
    """
    rows = type(letter)._default_manager.filter(pk=letter.pk)
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now())
    until = now() + HOLD
    if not rows.filter(free, mailed_at__isnull=True, **still).update(claimed_until=until):
        raise BeingSent
    sent: dict[str, Any] = {}
    failpoint("notices.held")
    try:
        yield
        failpoint("notices.after_sending")
        sent = {"mailed_at": now()}
    finally:
        held = rows.filter(claimed_until=until).update(claimed_until=None, **sent)
        if sent and not held:
            rows.update(**sent)  # it went; the hold is another worker's by now, and theirs to end


def letter_to(person: User, template: str, *, subject: str, stop_url: str, facts: dict[str, Any]) -> EmailMultiAlternatives:
    """The letter as text and HTML. ``stop_url``, where the law lets people do without it, is also said to mail programs (RFC 8058)."""
    context = {
        "name": person.display_name, "support_email": settings.SUPPORT_EMAIL, "site_url": settings.SITE_URL, "stop_url": stop_url,
        "settings_url": settings.SITE_URL + reverse("notices:settings"), **facts,
    }  # fmt: skip
    headers = {"Auto-Submitted": "auto-generated"}
    if stop_url:
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    with in_english():
        text, html = [render_to_string(f"emails/{template}.{kind}", context) for kind in ("txt", "html")]
    body = text.strip() + "\n"
    letter = EmailMultiAlternatives(subject=subject, body=body, to=[person.email], headers=headers)
    letter.attach_alternative(html, "text/html")
    return letter
