"""Reading saved certificates of the seal: PEM (RFC 7468), with the lines that Pathway writes in front of each.

The name of a key and the moment from which it is not believed stand in explanatory text, which other tools pass over; a bare certificate has neither.
"""

import base64
import binascii
import re
from datetime import datetime

from cryptography import x509

from lms.vault.api import KnownSeal

LARGEST = 1_000_000
"""Bytes of a file of certificates that is looked at."""
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_LINE = re.compile(r"^(Key|Revoked-From): (\S{1,40})$", re.MULTILINE)


class NoCertificates(ValueError):
    """This file holds no certificate that can be read."""


def read_seal_certificates(data: bytes) -> list[KnownSeal]:
    """The certificates of a saved file; raises ``NoCertificates``."""
    try:
        pieces = data[:LARGEST].decode("utf-8").replace("\r\n", "\n").split(_END)[:-1]
        found = [_known(*piece.split(_BEGIN)) for piece in pieces]
    except (ValueError, TypeError, binascii.Error) as error:
        raise NoCertificates("A certificate of this file cannot be read.") from error
    if not found:
        raise NoCertificates("This file holds no certificate.")
    return found


def _known(text: str, block: str) -> KnownSeal:
    said = dict(_LINE.findall(text))
    der = base64.b64decode("".join(block.split()), validate=True)
    x509.load_der_x509_certificate(der)
    revoked = datetime.fromisoformat(said["Revoked-From"]) if "Revoked-From" in said else None
    if revoked is not None and revoked.tzinfo is None:
        raise ValueError("A time without zone.")
    return KnownSeal(said.get("Key", ""), der, revoked)
