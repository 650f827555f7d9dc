"""Texts of LibreOffice and other programs that write OpenDocument."""

import re

from lms.vault.inspection.base import Cleaned, ContentType, Refused
from lms.vault.inspection.links import is_harmless
from lms.vault.inspection.markup import look_through
from lms.vault.inspection.office import BAD_LINK, ELSEWHERE, EMBEDDED, MACROS, RUNS
from lms.vault.inspection.packages import LOCKED, UNUSUAL, Package

_TYPE = "application/vnd.oasis.opendocument.text"
_NEEDED = {"mimetype", "content.xml", "META-INF/manifest.xml"}
_MACRO_PARTS = re.compile(r"(basic|scripts)/", re.IGNORECASE)
_PARTS = re.compile(r"mimetype|manifest\.rdf|layout-cache|[\w/.-]+\.(xml|png|jpe?g|gif|bmp|svg|emf|wmf|webp|tiff?|ttf|otf)", re.IGNORECASE)
_DDE = {"dde-connection-decl", "dde-connection", "dde-source"}
_OBJECTS = {"object", "object-ole", "applet", "plugin", "floating-frame"}


def is_odt(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and data[30:38] == b"mimetype" and data[38 : 38 + len(_TYPE)] == _TYPE.encode()


def clean(data: bytes) -> Cleaned:
    """The document as it is; raises ``Refused`` for what runs, embeds, fetches or is locked."""
    package = Package(data)
    if not set(package.names) >= _NEEDED or package.read("mimetype").strip() != _TYPE.encode():
        raise Refused(UNUSUAL)
    for name in package.names:
        if _MACRO_PARTS.match(name):
            raise Refused(MACROS, code="macros")
        if not _PARTS.fullmatch(name) or name.lower().startswith("object"):
            raise Refused(EMBEDDED, code="embedded")
        content = package.read(name)
        if name.lower().endswith((".xml", ".svg", ".rdf")):
            look_through(content, _check)
    return Cleaned(data)


def _check(element: str, said: dict[str, str]) -> None:
    if element == "encryption-data":
        raise Refused(LOCKED, code="locked")
    if element in ("event-listener", "script"):
        raise Refused(MACROS, code="macros")
    if element in _DDE:
        raise Refused(RUNS, code="runs")
    if element in _OBJECTS:
        raise Refused(EMBEDDED, code="embedded")
    address = said.get("href", "")
    if element != "a" and ":" in address:
        raise Refused(ELSEWHERE, code="elsewhere")
    if not is_harmless(address):
        raise Refused(BAD_LINK, code="bad_link")


ODT = ContentType("odt", "an OpenDocument text", ("odt",), is_odt, _TYPE, clean)
