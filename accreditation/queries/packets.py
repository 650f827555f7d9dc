"""Packets of an application: those that were built, those that were filed, and what the officer reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Application, FiledPacket, OfficerReview, Packet, PacketKind
from accreditation.policies.application_states import OPEN
from accreditation.policies.packet_changes import said
from lms.people.api import names_of
from lms.vault.api import StoredFile

SHOWN = 20


@dataclass(frozen=True)
class PacketRow:
    """A packet as its page lists it. ``file`` is empty once its time in the vault is over; of a filed one it is the copy that is frozen."""

    packet: Packet
    by: str
    file: str
    filed: FiledPacket | None

    @property
    def title(self) -> str:
        return f"Supplement {self.packet.number}" if self.packet.number else self.packet.get_kind_display()


def packet_rows(application: Application) -> list[PacketRow]:
    """The newest packets first, and every filed one; a constant number of queries."""
    rows = list(Packet.objects.filter(application=application).select_related("filed").prefetch_related("seals").defer("contents").order_by("-pk"))
    shown = [row for place, row in enumerate(rows) if place < SHOWN or filed_of(row)]
    names = names_of({row.by for row in shown})
    present = set(StoredFile.objects.filter(public_id__in=[_file_of(row) for row in shown], removed_at__isnull=True).values_list("public_id", flat=True))
    return [_row(row, names, present) for row in shown]


def _row(packet: Packet, names: dict[str, str], present: set[str]) -> PacketRow:
    file = _file_of(packet)
    return PacketRow(packet, names.get(packet.by, "Somebody who left"), file if file in present else "", filed_of(packet))


def _file_of(packet: Packet) -> str:
    filed = filed_of(packet)
    return filed.file if filed else packet.file


def filed_of(packet: Packet) -> FiledPacket | None:
    """The filing of ``packet``, or nothing."""
    return getattr(packet, "filed", None)


def filed_packets(application: Application) -> list[FiledPacket]:
    """The filing and its supplements, in order."""
    return list(FiledPacket.objects.filter(application=application).select_related("packet").order_by("number"))


def filed_contents(application: Application) -> list[dict[str, Any]]:
    """What EOIR knows, sheet by sheet: as it stood when the newest supplement was made, or the filing itself."""
    newest = FiledPacket.objects.filter(application=application).select_related("packet").order_by("-number").first()
    return list(newest.packet.contents) if newest else []


def sheets_sent(application: Application) -> list[dict[str, Any]]:
    """Every sheet that went to EOIR, under its label, the newest first."""
    filed = FiledPacket.objects.filter(application=application).select_related("packet").order_by("-number")
    return [one for row in filed for one in row.packet.contents if one["inside"]]


def newest_packet(application: Application, kind: str = "") -> Packet | None:
    """The one that was built last, of a kind where one is named."""
    rows = Packet.objects.filter(application=application)
    return (rows.filter(kind=kind) if kind else rows).order_by("-pk").first()


def finals_to_file(application: Application) -> list[Packet]:
    """Packets that could be filed now, the newest first: built to file, not yet filed."""
    return list(Packet.objects.filter(application=application, kind=PacketKind.FINAL, filed__isnull=True).order_by("-pk"))


def ready_review(application: Application) -> OfficerReview | None:
    """The officer’s newest review, where it says ready."""
    newest = OfficerReview.objects.filter(application=application).order_by("-pk").first()
    return newest if newest and newest.outcome == OfficerReview.Outcome.READY else None


def title_of(stem: str) -> str:
    """What a sheet is, without naming anybody."""
    words = evidence_kinds.get(stem).title if stem in evidence_kinds else said(stem)
    return words[:1].upper() + words[1:]


def open_applications(enrollments: Iterable[str]) -> dict[str, Application]:
    """By public id of the place, the newest open request; one query."""
    rows = Application.objects.filter(enrollment__in=[*enrollments], state__in=OPEN).select_related("organization").order_by("pk")
    return {row.enrollment: row for row in rows}
