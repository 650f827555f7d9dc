"""How and when a person wants to be told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lms.notices.kinds import AT_ONCE, DAILY, NoticeKind, kind_called, notice_kinds
from lms.notices.models import KindPreference, NoticeSettings
from lms.notices.policies import quiet_until
from lms.people.api import time_zones_of


def settings_of(person_id: str) -> NoticeSettings:
    """The person's hours; the defaults, not stored, for who chose none."""
    return settings_of_many([person_id])[person_id]


def settings_of_many(person_ids: Iterable[str]) -> dict[str, NoticeSettings]:
    ids = list(person_ids)
    stored = NoticeSettings.objects.in_bulk(ids)
    return {person: stored.get(person) or NoticeSettings(person=person) for person in ids}


def delivery_of(person_id: str, kind: str) -> str:
    """How the person wants notices of ``kind``: as they chose, while the kind still leaves that choice, else as it usually goes."""
    known = kind_called(kind)
    if known is None or not known.by_mail:
        return known.usual if known else AT_ONCE
    chosen = KindPreference.objects.filter(person=person_id, kind=kind).values_list("delivery", flat=True).first()
    return chosen if chosen in known.choices else known.usual


def deliveries_of(person_id: str, kinds: Iterable[NoticeKind]) -> dict[str, str]:
    """``delivery_of`` for several kinds, in one query."""
    chosen = dict(KindPreference.objects.filter(person=person_id).values_list("kind", "delivery"))
    return {kind.key: chosen[kind.key] if chosen.get(kind.key) in kind.choices else kind.usual for kind in kinds}


def kinds_for(person: Any) -> list[NoticeKind]:
    """The kinds that concern the person and come by e-mail, in the order of the register."""
    return [kind for kind in notice_kinds if kind.by_mail and (not kind.roles or person.has_role(*kind.roles))]


def held_until(person: Any, kind: str, at: datetime) -> datetime | None:
    """When a letter of ``kind`` may go that is due at ``at``: the end of the person's quiet hours, or ``None`` for now."""
    known = kind_called(kind)
    if known is None or known.urgent:
        return None
    chosen = settings_of(person.public_id)
    return quiet_until(at, person.time_zone, chosen.quiet_from, chosen.quiet_until)


def ways_of_many(person_ids: Iterable[str], kind: str, at: datetime) -> dict[str, tuple[str, datetime | None]]:
    """``delivery_of`` and ``held_until`` of many people for one kind, in three queries."""
    known, ids = notice_kinds.get(kind), list(person_ids)
    chosen = dict(KindPreference.objects.filter(person__in=ids, kind=kind).values_list("person", "delivery")) if known.by_mail else {}
    hours, zones = settings_of_many(ids), time_zones_of(ids)
    ways: dict[str, tuple[str, datetime | None]] = {}
    for person in ids:
        delivery = chosen[person] if chosen.get(person) in known.choices else known.usual
        waits = delivery == AT_ONCE and not known.urgent
        zone = zones.get(person, "UTC")
        ways[person] = (delivery, quiet_until(at, zone, hours[person].quiet_from, hours[person].quiet_until) if waits else None)
    return ways


def stopped_kinds(person_id: str) -> list[str]:
    """Kinds the person takes on screen only, among those that may go in the daily letter."""
    daily = [kind for kind in notice_kinds if DAILY in kind.choices]
    return [key for key, delivery in deliveries_of(person_id, daily).items() if delivery not in (AT_ONCE, DAILY)]
