"""Telling many people something at once, at the cost of a few statements however many they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from lms.jobs.api import enqueue
from lms.notices.actions.notify import MAIL_JOB, is_ours, one_line
from lms.notices.kinds import notice_kinds
from lms.notices.models import Notice
from lms.people.api import User

LETTERS_JOB = "notices.send_letters"


@dataclass(frozen=True)
class Told:
    """What one person is told; the same as the arguments of ``notify``."""

    person: User
    subject_line: str
    text: str
    url: str
    key: str


@transaction.atomic
def notify_many(kind: str, told: Iterable[Told]) -> int:
    """Put a notice on each person's page, those told before left out, and ask once for all letters; returns how many are new."""
    by_mail = notice_kinds.get(kind).by_mail
    found = list(told)
    if bad := next((one.url for one in found if one.url and not is_ours(one.url)), None):
        raise ValueError(f"“{bad}” is not a page of ours; write it as /record/.")
    before = set(Notice.objects.filter(key__in={one.key for one in found}).values_list("person", "key"))
    rows = [
        Notice(person=one.person.public_id, kind=kind, subject_line=one_line(one.subject_line)[:200], text=one.text, url=one.url, key=one.key)
        for one in found
        if (one.person.public_id, one.key) not in before
    ]
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    if rows and by_mail:
        enqueue(LETTERS_JOB, {"notices": [row.public_id for row in rows]}, by=None)
    return len(rows)


def send_letters(notices: Iterable[str]) -> int:
    """A job of its own for each letter, so that one that fails is tried again alone."""
    ids = list(notices)
    for public_id in ids:
        enqueue(MAIL_JOB, {"notice": public_id}, by=None, key=f"notice:{public_id}")
    return len(ids)
