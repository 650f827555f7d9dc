"""A .docx file opened with care: every limit is asked before a byte is unpacked, and no XML is read that could reach outside (CT-10).

An Office document is a ZIP archive of XML parts. Only the parts we know are unpacked, each within a size; XML with a document type
declaration is refused, so there are no entities, no external files and no network; elements and their depth are counted while it is read.
"""

import io
import posixpath
import zipfile
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from curriculum.importers.docx.names import attribute, plain_name
from lms.core.errors import Invalid

LARGEST = 10_000_000  # bytes as uploaded
LARGEST_UNPACKED = 60_000_000
LARGEST_PART = 8_000_000  # of XML
LARGEST_PICTURE = 10_000_000
MOST_MEMBERS = 2_000
MOST_ELEMENTS = 40_000  # of XML: some fifty pages, read within seconds and 200 MB
DEEPEST = 60
STEEPEST = 200  # unpacked to packed; Word's own parts reach about 20
NOT_WORD = "This is not a Word document that can be read. Save it in Word as .docx and try again."
TOO_LARGE = "This document is too large for one lesson: 10 MB and about fifty pages fit. Split it, or make its pictures smaller."
DANGEROUS = "This document holds something that no word processor writes, so it was not opened. Save it in Word as a new .docx file and try again."
OLD = "This is an old .doc file or one with a password. Open it in Word, take the password away, and save it as .docx."


class Package:
    """The parts of a document by name. Raises ``Invalid`` with a sentence for whatever is no ordinary Word document."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST:
            raise Invalid(TOO_LARGE, code="too_large")
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Invalid(OLD)
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise Invalid(NOT_WORD) from None
        self.members = _checked(self.archive.infolist())
        self._trees: dict[str, Element | None] = {}
        self.elements = 0
        self.main = self._main_part()

    def bytes_of(self, name: str, largest: int = LARGEST_PICTURE) -> bytes | None:
        """The content of a member, or ``None``."""
        info = self.members.get(name)
        if info is None:
            return None
        if info.file_size > largest:
            raise Invalid(TOO_LARGE, code="too_large")
        try:
            return self.archive.read(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zipfile.zlib.error):  # type: ignore[attr-defined]
            raise Invalid(NOT_WORD) from None

    def tree(self, name: str) -> Element | None:
        """The XML of a part, read once."""
        if name not in self._trees:
            data = self.bytes_of(name, LARGEST_PART)
            self._trees[name] = None if data is None else self._parsed(data)
        return self._trees[name]

    def _parsed(self, data: bytes) -> Element:
        builder = _Counting(MOST_ELEMENTS - self.elements)
        parser: Any = DefusedXMLParser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
        try:
            parser.feed(data)
            root: Element = parser.close()
        except DefusedXmlException:
            raise Invalid(DANGEROUS, code="dangerous") from None
        except (ParseError, LookupError, ValueError):
            raise Invalid(NOT_WORD) from None
        self.elements += builder.elements
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part names: id → (kind, member), with an empty member for what lies outside the document."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in tree if tree is not None else ():
            kind = (one.get("Type") or "").rsplit("/", 1)[-1]
            target = one.get("Target") or ""
            inside = one.get("TargetMode") != "External"
            member = posixpath.normpath(posixpath.join("/" if target.startswith("/") else folder, target)).lstrip("/") if inside else ""
            found[one.get("Id") or ""] = (kind, member)
        return found

    def parts(self, kind: str) -> list[str]:
        """The members that the main part names as ``kind``, such as ``footnotes``."""
        return [member for found, member in self.related(self.main).values() if found == kind and member in self.members]

    def part(self, kind: str) -> str:
        """The one member of ``kind``: as named, or where Word puts it."""
        named = self.parts(kind)
        return named[0] if named else f"word/{kind}.xml"

    def _main_part(self) -> str:
        named = [member for kind, member in self.related("").values() if kind == "officeDocument" and member in self.members]
        main = named[0] if named else "word/document.xml"
        tree = self.tree(main)
        if tree is None or plain_name(tree.tag) != "w:document":
            raise Invalid(NOT_WORD)
        return main


class _Counting(TreeBuilder):
    """Builds a tree no larger and no deeper than a lesson's."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.elements, self.depth, self.most = 0, 0, most

    def start(self, tag: Any, attrs: Any) -> Element:
        self.elements += 1
        self.depth += 1
        if self.elements > self.most:
            raise Invalid(TOO_LARGE, code="too_large")
        if self.depth > DEEPEST:
            raise Invalid(DANGEROUS, code="dangerous")
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Element:
        self.depth -= 1
        return super().end(tag)


def _checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by name, once their number, names, sizes and ratios are those of a document."""
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise Invalid(TOO_LARGE, code="too_large")
    members = {info.filename: info for info in infos}
    if len(members) != len(infos) or any(_is_odd(info) for info in infos):
        raise Invalid(DANGEROUS, code="dangerous")
    return members


def _is_odd(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    leaves = name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name
    is_link = (info.external_attr >> 16) & 0o170000 == 0o120000
    is_bomb = info.file_size > 1_000_000 and info.file_size > STEEPEST * max(info.compress_size, 1)
    return leaves or is_link or is_bomb or bool(info.flag_bits & 1)  # bit 0: encrypted


def value_of(element: Element | None, name: str = "w:val") -> str:
    return "" if element is None else attribute(element, name)
