"""What a document's styles and numbering mean: which paragraphs are headings, and how lists count."""

import re
from xml.etree.ElementTree import Element

from curriculum.importers.docx.names import attribute, child, every, plain_name
from curriculum.importers.docx.package import Package, value_of

_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)


class Styles:
    """``names`` maps style id to name; a style based on a heading is that heading."""

    def __init__(self, package: Package) -> None:
        self.names: dict[str, str] = {}
        self._based: dict[str, str] = {}
        self._outline: dict[str, str] = {}
        self.numbered: dict[str, Element] = {}
        for style in every(package.tree(package.part("styles")), "w:style"):
            key = attribute(style, "w:styleId")
            self.names[key] = value_of(child(style, "w:name"))
            self._based[key] = value_of(child(style, "w:basedOn"))
            self._outline[key] = value_of(child(style, "w:pPr", "w:outlineLvl"))
            if (numbering := child(style, "w:pPr", "w:numPr")) is not None:
                self.numbered[key] = numbering
        self._formats = _formats(package.tree(package.part("numbering")))

    def heading(self, paragraph: Element) -> int:
        """1 to 6, or 0 for what is no heading; the title of the document is 0 too."""
        key = self.key(paragraph)
        for _ in range(10):  # styles may be based on each other in a ring
            if found := _HEADING.fullmatch(self.names.get(key, "")):
                return int(found[1])
            if self._outline.get(key, "") in tuple("012345"):
                return int(self._outline[key]) + 1
            key = self._based.get(key, "")
        return 0

    def key(self, paragraph: Element) -> str:
        return value_of(child(paragraph, "w:pPr", "w:pStyle"))

    def name(self, paragraph: Element) -> str:
        return self.names.get(self.key(paragraph), "")

    def number_format(self, paragraph: Element) -> str:
        """How an automatic number of this paragraph counts: ``decimal``, ``lowerLetter`` …; empty without one."""
        numbering = child(paragraph, "w:pPr", "w:numPr")
        if numbering is None:
            numbering = self.numbered.get(self.key(paragraph))
        if numbering is None:
            return ""
        number, level = value_of(child(numbering, "w:numId")), value_of(child(numbering, "w:ilvl")) or "0"
        return self._formats.get((number, level), "") if number != "0" else ""


def _formats(numbering: Element | None) -> dict[tuple[str, str], str]:
    kinds: dict[str, dict[str, str]] = {}
    numbers: dict[tuple[str, str], str] = {}
    for one in numbering if numbering is not None else ():
        if plain_name(one.tag) == "w:abstractNum":
            levels = {attribute(level, "w:ilvl"): value_of(child(level, "w:numFmt")) for level in every(one, "w:lvl")}
            kinds[attribute(one, "w:abstractNumId")] = levels
    for one in numbering if numbering is not None else ():
        if plain_name(one.tag) == "w:num":
            levels = kinds.get(value_of(child(one, "w:abstractNumId")), {})
            numbers |= {(attribute(one, "w:numId"), level): kind for level, kind in levels.items()}
    return numbers
