"""Handing one queued message to the mail server."""

import base64
import json

from django.core.mail import EmailMultiAlternatives

from lms.people.actions.queue_mail import OUTGOING
from lms.people.actions.send_letter import Undelivered, send_letter
from lms.vault.api import open_text


def deliver_mail(*, sealed: str, name: str) -> bool:
    """Send what ``queue_mail`` sealed; False when its address gives our letters back, which is written down. ``name`` is the job's."""
    message = json.loads(open_text(OUTGOING, base64.b64decode(sealed)))
    letter = EmailMultiAlternatives(
        subject=message["subject"], body=message["text"], to=[message["to"]], headers={"Auto-Submitted": "auto-generated"}
    )  # fmt: skip
    if message["html"]:
        letter.attach_alternative(message["html"], "text/html")
    try:
        send_letter(letter, name=name, tries=message.get("tries", False))  # the release before did not say
    except Undelivered:
        return False
    return True
