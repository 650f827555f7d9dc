"""Addresses in documents: which are harmless to keep as a link that a person may click."""

import re

_HARMLESS = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def is_harmless(address: str) -> bool:
    """A web page, an address of mail or a telephone, or a place in the same document; never a file, a share or a script."""
    address = "".join(char for char in address if char > " ")
    scheme = _SCHEME.match(address)
    return scheme[1].lower() in _HARMLESS if scheme else not address.startswith(("\\", "//"))
