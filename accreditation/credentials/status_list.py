"""Which certificates were withdrawn, as one bit each in a signed list that tells nobody who asks after whom (W3C Bitstring Status List 1.0)."""

import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accreditation.credentials.multibase import base64url, from_base64url
from lms.core.clock import iso_ms

LENGTH = 131_072  # bits: 16 KB, the least that the recommendation allows, so that a place in it names nobody
CONTEXT = "https://www.w3.org/ns/credentials/v2"


def status_list_credential(places: Iterable[int], *, address: str, issuer: str, at: datetime) -> dict[str, Any]:
    """The list at ``address`` as a credential that waits for its proof; ``places`` are the certificates that count for nothing any more."""
    return {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": iso_ms(at),
        "credentialSubject": {"id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": _encoded(places)},
    }


def is_set(encoded: str, place: int) -> bool:
    """Whether the bit of ``place`` is set in an ``encodedList``; raises ``ValueError`` for a list or place that cannot be read."""
    try:
        bits = zlib.decompressobj(wbits=31).decompress(from_base64url(encoded), LENGTH // 8)
    except zlib.error as error:
        raise ValueError("This is not a compressed list.") from error
    if len(bits) != LENGTH // 8 or not 0 <= place < LENGTH:
        raise ValueError("The list has no such place.")
    return bool(bits[place // 8] >> (7 - place % 8) & 1)


def _encoded(places: Iterable[int]) -> str:
    """The first place is the leftmost bit of the first byte."""
    bits = bytearray(LENGTH // 8)
    for place in places:
        bits[place // 8] |= 1 << (7 - place % 8)
    return base64url(gzip.compress(bytes(bits), mtime=0))
