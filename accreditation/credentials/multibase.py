"""Bytes as text the way credentials write them: ``z`` and base58btc, ``u`` and base64url without padding (W3C Controlled Identifiers 1.0)."""

import base64

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MOST = 200  # characters; a signature has 88
ED25519_PUBLIC = b"\xed\x01"


def base58(data: bytes) -> str:
    """``z`` and the base58btc of ``data``; each leading zero byte is a ``1``."""
    number, text = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """The reverse, for the one spelling there is; raises ``ValueError`` for any other text."""
    if not text.startswith("z") or len(text) > MOST:
        raise ValueError("This is not base58btc.")
    number = 0
    for character in text[1:]:
        number = number * 58 + ALPHABET.index(character)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def base64url(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The reverse; raises ``ValueError`` for what is not ``u`` and base64url."""
    if not text.startswith("u"):
        raise ValueError("This is not base64url.")
    return base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)


def multikey(public: bytes) -> str:
    """The 32 bytes of an Ed25519 public key as a Multikey."""
    return base58(ED25519_PUBLIC + public)


def from_multikey(text: str) -> bytes:
    """The reverse; raises ``ValueError`` for a key of another kind."""
    data = from_base58(text)
    if len(data) != 34 or not data.startswith(ED25519_PUBLIC):
        raise ValueError("This is not an Ed25519 key.")
    return data[2:]
