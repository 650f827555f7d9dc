"""XML of documents, read for what it contains and never for its entities, document types or outside files."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from lms.vault.inspection.base import Refused

MOST_ELEMENTS = 1_500_000
DEEPEST = 200
_PIECE = 65_536
DANGEROUS = "This document declares document types or entities of its own, which can do harm, so it was not kept. Save it again and try again."
BROKEN = "A part of this document is not well-formed, so it was not kept. Open it, save it again and try again."
TOO_LARGE = "This document is larger or nested more deeply than can be read safely. Save it in parts and try again."
Found = Callable[[str, dict[str, str]], None]


class _Target:
    """Hands each element (plain name, attributes by plain name) to ``found`` and collects the text of elements called as one of ``told``."""

    def __init__(self, found: Found, told: frozenset[str]) -> None:
        self.found, self.told, self.texts = found, told, list[str]()
        self.count, self.depth = 0, 0
        self.within = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        if self.count > MOST_ELEMENTS or self.depth > DEEPEST:
            raise Refused(TOO_LARGE)
        name = plain(tag)
        self.within = name in self.told
        if self.within:
            self.texts.append("")
        self.found(name, {plain(key): value for key, value in attributes.items()})

    def data(self, text: str) -> None:
        if self.within:
            self.texts[-1] += text

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.within = False

    def close(self) -> None:
        """Nothing to build."""


def look_through(data: bytes, found: Found, *told: str) -> list[str]:
    """Call ``found(name, attributes)`` for each element; the texts of elements called as one of ``told``. Raises ``Refused``."""
    target = _Target(found, frozenset(told))
    parser: Any = DefusedXMLParser(target=target, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        for place in range(0, len(data), _PIECE):
            parser.feed(data[place : place + _PIECE])
        parser.close()
    except DefusedXmlException:
        raise Refused(DANGEROUS) from None
    except (ParseError, LookupError, ValueError, AssertionError):
        raise Refused(BROKEN) from None
    return target.texts


def plain(name: str) -> str:
    """``{http://…}body`` is ``body``."""
    return name.rpartition("}")[2].rpartition(":")[2]
