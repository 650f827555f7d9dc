"""Packets: built, frozen as filed, removed after their time; and the steps of an application."""

from datetime import UTC, date, datetime
from typing import Any

from accreditation.actions.build_application_packet import build_application_packet
from accreditation.actions.move_application import move_application
from accreditation.actions.purge_packets import purge_packets
from accreditation.models import Application, FiledPacket
from lms.core.clock import local_date, now, told
from tests.factories.applications import PROOF
from tests.factories.packets import PacketRoom
from tests.torture.write_paths.base import World, WritePath, person

LONG_AFTER = datetime(2060, 1, 1, tzinfo=UTC)


def _room(world: World) -> PacketRoom:
    place = world.place()
    people = {
        name: world.person(role, place, name) for name, role in (("emil", "coordinator"), ("cora", "coordinator"), ("olga", "officer"))
    }  # fmt: skip
    return PacketRoom(place, today=local_date(now(), place.cohort.campus.time_zone), by=people)


def to_build(world: World) -> dict[str, Any]:
    room = _room(world)
    return {"application": room.application.pk, "email": room.emil.email, "key": f"packet-{world.number}"}


def build(application: int, email: str, key: str) -> str:
    chosen = Application.objects.get(pk=application)
    return build_application_packet(application=chosen, kind="draft", by=person(email), key=key).public_id


def to_file(world: World) -> dict[str, Any]:
    room = _room(world)
    room.handed_over()
    room.signed_and_served()
    room.reviewed()
    packet = room.built("final", key=f"final-{world.number}", by=room.olga)
    return {"application": room.application.pk, "packet": packet.public_id, "day": room.today.isoformat(), "email": room.olga.email}


def file(application: int, packet: str, day: str, email: str) -> str:
    """Who asks again looks first, as the page does."""
    chosen = Application.objects.get(pk=application)
    if not FiledPacket.objects.filter(application=chosen).exists():
        dates = dict.fromkeys(("signed_rep", "signed_ao", "served", "sent"), date.fromisoformat(day))
        move_application(application=chosen, move="file", by=person(email), dates=dates, proof=PROOF, packet=packet)
    return Application.objects.get(pk=application).state


def to_purge(world: World) -> dict[str, Any]:
    """Filed and taken back: six years later its time is over. What came before is removed, so that one packet is due in each round."""
    purge()
    asked = to_file(world)
    file(**asked)
    move_application(application=Application.objects.get(pk=asked["application"]), move="withdraw", by=person(asked["email"]), proof=PROOF, note="As agreed.")
    return {}


def purge() -> str:
    before = told.set(LONG_AFTER)
    try:
        purge_packets()
    finally:
        told.reset(before)
    return "purged"


PATHS = [
    WritePath("packet", to_build, build, ("vault.after_write", "packet.stored", "packet.before_event", "packet.before_commit")),
    WritePath("packet filed", to_file, file, ("filing.stored", "filing.before_commit", "application.between")),
    WritePath("filed packets after their time", to_purge, purge, ("packets.purging", "vault.before_removal_commit"), at_once=False),
]
