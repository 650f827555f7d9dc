"""What Word, Excel and PowerPoint files share (ECMA-376 packages): what is refused in them, and the one thing that is taken out.

Nothing in them runs by itself unless it is a macro, a control, an embedded object, or something fetched from elsewhere. Those are
refused with a sentence, since whoever made the file can save it without. The address of the template is what Word writes into files of
anybody who works with a template; it can be fetched from a stranger's server, so it is removed.
"""

import re

from lms.vault.inspection.base import Cleaned, Refused
from lms.vault.inspection.links import is_harmless
from lms.vault.inspection.markup import look_through
from lms.vault.inspection.packages import UNUSUAL, Package

TYPES = "[Content_Types].xml"
MACROS = "This document holds macros. Save it without macros and try again."
EMBEDDED = "This document holds another file or a control inside. Remove it, or print the document to PDF, and try again."
ELSEWHERE = "This document fetches something from elsewhere when it is opened. Remove linked pictures, templates and data, and try again."
RUNS = "This document has a field that can start a program. Remove the field, or print the document to PDF, and try again."
BAD_LINK = "This document has a link to a file or a script. Remove the link, or print the document to PDF, and try again."
TEMPLATE = "The address of the document’s template was removed."
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "intlmacrosheet", "keymapcustomizations")
_MACRO_PARTS = re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|customui|keymap|userCustomization", re.IGNORECASE)
_EMBEDDED_PARTS = re.compile(r"embeddings/|activex/|ctrlprops/|oleobject|afchunk|webextension", re.IGNORECASE)
_ELSEWHERE_PARTS = re.compile(r"externallinks/|querytables/|xl/connections\.|xl/model/", re.IGNORECASE)
_PARTS = (
    ".xml", ".rels", ".vml", ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".webp", ".svg",
    ".odttf", ".fntdata", ".ttf",
)  # fmt: skip
_MARKUP = (".xml", ".rels", ".vml", ".svg")
_PRINTER = re.compile(r"xl/printerSettings/printerSettings\d+\.bin|word/printerSettings\d*\.bin|docProps/thumbnail\.\w+", re.IGNORECASE)
_STARTS = re.compile(
    r"^\s*(DDE(AUTO)?|INCLUDE(TEXT|PICTURE)?|DATABASE|IMPORT|LINK|MACROBUTTON(?!\s+(NoMacro|None|AcceptAllChangesShown)\b))\b", re.IGNORECASE | re.MULTILINE
)
_SPELLED = re.compile(r"DDEAUTO|QUOTE\s*\d+\s+\d+\s+\d+", re.IGNORECASE)  # a field may spell another one, letter by letter or by numbers
_ACTIONS = ("ppaction://program", "ppaction://macro", "ppaction://ole", "ppaction://hlinkfile")
_CALLS = re.compile(r"\w\s*\|.*!|\b(WEBSERVICE|RTD|CALL|REGISTER|EXEC|DDE|FILTERXML|IMAGE)\s*\(", re.IGNORECASE | re.DOTALL)
_CONTROLS = {"oleobject", "oleobj", "control", "object", "embed", "script"}
_LINKED_TEMPLATE = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*/attachedTemplate[\"'][^<>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
_NAMED_TEMPLATE = re.compile(rb"<(?:\w+:)?attachedTemplate\b[^<>]*?(?:/>|>\s*</(?:\w+:)?attachedTemplate>)")


def is_package(data: bytes, part: bytes) -> bool:
    """Whether ``data`` is a zip whose directory names ``part``: enough to tell Word from Excel before anything is unpacked."""
    return data.startswith(b"PK\x03\x04") and TYPES.encode() in data and part in data


def clean_office(data: bytes, main: str, main_type: str) -> Cleaned:
    """The document as it is, or without the address of its template. ``main`` is its chief part, ``main_type`` that part's content type."""
    package = Package(data)
    _check_names(package, main)
    _check_types(package, main, main_type)
    changed = _without_template(package)
    for name, content in package.parts(*_MARKUP):
        check_part(name, changed.get(name, content))
    for name in package.names:
        if not name.lower().endswith(_MARKUP):
            package.read(name)  # its check sum tells damage
    return Cleaned(package.rewritten(changed), (TEMPLATE,)) if changed else Cleaned(data)


def _check_names(package: Package, main: str) -> None:
    if main not in package.names or TYPES not in package.names:
        raise Refused(UNUSUAL)
    for name in package.names:
        if _MACRO_PARTS.search(name):
            raise Refused(MACROS, code="macros")
        if _ELSEWHERE_PARTS.search(name):
            raise Refused(ELSEWHERE, code="elsewhere")
        if _EMBEDDED_PARTS.search(name) or not (name.lower().endswith(_PARTS) or _PRINTER.fullmatch(name)):
            raise Refused(EMBEDDED, code="embedded")


def _check_types(package: Package, main: str, main_type: str) -> None:
    types: dict[str, str] = {}

    def found(element: str, attributes: dict[str, str]) -> None:
        types[attributes.get("PartName", attributes.get("Extension", ""))] = attributes.get("ContentType", "").strip().lower()

    look_through(package.read(TYPES), found)
    if any(word in said for said in types.values() for word in _MACRO_TYPES):
        raise Refused(MACROS, code="macros")
    if any("oleobject" in said or "activex" in said for said in types.values()):
        raise Refused(EMBEDDED, code="embedded")
    if types.get(f"/{main}") != main_type.lower():
        raise Refused(UNUSUAL)


def _without_template(package: Package) -> dict[str, bytes]:
    """Parts that name a template, without the naming."""
    changed = {}
    for name, pattern in (("word/_rels/settings.xml.rels", _LINKED_TEMPLATE), ("word/settings.xml", _NAMED_TEMPLATE)):
        if name in package.names:
            content = package.read(name)
            plain = pattern.sub(b"", content)
            if plain != content:
                changed[name] = plain
    return changed


def check_part(name: str, content: bytes) -> None:
    """Raises ``Refused`` when a part of XML embeds, fetches or starts something."""
    part = _Part()
    if name.startswith("xl/"):
        if any(_CALLS.search(text) for text in look_through(content, part.found, "f", "formula1", "definedName")):
            raise Refused(RUNS, code="runs")
        return
    fields = part.fields_of(look_through(content, part.found, "instrText"))
    if _STARTS.search(fields) or _SPELLED.search(fields.replace("\n", "")):
        raise Refused(RUNS, code="runs")


class _Part:
    """What one part of XML holds besides words. A field's words may be spread over many elements, between marks that begin and end it."""

    def __init__(self) -> None:
        self.simple: list[str] = []
        self.pieces = 0
        self.breaks: set[int] = set()

    def found(self, element: str, said: dict[str, str]) -> None:
        if element == "Relationship":
            _check_relation(said)
        elif element.lower() in _CONTROLS:
            raise Refused(EMBEDDED, code="embedded")
        elif element == "ddeLink" or said.get("action", "").lower().startswith(_ACTIONS):
            raise Refused(RUNS, code="runs")
        elif _is_elsewhere(said.get("src", "")):
            raise Refused(ELSEWHERE, code="elsewhere")
        elif element == "fldSimple":
            self.simple.append(said.get("instr", ""))
        elif element == "fldChar":
            self.breaks.add(self.pieces)
        elif element == "instrText":
            self.pieces += 1

    def fields_of(self, pieces: list[str]) -> str:
        """Each field on a line of its own."""
        complex_ones = "".join("\n" * (number in self.breaks) + text for number, text in enumerate(pieces))
        return "\n".join([complex_ones, *self.simple])


def _is_elsewhere(address: str) -> bool:
    return address.strip().lower().startswith(("http:", "https:", "file:", "ftp:", "\\\\", "//"))


def _check_relation(said: dict[str, str]) -> None:
    kind, target = said.get("Type", "").rpartition("/")[2].lower(), said.get("Target", "")
    if kind in ("oleobject", "package", "control", "activexcontrolbinary", "afchunk"):
        raise Refused(EMBEDDED, code="embedded")
    if kind in ("vbaproject", "wordvbadata", "extensibility", "xlmacrosheet"):
        raise Refused(MACROS, code="macros")
    if said.get("TargetMode", "").lower() == "external":
        if kind != "hyperlink":
            raise Refused(ELSEWHERE, code="elsewhere")
        if not is_harmless(target):
            raise Refused(BAD_LINK, code="bad_link")
    elif _is_elsewhere(target):
        raise Refused(ELSEWHERE, code="elsewhere")
