"""Handing one queued message to the mail server."""

import base64
import json
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from lms.people.actions.queue_mail import OUTGOING
from lms.vault.api import open_text


def deliver_mail(*, sealed: str, name: str) -> None:
    """Send what ``queue_mail`` sealed. ``name`` (the job's) becomes the message id, so that a repetition is recognized by mail programs."""
    message = json.loads(open_text(OUTGOING, base64.b64decode(sealed)))
    letter = EmailMultiAlternatives(
        subject=message["subject"],
        body=message["text"],
        to=[message["to"]],
        headers={"Message-ID": f"<{name}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"},
    )
    if message["html"]:
        letter.attach_alternative(message["html"], "text/html")
    letter.send()
