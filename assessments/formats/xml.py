"""XML of other programs read with care: no entities, no outside files, no network; elements and depth are counted.

Elements and attributes come without their namespaces, because exports disagree about them and about nothing else. A document type
declaration is read over where it names nothing outside, or only one of the known DTDs of QTI, XHTML and MathML, which are never fetched; the
characters that those call by name (``&nbsp;``) are known. Any other is refused.
"""

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from lms.core.errors import Invalid

MOST_ELEMENTS = 2_000_000  # a bank of some 30,000 questions
MOST_IN_ONE = 60_000  # elements held at a time
DEEPEST = 80
CHUNK = 65_536
DANGEROUS = (
    "This file carries a document type with entities, declarations of its own or an outside file, which can do harm, so it was not read: remove the DOCTYPE."
)
TOO_LARGE = "This file holds too much XML to be read as one. Export fewer questions at a time."
TOO_DEEP = "This file nests its elements deeper than any export does, so it was not read."
_KNOWN_DTD = re.compile(
    r"(https?://www\.(imsglobal|imsproject)\.org/[\w./-]*)?[\w.-]*(qti|ims)[\w.-]*\.dtd"
    r"|https?://www\.w3\.org/(Math/DTD|TR/\w+/DTD|TR/MathML\d)/[\w./-]*\.dtd",
    re.IGNORECASE,
)
_NAMED = {name: chr(code) for name, code in name2codepoint.items()}


class _Builder(TreeBuilder):
    """Builds trees of plain names. Elements called as one of ``taken`` are handed out when they end, and held no longer."""

    def __init__(self, taken: frozenset[str], most: int, root: str = "") -> None:
        super().__init__()
        self.taken, self.most, self.root = taken, most, root
        self.open: list[Element] = []
        self.ready: list[tuple[Element, tuple[Element, ...]]] = []
        self.elements = self.held = 0

    def start(self, tag: Any, attrs: Any) -> Element:
        self.elements += 1
        self.held += 1
        if self.elements > MOST_ELEMENTS or self.held > self.most:
            raise Invalid(TOO_LARGE, code="too_large")
        if len(self.open) >= DEEPEST:
            raise Invalid(TOO_DEEP, code="dangerous")
        element = super().start(_plain(tag), {_plain(name): value for name, value in attrs.items()})
        if self.elements == 1 and self.root and element.tag != self.root:
            raise Invalid(f"This is not the file it should be: it begins with <{element.tag[:60]}>, not with <{self.root}>.", code="other_file")
        self.open.append(element)
        return element

    def end(self, tag: Any) -> Element:
        element = super().end(_plain(tag))
        self.open.pop()
        if element.tag in self.taken and not any(one.tag in self.taken for one in self.open):
            if self.open:
                self.open[-1].remove(element)
            self.ready.append((element, tuple(self.open)))
            self.held = len(self.open)
        return element

    def comment(self, data: Any) -> Any:
        """Left out: a comment says nothing that a question shows."""
        return None

    def pi(self, target: Any, data: Any = None) -> Any:
        return None


class _Parser(DefusedXMLParser):  # type: ignore[misc]
    def defused_start_doctype_decl(self, name: str, sysid: str | None, pubid: str | None, has_internal_subset: bool) -> None:
        outside = (sysid or "").strip() or (pubid or "").strip()
        if has_internal_subset or (outside and not _KNOWN_DTD.fullmatch((sysid or "").strip())):
            raise DTDForbidden(name, sysid, pubid)


def stream_xml(source: IO[bytes], *taken: str, root: str = "") -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Each outermost element called as one of ``taken``, when it ends, with those it stands in from the root on.

    Those around it hold what came before it, except other taken ones. Memory is bounded by the largest taken element and what surrounds it.
    Raises ``Invalid`` with the line where the file stops being well formed, after what came before it; with ``root``, also where the file
    begins with another element.
    """
    builder = _Builder(frozenset(taken), MOST_IN_ONE, root)
    parser = _parser(builder)
    _feed(parser, _without_space_before(source.read(CHUNK)))
    while chunk := source.read(CHUNK):
        _feed(parser, chunk)
        ready, builder.ready = builder.ready, []
        yield from ready
    _close(parser)
    yield from builder.ready


def read_xml(data: bytes) -> Element:
    """The root of a whole file; raises ``Invalid``."""
    parser = _parser(_Builder(frozenset(), MOST_IN_ONE))
    _feed(parser, _without_space_before(data))
    root: Element = _close(parser)
    return root


def root_name(start: bytes) -> str:
    """The plain name of the root element in a file that begins so; empty where there is none."""
    found = re.search(rb"<(?![?!])\s*([^\s/>]+)", re.sub(rb"<!--.*?-->", b"", start.replace(b"\0", b""), flags=re.DOTALL))
    return found[1].decode(errors="replace").rpartition(":")[2] if found else ""


def _without_space_before(start: bytes) -> bytes:
    """``start`` without white space before the first ``<``, which some programs write and XML forbids."""
    found = re.match(rb"(?:\xef\xbb\xbf)?\s+(?=<)", start)
    return start[found.end() :] if found else start


def _parser(builder: _Builder) -> Any:
    parser = _Parser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.entity.update(_NAMED)
    return parser


def _feed(parser: Any, chunk: bytes) -> None:
    try:
        parser.feed(chunk)
    except DefusedXmlException:
        raise Invalid(DANGEROUS, code="dangerous") from None
    except ParseError as wrong:
        raise Invalid(f"This file is not well-formed XML: it breaks off or goes wrong at line {wrong.position[0]}.") from None
    except (LookupError, ValueError):
        raise Invalid("This file is not XML in an encoding that can be read. Save it as UTF-8 and try again.") from None


def _close(parser: Any) -> Any:
    try:
        return parser.close()
    except DefusedXmlException:
        raise Invalid(DANGEROUS, code="dangerous") from None
    except ParseError as wrong:
        raise Invalid(f"This file is not well-formed XML: it breaks off or goes wrong at line {wrong.position[0]}.") from None
    except (AssertionError, ValueError):
        raise Invalid("This file is not well-formed XML.") from None


def _plain(name: str) -> str:
    """``{http://…}item`` and ``imsqti:item`` are ``item``."""
    return name.rpartition("}")[2].rpartition(":")[2]
