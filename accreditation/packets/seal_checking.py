"""Whether a PDF carries the platform's seal and is, to the last byte, what was sealed. Nothing but the file and the certificates is read.

Worked example: of a file of 90 000 bytes whose seal says ``/ByteRange [0 80000 88194 1806]``, bytes 80 000 to 88 193 are the container in hexadecimal
between ``<`` and ``>``. The rest is what the digest is over, and it must be the whole rest: 88 194 + 1 806 = 90 000.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accreditation.packets.seal_container import NoContainer, rewritten, signed_bytes, taken_apart
from accreditation.packets.sealing import RESERVED
from lms.vault.api import KnownSeal, is_sealed

_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,12}) (\d{1,12}) (\d{1,12}) *\]")
_END = b"%%EOF"
SENTENCES = {
    "": "The platform sealed this file, and it was not changed since.",
    "not_sealed": "This file carries no seal of the platform.",
    "changed": "This file is not what was sealed: it was changed, or something was added.",
    "unknown_certificate": "No certificate that was given made the seal of this file.",
    "not_on_record": "The seal is well made, but this installation has no record of sealing this file.",
    "revoked": "The key of this seal was no longer trusted when it was made.",
}


@dataclass(frozen=True)
class SealVerdict:
    """``reason`` is empty for a genuine seal. ``body_sha256`` is of the file as it was before it was sealed; ``sealed_at`` what the seal says."""

    reason: str
    key_id: str = ""
    sealed_at: datetime | None = None
    body_sha256: str = ""

    @property
    def is_genuine(self) -> bool:
        return not self.reason

    @property
    def sentence(self) -> str:
        return SENTENCES[self.reason]


def check_seal(pdf: bytes, known: Iterable[KnownSeal]) -> SealVerdict:
    """The verdict over ``pdf`` by the certificates in ``known``."""
    found = list(_RANGE.finditer(pdf))
    if not found:
        return SealVerdict("not_sealed")
    before, after = int(found[-1][1]), int(found[-1][2])
    if after + int(found[-1][3]) != len(pdf) or after != before + RESERVED + 2 or found[-1].start() < after:
        return SealVerdict("changed")
    try:
        der = _der(pdf[before:after])
        at, signature = taken_apart(der)
    except NoContainer:
        return SealVerdict("changed")
    digest = hashlib.sha256(pdf[:before] + pdf[after:]).digest()
    return _by_certificate(der, digest, at, signature, list(known), _body(pdf, found[-1].start()))


def _der(field: bytes) -> bytes:
    """The container between its brackets, in capital digits, with zeros behind it and nothing else."""
    try:
        filled = bytes.fromhex(field[1:-1].decode("ascii"))
        length = 4 + int.from_bytes(filled[2:4], "big")
    except (ValueError, UnicodeDecodeError) as error:
        raise NoContainer from error
    der = filled[:length]
    if filled[:2] != b"\x30\x82" or field != b"<" + der.hex().upper().encode().ljust(RESERVED, b"0") + b">":
        raise NoContainer
    return der


def _by_certificate(der: bytes, digest: bytes, at: datetime, signature: bytes, known: list[KnownSeal], body: str) -> SealVerdict:
    named = next((one for one in known if one.certificate in der), None)
    if named is None:
        return SealVerdict("unknown_certificate", sealed_at=at)
    if der != rewritten(digest, at, named.certificate, signature) or not is_sealed(signed_bytes(digest, at, named.certificate), signature, named.certificate):
        return SealVerdict("changed", named.key_id, at)
    if named.revoked_from is not None and at >= named.revoked_from:
        return SealVerdict("revoked", named.key_id, at, body)
    return SealVerdict("", named.key_id, at, body)


def _body(pdf: bytes, place: int) -> str:
    """SHA-256 of the file in front of the update in which the seal lies."""
    end = pdf.rfind(_END, 0, place) + len(_END)
    return hashlib.sha256(pdf[: end + (pdf[end : end + 1] == b"\n")]).hexdigest()
