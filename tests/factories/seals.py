"""A sealed PDF and what checks it, without a database."""

from datetime import UTC, datetime

from pypdf import PdfWriter

from accreditation.packets.binding import _finished
from accreditation.packets.sealing import sealed
from lms.vault.actions.platform_seal import PlatformSeal
from lms.vault.api import KnownSeal
from lms.vault.seal_keys import newest_seal_key, self_issued

SEALED_AT = datetime(2026, 11, 29, 12, 30, 5, tzinfo=UTC)


def bound_pdf(pages: int = 3) -> bytes:
    """A PDF as packets are bound."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(612, 792)
    return _finished(writer, "A packet")


def seal() -> PlatformSeal:
    key = newest_seal_key()
    return PlatformSeal(key, self_issued(key, "pathway.example.org", datetime(2026, 11, 1, tzinfo=UTC)))


def known(made: PlatformSeal, revoked_from: datetime | None = None) -> KnownSeal:
    return KnownSeal(made.key_id, made.certificate, revoked_from)


def sealed_pdf(made: PlatformSeal, body: bytes | None = None) -> bytes:
    return sealed(body or bound_pdf(), seal=made, at=SEALED_AT)
