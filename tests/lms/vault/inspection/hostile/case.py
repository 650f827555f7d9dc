"""What a hostile upload is."""

from typing import NamedTuple


class Hostile(NamedTuple):
    """``canary`` is what must not be left in whatever is kept; with ``refused`` it must not be kept at all, however harmless it could be made."""

    case: str
    name: str
    data: bytes
    canary: bytes
    refused: bool = False
