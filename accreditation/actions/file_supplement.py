"""Recording that a supplement was sent: frozen like the packet it adds to."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.filing_consent import require_filing_consent
from accreditation.actions.freeze_packet import freeze_packet
from accreditation.models import Application, FiledPacket, Packet, PacketKind
from accreditation.policies.application_states import OPEN
from accreditation.queries.campus_days import today_of
from accreditation.queries.packets import filed_packets
from accreditation.rules.applications import acting_role
from lms.core.errors import Conflict, Forbidden, Invalid


@transaction.atomic
def file_supplement(*, application: Application, packet: str, sent_on: date, by: Any) -> FiledPacket:
    """Freeze the supplement of that public id as sent on ``sent_on``. Raises ``Forbidden`` for all but officers, ``Invalid``, ``Conflict``."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not acting_role(by, locked, ("officer",)):
        raise Forbidden("A supplement is filed by an authorized officer.")
    before = filed_packets(locked)
    chosen = Packet.objects.filter(application=locked, public_id=packet, kind=PacketKind.SUPPLEMENT).first()
    if chosen is None:
        raise Invalid("Choose the supplement that was sent.", code="no_packet")
    if locked.state not in OPEN:
        raise Conflict("This application is decided, so nothing can be added to it.", code="decided")
    if chosen.number != len(before):
        raise Conflict("Another supplement was filed meanwhile. Build this one again.", code="numbered_meanwhile")
    if sent_on > today_of(locked) or sent_on < before[-1].filed_on:
        raise Invalid("A supplement is sent after what it adds to, and not in the future.", code="out_of_order")
    require_filing_consent(locked)
    return freeze_packet(packet=chosen, filed_on=sent_on, by=by)
