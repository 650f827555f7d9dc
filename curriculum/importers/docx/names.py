"""XML names as Word's manual writes them (``w:p``), for both spellings of its namespaces."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=2048)  # a document may make up any number of names
def plain_name(tag: str) -> str:
    """``w:p`` for ``{http://…/main}p``; other namespaces keep their last word."""
    if not tag.startswith("{"):
        return tag
    uri, _, local = tag[1:].partition("}")
    return f"{PREFIXES.get(uri, uri.rsplit('/', 1)[-1])}:{local}"


def attribute(element: Element, name: str) -> str:
    """An attribute by its plain name, ``w:val`` for example; empty when it is not there."""
    return next((value for key, value in element.attrib.items() if plain_name(key) == name), "")


def child(element: Element | None, *names: str) -> Element | None:
    """The first descendant along ``names``, one level each."""
    for name in names:
        element = next((one for one in element if plain_name(one.tag) == name), None) if element is not None else None
    return element


def every(element: Element | None, name: str) -> Iterator[Element]:
    """All descendants called ``name``."""
    return (one for one in element.iter() if plain_name(one.tag) == name) if element is not None else iter(())


_SPACES = {"w:p", "w:tc", "w:tab", "w:br", "w:cr"}


def text_of(element: Element | None, *tags: str) -> str:
    """The characters in ``element``'s ``w:t`` (or other) elements that a reader sees, spaces made single."""
    return " ".join("".join(_words(element, tags or ("w:t",))).split()) if element is not None else ""


def _words(element: Element, tags: tuple[str, ...]) -> Iterator[str]:
    name = plain_name(element.tag)
    if name in tags:
        yield element.text or ""
    elif name in _SPACES:
        yield " "
    for one in element:
        below = plain_name(one.tag)
        is_said_again = below == "mc:Fallback" and name == "mc:AlternateContent" and len(element) > 1
        if not is_said_again and not (below == "w:r" and is_on(child(one, "w:rPr", "w:vanish"))):
            yield from _words(one, tags)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is there and not switched off."""
    return element is not None and attribute(element, "w:val") not in ("0", "false", "off", "none")
