"""Telling a person something, in the transaction in which it happened."""

from django.db import transaction

from lms.jobs.api import enqueue
from lms.notices.kinds import notice_kinds
from lms.notices.models import Notice
from lms.people.api import User

MAIL_JOB = "notices.mail_notice"


def notify(person: User, kind: str, *, subject_line: str, text: str, url: str, key: str) -> Notice:
    """Put a notice on the person's page and, if its kind goes by mail, a letter into the line.

    ``url`` is a page of ours such as ``/record/``, or empty. The same ``key`` tells a person once and gives the first notice.
    Raises ``UnknownKind``, and ``ValueError`` for an address that is not ours.
    """
    by_mail = notice_kinds.get(kind).by_mail
    if url and not is_ours(url):
        raise ValueError(f"“{url}” is not a page of ours; write it as /record/.")
    facts = {"kind": kind, "subject_line": one_line(subject_line)[:200], "text": text, "url": url}
    with transaction.atomic():
        notice, made = Notice.objects.get_or_create(person=person.public_id, key=key, defaults=facts)
        if made and by_mail:
            enqueue(MAIL_JOB, {"notice": notice.public_id}, by=None, key=f"notice:{notice.public_id}")
    return notice


def is_ours(url: str) -> bool:
    """A path from the root. Browsers read ``//host`` and ``/\\host`` as another site."""
    return url.startswith("/") and url[1:2] not in ("/", "\\") and url.isprintable()


def one_line(text: str) -> str:
    """A subject with a line break in it would be a header of its own."""
    return " ".join(text.split())
