"""Telling a person something, in the transaction in which it happened."""

from typing import Any

from django.db import transaction

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.jobs.api import enqueue
from lms.notices.actions.send_waiting import MAIL_JOB
from lms.notices.kinds import AT_ONCE, ON_SCREEN, notice_kinds
from lms.notices.models import Notice
from lms.notices.queries.preferences import delivery_of, held_until
from lms.people.api import User


def notify(person: User, kind: str, *, subject_line: str, text: str, url: str, key: str, by_mail: bool = True) -> Notice:
    """Put a notice on the person's page and, as its kind and their choice have it, a letter into the line or into the daily one.

    ``url`` is a page of ours such as ``/record/``, or empty. The same ``key`` tells a person once and gives the first notice.
    ``by_mail=False`` is for what another letter says already. Raises ``UnknownKind``, and ``ValueError`` for an address that
    is not ours.
    """
    notice_kinds.get(kind)
    if url and not is_ours(url):
        raise ValueError(f"“{url}” is not a page of ours; write it as /record/.")
    facts = {"kind": kind, "subject_line": one_line(subject_line)[:200], "text": text, "url": url, **_way(person, kind, by_mail)}
    with transaction.atomic():
        notice, made = Notice.objects.get_or_create(person=person.public_id, key=key, defaults=facts)
        if made and notice.delivery == AT_ONCE and notice.held_until is None:
            enqueue(MAIL_JOB, {"notice": notice.public_id}, by=None, key=f"notice:{notice.public_id}")
            failpoint("notices.told")
    return notice


def _way(person: User, kind: str, by_mail: bool) -> dict[str, Any]:
    """The one way in which the notice goes, and until when it is held."""
    delivery = delivery_of(person.public_id, kind) if by_mail else ON_SCREEN
    return {"delivery": delivery, "held_until": held_until(person, kind, now()) if delivery == AT_ONCE else None}


def is_ours(url: str) -> bool:
    """A path from the root. Browsers read ``//host`` and ``/\\host`` as another site."""
    return url.startswith("/") and url[1:2] not in ("/", "\\") and url.isprintable()


def one_line(text: str) -> str:
    """A subject with a line break in it would be a header of its own."""
    return " ".join(text.split())
