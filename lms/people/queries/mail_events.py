"""Which addresses give our letters back, and what that means for people."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from lms.core.clock import now
from lms.core.composed import Composed
from lms.core.waiting import Waiting
from lms.people.mail_status import Words, words_for
from lms.people.models import MailedLink, MailEvent, User
from lms.people.models.mail_event import CONFIRMED, HELD, REFUSED, RETURNED, TRIED
from lms.people.rules import mail_events_visible_to

MOST = 200
MOST_TRIES = 3
"""Letters in 24 hours by which a person may try a closed address."""


@dataclass(frozen=True)
class ClosedAddress:
    """An address that is not written to: since when, why, and the letters that were held back since. ``who``: names, empty for nobody we know."""

    event: MailEvent
    words: Words
    held: list[MailEvent] = field(default_factory=list)
    who: list[str] = field(default_factory=list)

    @property
    def since(self) -> datetime:
        return self.event.at


def _decides() -> Q:
    return Q(closes=True) | Q(kind=CONFIRMED)


def closing_events() -> QuerySet[MailEvent]:
    """The event that closed each address that is closed now, the newest first."""
    later = MailEvent.objects.filter(_decides(), address=OuterRef("address"), pk__gt=OuterRef("pk"))
    return MailEvent.objects.filter(~Exists(later), closes=True).order_by("-pk")


def is_closed(address: str) -> bool:
    newest = _newest.first(address=address.strip().lower())
    return newest is not None and newest.closes


def closed_address_of(person: User) -> ClosedAddress | None:
    """What the person's own pages say when mail does not reach them. One query where it does."""
    newest = _newest.first(address=person.email.lower())
    if newest is None or not newest.closes:
        return None
    held = MailEvent.objects.filter(address=newest.address, kind=HELD, pk__gt=newest.pk).order_by("-pk")
    return ClosedAddress(newest, words_for(newest.status), list(held[:MOST]))


_newest = Composed(lambda address: MailEvent.objects.filter(_decides(), address=address).order_by("-pk")[:1], address=str)


def closed_addresses(viewer: User) -> list[ClosedAddress]:
    """Those of people whom ``viewer`` looks after, administrators all; a constant number of queries."""
    events = list(closing_events().filter(pk__in=mail_events_visible_to(viewer).values("pk"))[:MOST])
    addresses = {event.address for event in events}
    who, held = _names(addresses), _held(events)
    return [ClosedAddress(event, words_for(event.status), held[event.address], who.get(event.address, [])) for event in events]


def closed_addresses_count(viewer: User) -> int:
    return closing_events().filter(pk__in=mail_events_visible_to(viewer).values("pk")).count()


def closed_addresses_waiting(person: User) -> Waiting | None:
    """For the home page of who looks after people."""
    if not person.has_perm("people.list_people"):
        return None
    thing = "address that gives our letters back"
    return Waiting(closed_addresses_count(person), thing, reverse("people:bounced"), "addresses that give our letters back")


def mail_event_called(public_id: str) -> MailEvent | None:
    return MailEvent.objects.filter(public_id=public_id).first()


def tries_left(address: str) -> int:
    day_ago = now() - timedelta(hours=24)
    return max(MOST_TRIES - MailEvent.objects.filter(address=address.lower(), kind=TRIED, at__gte=day_ago).count(), 0)


def closed_now() -> int:
    """How many addresses are closed, for the facts of an installation."""
    return closing_events().count()


def bounced_since(moment: datetime) -> int:
    """How many letters were refused for good or came back."""
    return MailEvent.objects.filter(kind__in=[REFUSED, RETURNED], at__gte=moment).count()


def _names(addresses: set[str]) -> dict[str, list[str]]:
    """Who has each address: people by their account, and those without one to whom a link was sent."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in User.objects.annotate(small=Lower("email")).filter(small__in=addresses):
        found[person.small].append(person.legal_name)  # type: ignore[attr-defined]
    for link in MailedLink.objects.annotate(small=Lower("email")).filter(small__in=addresses - found.keys()).order_by("pk"):
        small: Any = link.small  # type: ignore[attr-defined]
        if link.name not in found[small]:
            found[small].append(link.name)
    return found


def _held(events: list[MailEvent]) -> dict[str, list[MailEvent]]:
    closed_by = {event.address: event.pk for event in events}
    found: dict[str, list[MailEvent]] = defaultdict(list)
    for event in MailEvent.objects.filter(kind=HELD, address__in=closed_by).order_by("-pk")[: MOST * 5]:
        if event.pk > closed_by[event.address]:
            found[event.address].append(event)
    return found
