"""Freezing a packet as it is filed: its bytes go into the vault for good, and the database refuses to change what was filed."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accreditation.actions.build_packet import NotReady
from accreditation.models import Application, FiledPacket, Packet, PacketKind
from accreditation.packets.gathering import unaccepted
from accreditation.packets.presenting import present_as_of
from accreditation.policies.packet_changes import Change, changes, changes_by_label
from accreditation.queries.campus_days import today_of
from accreditation.queries.filing_answers import served_of
from accreditation.queries.packets import ready_review, title_of
from accreditation.queries.reviews import accepted_in
from lms.audit.api import record_disclosure, record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.core.wording import day
from lms.vault.api import file_called, store, stream

EOIR = "EOIR, Recognition & Accreditation Program"
NAMED = 5


def packet_to_file(application: Application, public_id: str) -> Packet:
    """The packet of that id, which must be what the officer reviewed. Raises ``Invalid`` with what is different."""
    packet = Packet.objects.filter(application=application, public_id=public_id, kind=PacketKind.FINAL).first()
    if packet is None:
        raise Invalid("Choose the packet that was filed. Where there is none, build it first.", code="no_packet")
    review = ready_review(application)
    if review is not None and (found := changes(review.contents, packet.contents, with_filing=False)):
        raise Invalid(f"{_named(found)} since the officer’s review. Review it again, then build the packet to file.", code="changed_since_review")
    return packet


def _require_possible(packet: Packet, filed_on: date) -> None:
    """Nothing is sent before it was built, nor in the future."""
    if filed_on < packet.as_of:
        raise Invalid(f"A packet that was built on {day(packet.as_of)} cannot have been sent on {day(filed_on)}.", code="sent_before_built")
    if filed_on > today_of(packet.application):
        raise Invalid(f"{day(filed_on)} is in the future.", code="sent_in_future")


def _require_current(packet: Packet, filed_on: date) -> None:
    """Nothing is frozen as sent that the record contradicted at the end of that day (decision 110). Raises ``Invalid`` with what is different or missing."""
    review, that_day = ready_review(packet.application), present_as_of(packet.application, filed_on)
    if found := _differing(packet, that_day.contents):
        reviewed = "; what is new has to be reviewed" if packet.kind == PacketKind.FINAL else ""
        raise Invalid(f"{_named(found)} since this packet was built. Build it again{reviewed}.", code="changed_since_built")
    accepted = {*accepted_in(review)} if review is not None else set()
    if dropped := {*packet.accepted} - accepted:
        raise Invalid(f"This packet was built without {', '.join(sorted(dropped))}, and the officer’s reason for it stands no more. Build it again.")
    if missing := unaccepted(that_day, accepted):
        raise NotReady(*(f"{title}: {sentence} ({source})" for title, sentence, source in missing))


def _differing(packet: Packet, contents: list[dict[str, Any]]) -> list[Change]:
    """A supplement is read beside what was sent, so a sheet under another label is another one there; in the filing it only moved."""
    return changes_by_label(packet.contents, contents) if packet.kind == PacketKind.SUPPLEMENT else changes(packet.contents, contents)


def _named(found: list[Change]) -> str:
    named = "; ".join(f"tab {one.label} ({title_of(one.stem).lower()}) is {one.what}" for one in found[:NAMED])
    return named[:1].upper() + named[1:] + (f"; and {len(found) - NAMED} more" if len(found) > NAMED else "")


@transaction.atomic
def freeze_packet(*, packet: Packet, filed_on: date, by: Any) -> FiledPacket:
    """Keep ``packet`` as filed on ``filed_on``, a day on its campus.

    Raises ``Invalid`` for an impossible day, where the record said something else at its end, or where the bytes are gone; ``Conflict`` where this place
    is taken.
    """
    _require_possible(packet, filed_on)
    _require_current(packet, filed_on)
    application = packet.application
    source = file_called(packet.file)
    if source is None:
        raise Invalid("The file of this packet had its time and was removed. Build it again.", code="file_gone")
    kept = store(
        "accreditation.filed_packet", stream(source), name=source.name, media_type=source.media_type, owner=packet.student, campus=packet.campus,
        by=by.public_id, key=f"filed-packet:{packet.public_id}",
    )  # fmt: skip
    failpoint("filing.stored")
    if kept.sha256 != packet.sha256:
        raise Invalid("The file of this packet is not the one that was built. Build it again, and tell support.", code="file_changed")
    try:
        with transaction.atomic():
            filed = FiledPacket.objects.create(
                packet=packet, application=application, student=packet.student, campus=packet.campus, kind=packet.kind, number=packet.number,
                sha256=packet.sha256, size=packet.size, file=kept.public_id, filed_on=filed_on, by=by.public_id, at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This was filed already.", code="filed_already") from None
    _told(filed, by)
    failpoint("filing.before_commit")
    return filed


def _told(filed: FiledPacket, by: Any) -> None:
    """The audit names the hash; the student reads to whom their documents went."""
    application = filed.application
    data = {"packet": filed.packet.public_id, "application": application.public_id, "number": filed.number, "sha256": filed.sha256}
    record_event("accreditation.packet_filed", by=by, subject_kind="person", subject_id=filed.student, campus=filed.campus, data=data)
    what = f"Supplement {filed.number}" if filed.number else "Packet filed"
    offices = [one.recipient.name for one in served_of([application.pk]).get(application.pk, [])]
    for recipient in (EOIR, *offices):
        record_disclosure(viewer=by, owner=filed.student, what=what, purpose="Filing for accreditation", recipient=recipient, campus=filed.campus)
