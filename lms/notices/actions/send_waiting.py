"""The sweeps: letters that were held and may go, and the daily letters that are due. Both only ask for jobs, so two at once do no harm."""

from datetime import date

from django.db import transaction

from lms.core.clock import now
from lms.jobs.api import enqueue
from lms.notices.models import Notice
from lms.notices.queries.waiting_letters import due_digests, given_up_notices, people_waiting_for_digest, released_notices, unsent_digests

MAIL_JOB = "notices.mail_notice"
DIGEST_JOB = "notices.mail_digest"
AT_ONCE = 1000


def release_held() -> int:
    """Ask for the letters whose quiet hours have ended; how many. The job asks the clock again and may hold its letter anew."""
    return sum(_release(notice) for notice in released_notices(now())[:AT_ONCE])


@transaction.atomic
def _release(notice: Notice) -> int:
    if not Notice.objects.filter(pk=notice.pk, held_until=notice.held_until).update(held_until=None):
        return 0  # another sweep, or the person's new hours, came first
    enqueue(MAIL_JOB, {"notice": notice.public_id}, by=None, key=f"notice:{notice.public_id}:{notice.held_until:%Y%m%d%H%M}")
    return 1


def send_digests() -> int:
    """Ask for each daily letter that is due or was begun and has not gone; how many.

    The key of a job ends with the hour: within it a letter is asked for once, and after an hour of a resting mail server again.
    """
    at = now()
    given_up_notices(at).update(digest=None)  # the person's next daily letter takes them up
    people = people_waiting_for_digest()
    wanted = [(digest.person, digest.day) for digest in unsent_digests(at)[:AT_ONCE]]
    for start in range(0, len(people), AT_ONCE):
        wanted += due_digests(people[start : start + AT_ONCE], at)
    for person, day in dict.fromkeys(wanted):
        _ask(person, day, f"{at:%Y%m%d%H}")
    return len(set(wanted))


def _ask(person: str, day: date, hour: str) -> None:
    enqueue(DIGEST_JOB, {"person": person, "day": day.isoformat()}, by=None, key=f"digest:{person}:{day.isoformat()}:{hour}")
