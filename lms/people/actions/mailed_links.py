"""Sending and withdrawing links that stand for a person."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lms.audit.api import record_event
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.actions.queue_mail import queue_letter
from lms.people.link_purposes import link_purposes
from lms.people.models import MailedLink


@transaction.atomic
def send_link(*, purpose: str, subject: str, name: str, email: str, campus: str, by: Any, asks: str, lifetime: timedelta | None = None) -> MailedLink:
    """Send ``name`` at ``email`` a link for ``purpose`` on ``subject``; ``asks`` is the sentence of the letter that says what it is for.

    Earlier links of the same purpose, subject and address are withdrawn: one is open at a time. ``lifetime`` is the purpose’s unless given. The token exists
    in the letter, and as ``link.link`` for whoever made it, only. ``by=None`` is the system. Raises ``UnknownKind``.
    """
    kind = link_purposes.get(purpose)
    at, token = now(), secrets.token_urlsafe(32)
    MailedLink.objects.filter(purpose=purpose, subject=subject, email__iexact=email, revoked_at__isnull=True, expires_at__gt=at).update(revoked_at=at)
    link = MailedLink.objects.create(
        purpose=purpose, subject=subject, campus=campus, name=name, email=email, token_sha256=sha256_hex(token.encode()),
        sent_by=by.public_id if by else "", sent_at=at, expires_at=at + (lifetime or kind.lifetime),
    )  # fmt: skip
    link.link = settings.SITE_URL + reverse(kind.arrives, args=[token])
    queue_letter(
        to=email, subject=kind.title, template="mailed_link", key=f"mailed-link:{link.public_id}",
        context={"link": link, "asks": asks, "action_url": link.link, "action_label": "Open the page"},
    )  # fmt: skip
    record_event("people.link_sent", by=by, subject_kind="mailed_link", subject_id=link.public_id, campus=campus, data={"purpose": kind.title, "name": name})
    return link


@transaction.atomic
def revoke_link(*, link: MailedLink, by: Any) -> MailedLink:
    """Withdraw a link at once; withdrawing again changes nothing."""
    link = MailedLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = now()
        link.save(update_fields=["revoked_at"])
        facts = {"purpose": link_purposes.get(link.purpose).title, "name": link.name}
        record_event("people.link_revoked", by=by, subject_kind="mailed_link", subject_id=link.public_id, campus=link.campus, data=facts)
    return link
