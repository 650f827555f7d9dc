"""Signing a credential for the installation: it says that the platform wrote this, and never stands for a person's signature."""

from datetime import datetime
from typing import Any

from accreditation.credentials import Signer, secured
from accreditation.queries.credential_keys import issuer_address
from lms.core.canonical import canonical_json
from lms.vault.api import key_in_use, sign


def sign_credential(document: dict[str, Any], at: datetime) -> bytes:
    """``document`` with its proof, in the canonical form in which it is kept, attached and handed out."""
    signer = Signer(f"{issuer_address()}#{key_in_use()}", lambda message: sign(message).value)
    return canonical_json(secured(document, signer, at))
