"""The proof of a credential: W3C Data Integrity, cryptosuite ``eddsa-jcs-2022`` (vc-di-eddsa, 3.3).

What is signed is SHA-256 of the canonical proof without its value, followed by SHA-256 of the canonical document without its
proof: 64 bytes that nothing else of ours signs, for all other messages begin with a text that says what they are.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accreditation.credentials.multibase import base58
from lms.core.canonical import canonical_json
from lms.core.clock import iso_ms

SUITE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod"}
MEMBERS = frozenset({*SUITE, "@context", "created", "verificationMethod", "proofValue"})


@dataclass(frozen=True)
class Signer:
    """``sign`` gives the 64 bytes of a signature; ``method`` is where its key is published: an address, with the key's name as fragment."""

    method: str
    sign: Callable[[bytes], bytes]


def secured(document: dict[str, Any], signer: Signer, created: datetime) -> dict[str, Any]:
    """``document`` with its proof."""
    proof = {"@context": document["@context"], **SUITE, "created": iso_ms(created), "verificationMethod": signer.method}
    return {**document, "proof": {**proof, "proofValue": base58(signer.sign(signed_bytes(document, proof)))}}


def signed_bytes(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """The 64 bytes that are signed; ``proof`` may have its value already, and ``document`` its proof."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    bare = {name: value for name, value in document.items() if name != "proof"}
    return b"".join(hashlib.sha256(canonical_json(part)).digest() for part in (options, bare))
