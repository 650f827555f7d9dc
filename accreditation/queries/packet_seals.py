"""Which files the platform sealed here, and the certificates that prove it."""

import base64
import textwrap

from accreditation.models import PacketSeal
from lms.core.clock import iso_ms
from lms.vault.api import KnownSeal, known_seals


def is_seal_on_record(sha256: str) -> bool:
    """Whether a file of exactly these bytes was sealed here."""
    return PacketSeal.objects.filter(sha256=sha256).exists()


def seal_certificates_text() -> str:
    """Every certificate that sealed here, the oldest first, as PEM, each under the name of its key and the moment from which it is not believed."""
    return "".join(_pem(one) for one in known_seals())


def _pem(one: KnownSeal) -> str:
    revoked = f"Revoked-From: {iso_ms(one.revoked_from)}\n" if one.revoked_from else ""
    lines = "\n".join(textwrap.wrap(base64.b64encode(one.certificate).decode(), 64))
    return f"Key: {one.key_id}\n{revoked}-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
