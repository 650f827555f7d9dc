"""What waits to go out by e-mail."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from lms.notices.kinds import AT_ONCE, DAILY
from lms.notices.models import Digest, Notice
from lms.notices.policies import digest_day, quiet_until
from lms.notices.queries.preferences import settings_of_many
from lms.people.api import time_zones_of

GIVEN_UP_AFTER = timedelta(days=7)


def released_notices(at: datetime) -> QuerySet[Notice]:
    """Notices whose quiet hours have ended at ``at`` and whose letter has not gone."""
    return Notice.objects.filter(delivery=AT_ONCE, mailed_at__isnull=True, held_until__lte=at).order_by("held_until", "pk")


def waiting_for_digest() -> QuerySet[Notice]:
    """Notices that the next daily letter takes up."""
    return Notice.objects.filter(delivery=DAILY, digest__isnull=True)


def unsent_digests(at: datetime) -> QuerySet[Digest]:
    """Daily letters of the last week that were begun and have not gone: their worker died, or the mail server rests."""
    return Digest.objects.filter(mailed_at__isnull=True, created_at__gte=at - GIVEN_UP_AFTER).order_by("pk")


def given_up_notices(at: datetime) -> QuerySet[Notice]:
    """Notices of daily letters that did not go within a week and are tried no more."""
    given_up = Digest.objects.filter(mailed_at__isnull=True, created_at__lt=at - GIVEN_UP_AFTER)
    return Notice.objects.filter(digest__in=given_up)


def people_waiting_for_digest() -> list[str]:
    return list(waiting_for_digest().order_by("person").values_list("person", flat=True).distinct())


def due_digests(people: list[str], at: datetime) -> list[tuple[str, date]]:
    """Those of ``people`` (public ids) whose daily letter is due at ``at``, with their local day; a constant number of queries."""
    zones, chosen = time_zones_of(people), settings_of_many(people)
    due = []
    for person, zone in zones.items():  # people who are gone, and closed accounts, have no zone
        hours = chosen[person]
        day = digest_day(at, zone, hours.digest_hour)
        if day and quiet_until(at, zone, hours.quiet_from, hours.quiet_until) is None:
            due.append((person, day))
    sent = set(Digest.objects.filter(person__in=zones, day__in={day for _, day in due}, mailed_at__isnull=False).values_list("person", "day"))
    return [one for one in due if one not in sent]
