"""Keeping a packet that was built: its bytes in the vault for a while, a row that says what is in it, the audit, and who saw whose documents."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from accreditation.actions.build_packet import Built
from accreditation.actions.seal_packet import is_to_be_sealed, sealed_packet
from accreditation.models import Application, Packet, PacketKind, PacketSeal
from accreditation.packets.gathering import documents_in
from accreditation.packets.presenting import without_titles
from lms.audit.api import record_disclosure, record_event
from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.core.wording import counted
from lms.vault.api import store

PURPOSE = "Preparing a filing"
NAMES = {PacketKind.DRAFT: "-draft", PacketKind.FINAL: "", PacketKind.SUPPLEMENT: "-supplement"}


@transaction.atomic
def keep_packet(*, application: Application, built: Built, kind: str, number: int = 0, accepted: list[str], by: Any, key: str) -> Packet:
    """Keep ``built`` as a packet of ``application``, sealed where this is asked for; the same ``key`` gives the packet that was kept first."""
    scheme, dossier = built.gathered.scheme.key, built.gathered.dossier
    name = f"packet-{scheme}{NAMES[PacketKind(kind)]}{f'-{number}' if number else ''}.zip"
    data, seals = sealed_packet(built.data) if is_to_be_sealed(kind) else (built.data, [])
    file = store(
        "accreditation.packet", data, name=name, media_type="application/zip", owner=application.student, campus=application.campus,
        by=by.public_id, key=key,
    )  # fmt: skip
    failpoint("packet.stored")
    kept = Packet.objects.filter(file=file.public_id).first()
    if kept is not None:
        return kept
    packet = Packet.objects.create(
        application=application, student=application.student, campus=application.campus, kind=kind, number=number, scheme=scheme, as_of=dossier.as_of,
        sha256=file.sha256, size=file.size, pages=built.pages, file=file.public_id, contents=without_titles(built.contents), accepted=accepted,
        ledger_seq=dossier.ledger_seq, ledger_head=dossier.ledger_head, anchor=built.anchor.number if built.anchor else None, by=by.public_id, at=now(),
    )  # fmt: skip
    PacketSeal.objects.bulk_create([PacketSeal(packet=packet, **asdict(one)) for one in seals])
    failpoint("packet.before_event")
    told = {"packet": packet.public_id, "application": application.public_id, "kind": packet.get_kind_display().lower(), "sha256": packet.sha256}
    record_event("accreditation.packet_built", by=by, subject_kind="person", subject_id=application.student, campus=application.campus, data=told)
    inside = counted(len(documents_in(built.gathered)), "document")
    record_disclosure(viewer=by, owner=application.student, what=f"Packet built, with {inside}", purpose=PURPOSE, campus=application.campus)
    failpoint("packet.before_commit")
    return packet
