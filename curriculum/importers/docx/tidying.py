"""The document that mammoth reads: only the parts it needs, with what it would pass over put into words it knows."""

import io
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from curriculum.importers.docx.names import W, attribute, child, is_on, plain_name, text_of
from curriculum.importers.docx.package import NOT_WORD, Package, value_of
from curriculum.importers.docx.styles import Styles
from lms.core.errors import Invalid

_RUN_LOOKS = {"w:b", "w:i", "w:u", "w:strike", "w:vertAlign", "w:rStyle", "w:del", "w:ins"}
_UNWRAPPED = {"w:fldSimple", "w:dir", "w:bdo", "w:smartTag", "w:customXml", "w:ruby", "w:rubyBase"}
_LEFT_OUT = {"w:object", "w:control", "w:altChunk", "w:commentReference", "w:commentRangeStart", "w:commentRangeEnd", "w:proofErr", "w:rt", "w:bookmarkStart"}
WIDEST = 60  # columns; Word itself stops at 63


def tidy_document(package: Package, styles: Styles) -> io.BytesIO:
    """A small .docx of checked parts, in memory."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", package.part("styles"), package.part("numbering")):
            _write(archive, name, package.tree(name))
        for name in (package.main, package.part("footnotes"), package.part("endnotes")):
            tree = package.tree(name)
            related = package.related(name)
            if tree is not None:
                _tidy(tree, styles, {key for key, (kind, member) in related.items() if kind == "image" and member not in package.members})
            _write(archive, name, tree)
            folder, _, file = name.rpartition("/")
            relations = f"{folder}/_rels/{file}.rels"
            _write(archive, relations, package.tree(relations))
            for member in sorted({member for kind, member in related.values() if kind == "image" and member in package.members}):
                if member not in archive.namelist():
                    archive.writestr(member, package.bytes_of(member) or b"")
    made.seek(0)
    return made


def _write(archive: zipfile.ZipFile, name: str, tree: Element | None) -> None:
    if tree is not None and name not in archive.namelist():
        archive.writestr(name, ElementTree.tostring(tree, encoding="utf-8"))


def _tidy(element: Element, styles: Styles, missing: set[str]) -> None:
    kept: list[Element] = []
    for one in element:
        kept += _tidied(one, styles, missing)
    element[:] = kept


def _tidied(one: Element, styles: Styles, missing: set[str]) -> list[Element]:
    """What stands for ``one``: itself, its children, something simpler, or nothing."""
    name = plain_name(one.tag)
    if name in _LEFT_OUT or _is_left_out(one, name, missing):
        return []
    if name in ("m:oMath", "m:oMathPara"):
        return [_run(text_of(one, "m:t"))]
    if name == "w:cr":
        return [Element(f"{W}br")]
    if name == "w:rPr":
        one[:] = [look for look in one if plain_name(look.tag) in _RUN_LOOKS]
        return [one]
    if name == "w:p":
        _name_heading(one, styles)
    if name == "w:gridSpan":
        _check_width(value_of(one))
    _tidy(one, styles, missing)
    return list(one) if name in _UNWRAPPED else [one]


def _is_left_out(one: Element, name: str, missing: set[str]) -> bool:
    if name == "w:r":
        return is_on(child(one, "w:rPr", "w:vanish"))
    if name in ("a:blip", "v:imagedata"):
        return bool({attribute(one, "r:embed"), attribute(one, "r:id"), attribute(one, "r:link")} & missing) or bool(attribute(one, "r:link"))
    return False


def _name_heading(paragraph: Element, styles: Styles) -> None:
    """A style based on a heading is that heading; mammoth knows headings by name only."""
    style, level = child(paragraph, "w:pPr", "w:pStyle"), styles.heading(paragraph)
    if style is not None and level:
        style.attrib = {key: f"Heading{level}" if plain_name(key) == "w:val" else value for key, value in style.attrib.items()}


def _check_width(span: str) -> None:
    if not (span.isascii() and span.isdecimal() and int(span[:4]) <= WIDEST):
        raise Invalid(NOT_WORD)


def _run(text: str) -> Element:
    run = Element(f"{W}r")
    SubElement(run, f"{W}t").text = text
    return run
