"""Telling many people something at once, at the cost of a few statements however many they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lms.core.clock import now
from lms.jobs.api import enqueue
from lms.notices.actions.notify import is_ours, one_line
from lms.notices.actions.send_waiting import MAIL_JOB
from lms.notices.kinds import AT_ONCE
from lms.notices.models import Notice
from lms.notices.queries.preferences import ways_of_many
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
    found = list(told)
    if bad := next((one.url for one in found if one.url and not is_ours(one.url)), None):
        raise ValueError(f"“{bad}” is not a page of ours; write it as /record/.")
    before = set(Notice.objects.filter(key__in={one.key for one in found}).values_list("person", "key"))
    new = [one for one in found if (one.person.public_id, one.key) not in before]
    ways = ways_of_many({one.person.public_id for one in new}, kind, now())
    rows = [_notice(kind, one, *ways[one.person.public_id]) for one in new]
    Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    letters = [row.public_id for row in rows if row.delivery == AT_ONCE and row.held_until is None]
    if letters:
        enqueue(LETTERS_JOB, {"notices": letters}, by=None)
    return len(rows)


def _notice(kind: str, one: Told, delivery: str, held_until: datetime | None) -> Notice:
    return Notice(
        person=one.person.public_id, kind=kind, subject_line=one_line(one.subject_line)[:200], text=one.text, url=one.url, key=one.key,
        delivery=delivery, held_until=held_until,
    )  # fmt: skip


def send_letters(notices: Iterable[str]) -> int:
    """A job of its own for each letter, so that one that fails is tried again alone."""
    ids = list(notices)
    for public_id in ids:
        enqueue(MAIL_JOB, {"notice": public_id}, by=None, key=f"notice:{public_id}")
    return len(ids)
