"""The next step in a document's life: one event, with its sealed text, numbered so that of two people at once one is told to look again."""

from typing import Any

from django.db import IntegrityError, transaction

from accreditation.models import Evidence, EvidenceEvent, EvidenceEventKind, EvidenceText
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.vault.api import seal_text

QUICKER = "Somebody else was quicker with this document. Look at it again."


def newest_event(evidence: Evidence) -> EvidenceEvent:
    return EvidenceEvent.objects.filter(evidence=evidence).order_by("-number")[0]


def add_event(evidence: Evidence, kind: EvidenceEventKind, *, by: Any, after: EvidenceEvent | None, text: str = "", why: str = "") -> EvidenceEvent:
    """Add the event that follows ``after``; raises ``Conflict`` when another followed it first. ``text`` is kept sealed with the owner's key.

    The event keeps a hash of the sealed text: it tells a changed text from the one that was written, and nothing once the text is gone.
    """
    sealed = seal_text(evidence.owner, text) if text else b""
    number = after.number + 1 if after else 1
    try:
        with transaction.atomic():
            event = EvidenceEvent.objects.create(
                evidence=evidence, number=number, kind=kind, by=getattr(by, "public_id", ""), at=now(), student=evidence.student,
                uploaded_by=evidence.uploaded_by, text_sha256=sha256_hex(sealed) if sealed else "", why=why,
            )  # fmt: skip
    except IntegrityError:
        if not EvidenceEvent.objects.filter(evidence=evidence, number=number).exists():
            raise
        raise Conflict(QUICKER, code="decided_meanwhile") from None
    if sealed:
        EvidenceText.objects.create(evidence=evidence, number=number, sealed=sealed)
    return event
