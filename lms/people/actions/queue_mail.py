"""Putting a message into the outgoing queue, in the caller's transaction: a mail server that fails loses nothing."""

import base64
import json
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from lms.core.localized import in_english
from lms.jobs.api import enqueue
from lms.vault.api import seal_text

JOB = "people.deliver_mail"
OUTGOING = "outgoing-mail"  # whose vault key seals messages: they hold links that stand for a person


def queue_letter(*, to: str, subject: str, template: str, context: dict[str, Any], key: str | None = None, tries: bool = False) -> None:
    """Queue the pair of templates ``emails/people/<template>.txt`` and ``.html``."""
    facts = {"support_email": settings.SUPPORT_EMAIL, "site_url": settings.SITE_URL, **context}
    with in_english():
        text, html = [render_to_string(f"emails/people/{template}.{kind}", facts) for kind in ("txt", "html")]
    queue_mail(to=to, subject=subject, text=text.strip() + "\n", html=html, key=key, tries=tries)


def queue_mail(*, to: str, subject: str, text: str, html: str = "", key: str | None = None, tries: bool = False) -> None:
    """Queue one message to one address; the same ``key`` queues it once. A line break in a subject would be a header of its own.

    ``tries``: it also goes to an address that gave letters back, for it asks whether that works.
    """
    message = json.dumps({"to": to, "subject": " ".join(subject.split()), "text": text, "html": html, "tries": tries})
    sealed = base64.b64encode(seal_text(OUTGOING, message)).decode()
    enqueue(JOB, {"sealed": sealed}, by=None, key=key)
