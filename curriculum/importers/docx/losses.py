"""What a lesson cannot hold of a Word document, found in the document's own XML: what mammoth passes over, it passes over silently."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from curriculum.importers.docx.names import attribute, child, every, is_on, plain_name, text_of
from curriculum.importers.docx.package import Package, value_of
from curriculum.importers.docx.styles import Styles
from curriculum.importers.report import Report

PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "FILENAME")
_PLAIN_COLORS = ("", "auto", "000000")
_LISTS = {"decimal", "bullet", "none", "", "decimalZero"}


def find_losses(package: Package, styles: Styles, report: Report) -> None:
    """Note everything of ``package`` that a lesson will not show as the document does."""
    _Search(package, styles, report).run()


class _Search:
    def __init__(self, package: Package, styles: Styles, report: Report) -> None:
        self.package, self.styles, self.report = package, styles, report
        self.heading, self.words = "", ""
        self.comments = {attribute(one, "w:id"): text_of(one) for one in every(package.tree(package.part("comments")), "w:comment")}
        self.related = package.related(package.main)
        self.finders: dict[str, Callable[[Element], None]] = {
            "w:p": self._paragraph, "w:tbl": self._table, "w:txbxContent": self._text_box, "w:commentReference": self._comment,
            "w:ins": self._inserted, "w:moveTo": self._inserted, "w:del": self._deleted, "w:moveFrom": self._deleted, "m:oMath": self._equation,
            "w:object": self._object, "w:rPr": self._looks, "w:instrText": self._field, "w:fldSimple": self._field, "a:graphicData": self._graphic,
            "a:blip": self._picture, "v:imagedata": self._picture, "w:altChunk": self._object, "w:control": self._object, "w:shd": self._shading,
        }  # fmt: skip

    def run(self) -> None:
        self._walk(self.package.tree(self.package.main))
        for kind in ("footnotes", "endnotes"):
            for note in self.package.tree(self.package.part(kind)) or ():
                if attribute(note, "w:type") in ("", "normal"):
                    self.heading, self.words = "", f"footnote “{_short(text_of(note))}”"
                    self._walk(note)
        self._pages()

    @property
    def place(self) -> str:
        return f"{self.words} under “{self.heading}”" if self.heading and self.words else self.words or "at the beginning"

    def _walk(self, element: Element | None) -> None:
        for found in element if element is not None else ():
            name = plain_name(found.tag)
            one = _chosen(found) if name == "mc:AlternateContent" else found  # the same thing said twice; mammoth reads the second
            if finder := self.finders.get(name):
                finder(one)
            if name != "w:pPr":  # looks of the paragraph's own end mark are nobody's
                self._walk(one)

    def _lost(self, kind: str, sentence: str) -> None:
        self.report.lost(kind, self.place, sentence)

    def _paragraph(self, paragraph: Element) -> None:
        text = text_of(paragraph)
        level = self.styles.heading(paragraph)
        if text and not self.words.startswith("footnote"):
            self.heading = _short(text) if level else self.heading
            self.words = f"“{_short(text)}”" if not level else f"the heading “{_short(text)}”"
        kind = self.styles.number_format(paragraph)
        if level and kind not in ("", "none", "bullet"):
            self._lost("numbering", "The heading’s automatic number is left out. Write it into the heading where the text refers to it.")
        elif kind not in _LISTS:
            self._lost("numbering", "This list counts with letters or Roman numerals; here it counts 1, 2, 3. Check what refers to its items.")
        if self.styles.name(paragraph).lower().startswith("toc "):
            self.report.lost("page", "the table of contents", "Left out: a lesson has its own outline.")

    def _table(self, table: Element) -> None:
        self.words = f"the table that begins “{_short(text_of(table))}”"
        if any(int(span) > 1 for one in every(table, "w:gridSpan") if (span := value_of(one)).isdecimal()) or any(every(table, "w:vMerge")):
            self._lost("table", "It has merged cells. Their text stands in the first of the cells they covered; the others are empty.")
        if len(list(every(table, "w:tbl"))) > 1:
            self._lost("table", "A table inside this table becomes lines of text in its cell.")

    def _text_box(self, box: Element) -> None:
        self._lost("text_box", f"A text box: “{_short(text_of(box))}”. Its words now stand where the box was anchored, between the paragraphs.")

    def _comment(self, reference: Element) -> None:
        said = _short(self.comments.get(attribute(reference, "w:id"), ""))
        self._lost("comment", f"Left out: “{said}”." if said else "Left out.")

    def _inserted(self, change: Element) -> None:
        if said := _short(text_of(change)):
            self._lost("tracked", f"An insertion by {_author(change)} is taken as accepted: “{said}”.")

    def _deleted(self, change: Element) -> None:
        if said := _short(text_of(change, "w:delText", "w:t")):
            self._lost("tracked", f"A deletion by {_author(change)} is taken as accepted: “{said}” is left out.")

    def _equation(self, equation: Element) -> None:
        self._lost("equation", f"Only its characters are kept, in one line: {_short(text_of(equation, 'm:t'))}")

    def _object(self, _element: Element) -> None:
        self._lost("object", "An embedded object or form field is left out. Add it as a picture or a download.")

    def _graphic(self, graphic: Element) -> None:
        kind = attribute(graphic, "uri").rsplit("/", 1)[-1]
        if kind in ("chart", "diagram", "wordprocessingCanvas", "wordprocessingGroup") or (kind == "wordprocessingShape" and not text_of(graphic)):
            self._lost("object", "A chart or drawing is left out. Add it as a picture.")

    def _picture(self, picture: Element) -> None:
        key = attribute(picture, "r:embed") or attribute(picture, "r:id") or attribute(picture, "r:link")
        _, member = self.related.get(key, ("", ""))
        if self.words.startswith("footnote"):
            self._lost("picture", "A picture in a footnote is left out.")
        elif not member:
            self._lost("picture", "Left out: it is not in the file but somewhere else. Insert it into the document, or add it in the editor.")
        elif member not in self.package.members:
            self._lost("picture", "Left out: its file is missing in the document.")

    def _looks(self, looks: Element) -> None:
        if is_on(child(looks, "w:vanish")):
            self._lost("hidden", "Hidden text is left out.")
        if value_of(child(looks, "w:color")) not in _PLAIN_COLORS or value_of(child(looks, "w:highlight")) not in ("", "none"):
            self._lost("formatting", "Colors are left out. Where a color means something, say it in words.")
        if is_on(child(looks, "w:u")) and value_of(child(looks, "w:u")):
            self._lost("formatting", "Underlining becomes italics.")
        if is_on(child(looks, "w:smallCaps")) or is_on(child(looks, "w:caps")):
            self._lost("formatting", "Small or all capitals become ordinary letters as typed.")

    def _shading(self, shading: Element) -> None:
        if attribute(shading, "w:fill").lower() not in (*_PLAIN_COLORS, "ffffff"):
            self._lost("formatting", "Colors are left out. Where a color means something, say it in words.")

    def _field(self, field: Element) -> None:
        name = (attribute(field, "w:instr") or field.text or "").split()[:1]
        if name and name[0].upper() in ("REF", "PAGEREF", "NOTEREF"):
            self._lost("link", "A cross-reference no longer follows what it refers to; its words stay as they are.")
        elif name and name[0].upper() in PAGE_FIELDS:
            self._lost("page", "A page number, date or file name that Word fills in is plain text now, and no longer changes.")

    def _pages(self) -> None:
        for kind, label in (("header", "the header"), ("footer", "the footer")):
            for part in self.package.parts(kind):
                if said := _short(text_of(self.package.tree(part))):
                    self.report.lost("page", label, f"Left out: “{said}”.")
        columns = (value_of(one, "w:num") for one in every(self.package.tree(self.package.main), "w:cols"))
        if any(number not in ("", "1") for number in columns):
            self.report.lost("page", "the page layout", "Columns become one column.")


def _chosen(alternate: Element) -> Element:
    fallback = child(alternate, "mc:Fallback")
    choice = child(alternate, "mc:Choice")
    return fallback if fallback is not None else choice if choice is not None else alternate


def _author(change: Element) -> str:
    return _short(attribute(change, "w:author")) or "somebody"


def _short(text: str) -> str:
    """The first words, enough to find the place again."""
    return text if len(text) <= 48 else text[:48].rsplit(" ", 1)[0] + " …"
