"""A Markdown file as a lesson: one of a curriculum folder with its front matter and blocks, or anybody's.

Constraint: the file is anybody's, so every pattern here takes time in proportion to its length: no part of one can give back what
another could take (possessive repeats, stops at the next opening), and no line is longer than ``LONGEST_LINE``.

What our Markdown does not know (HTML, fenced code, task lists, struck text) is put into what it knows or named as lost, with its line.
"""

import re
import tempfile
from pathlib import Path

import yaml

from curriculum.importers.finishing import finish
from curriculum.importers.folder.building import BlockBuilder
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.reading import LARGEST, Directive, Document, PlainLoader, split_body
from curriculum.importers.folder.structured import structured_block
from curriculum.importers.report import ImportedLesson, Report
from curriculum.models import Authority
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown

NEEDED_FACTS = {"title", "objectives"}
_FRONT = re.compile(r"\A---[ \t]*\n(?P<front>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s++(.*)$")
_UNDERLINED = re.compile(r"^ {0,3}(=++|-{2,}+)\s*+$")
_RULED = re.compile(r":?-++:?")
_PICTURE = re.compile(r"!\[([^\[\]]*+)\](?:\([^)\[]*+\)|\[[^\[\]]*+\])")
_HTML = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*+)(?:\s[^<>]*+)?/?>|<!--")
_HARMLESS = {"br", "sub", "sup", "em", "strong", "b", "i", "s", "del", "code", "kbd", "abbr", "mark", "small", "q", "cite"}
_CELL_MARKS = re.compile(r"[*_`]|\[[^\[\]]*+\]\(|\[\^")
_TASK = re.compile(r"^(\s*+[-*+]\s++)\[[ xX]\]\s++")
_NOTE = re.compile(r"^ {0,3}\[\^([^\[\]]++)\]:")
_MARK = re.compile(r"\[\^([^\[\]]++)\]")
_CALL = re.compile(r"\[\^([^\[\]]++)\](?!:)")
LONGEST_LINE = 10_000  # characters
LONGEST_FRONT = 20_000


def read_markdown(data: bytes, name: str) -> ImportedLesson:
    """The lesson that a file called ``name`` would make. Raises ``Invalid`` with a sentence when it is no text of a lesson's size."""
    text = _decoded(data)
    lesson = ImportedLesson(_title_of(name), [], Report())
    body, first_line = _take_facts(lesson, text)
    with tempfile.TemporaryDirectory() as folder:  # empty: no file stands beside an upload
        path = Path(folder) / "lesson.md"
        faults = Faults(path.parent)
        document = Document(path, {}, body.strip("\n"), first_line + len(body) - len(body.lstrip("\n")))
        _Reader(lesson, document, faults).read()
    return finish(lesson)


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Invalid("This file is larger than 1 MB. Split it into several lessons.", code="too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("This file is not UTF-8 text. Save it as UTF-8 and try again.") from None
    if "\0" in text:
        raise Invalid("This file is not text: it holds characters that no text has.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    if any(len(line) > LONGEST_LINE for line in text.split("\n")):
        raise Invalid(f"A line of this file is longer than {LONGEST_LINE:,} characters. Break it into paragraphs and try again.", code="long_line")
    return text


def _title_of(name: str) -> str:
    stem = re.sub(r"\.\w+$", "", name.replace("\\", "/").rsplit("/", 1)[-1])
    return " ".join(re.sub(r"[_\s-]+", " ", stem).split())[:255] or "Imported lesson"


def _take_facts(lesson: ImportedLesson, text: str) -> tuple[str, int]:
    """Title and objectives of front matter; the text after it and the number of its first line."""
    found = _FRONT.match(text)
    if found is None:
        return text, 1
    try:
        facts = yaml.load(found["front"], Loader=PlainLoader) if len(found["front"]) <= LONGEST_FRONT else None  # noqa: S506  a SafeLoader  # nosec B506
    except (yaml.YAMLError, ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        lesson.report.lost("file", "the front matter", "It could not be read, so it is left out.")
        facts = {}
    title, objectives = facts.get("title"), facts.get("objectives")
    if isinstance(title, str) and title.strip():
        lesson.title = " ".join(title.split())[:255]
    if isinstance(objectives, list):
        lesson.objectives = [" ".join(one.split()) for one in objectives if isinstance(one, str)]
        lesson.report.saw("objectives", len(lesson.objectives))
        if len(lesson.objectives) < len(objectives):
            lesson.report.lost("file", "objectives in the front matter", "Those that are no text are left out. Put them in quotation marks.")
    for fact in facts:
        if fact not in NEEDED_FACTS:
            lesson.report.lost("file", f"“{str(fact)[:80]}” in the front matter", "Left out. Minutes, topics, authorities and review are set in the editor.")
    return text[found.end() :], text[: found.end()].count("\n") + 1


class _Reader:
    """Reads the body piece by piece; ``at`` is the file's line number of the piece being read."""

    def __init__(self, lesson: ImportedLesson, document: Document, faults: Faults) -> None:
        self.lesson, self.report, self.document, self.faults = lesson, lesson.report, document, faults
        self.builder = BlockBuilder(document, {one.key: one for one in Authority.objects.all()}, faults)
        self.shift = 1 if len(re.findall(r"^ {0,3}#\s|^ {0,3}=++ *+$", document.body, re.MULTILINE)) > 1 else 0  # one is the title
        self.notes: dict[str, str] = {}
        self.numbers: dict[str, int] = {}

    def read(self) -> None:
        at = self.document.first_line
        pieces: list[tuple[int, str | Directive]] = []
        for piece in split_body(self.document, self.faults):
            if isinstance(piece, Directive):
                pieces.append((at, piece))
                at = piece.line + piece.body.count("\n") + 2
            else:
                text, notes = _without_notes(piece)
                self.notes |= notes
                pieces.append((at, text))
        for at, piece in pieces:
            self._directive(piece) if isinstance(piece, Directive) else self._text(piece, at)
        if uncalled := [label for label in self.notes if label not in self.numbers]:
            self.report.lost("file", f"the notes {', '.join(uncalled)[:80]}", "Left out: nothing in the text calls them.")
        for sentence in self.faults.sentences:
            place, _, why = sentence.removeprefix("lesson.md, ").partition(": ")
            self.report.lost("block", place, f"The block is left out: {why}")

    def _directive(self, piece: Directive) -> None:
        block = self.builder.built(piece)
        if block is not None:
            self.report.saw({"callout": "callouts", "check": "knowledge checks", "table": "tables"}.get(piece.name, "blocks"))
            self.lesson.blocks.append(block)

    def _text(self, text: str, at: int) -> None:
        lines = text.split("\n")
        kept: list[str] = []
        number = 0
        while number < len(lines):
            taken = self._fenced(lines, number, kept, at) or self._table(lines, number, kept, at) or self._line(lines, number, kept, at)
            number += taken
        self._flush(kept)

    def _fenced(self, lines: list[str], number: int, kept: list[str], at: int) -> int:
        """Fenced code is indented: the same text on the page."""
        fence = _FENCE.match(lines[number])
        if fence is None:
            return 0
        end = next((n for n in range(number + 1, len(lines)) if lines[n].strip().startswith(fence[1]) and not lines[n].strip().strip(fence[1][0])), len(lines))
        kept += ["", *(f"    {line}" for line in lines[number + 1 : end]), ""]
        self.report.lost("formatting", f"line {at + number}", "Fenced code is shown as code, without its language.")
        return end - number + 1

    def _table(self, lines: list[str], number: int, kept: list[str], at: int) -> int:
        """A table of plain cells becomes a table block; one with notes or marks stays as it is."""
        if number + 1 >= len(lines) or "|" not in lines[number] or not _is_rule(lines[number + 1]):
            return 0
        end = next((n for n in range(number + 2, len(lines)) if "|" not in lines[n]), len(lines))
        self.report.saw("tables")
        rows = [_cells(lines[n]) for n in range(number, end) if n != number + 1]
        if any(_CELL_MARKS.search(cell) for row in rows for cell in row):
            kept += ["", *lines[number:end], ""]
            return end - number
        self._flush(kept)
        width = len(rows[0])
        if any(len(row) > width for row in rows):
            self.report.lost("table", f"line {at + number}", "It has rows with more cells than headings; the cells beyond the last heading are left out.")
        data = {"caption": "", "columns": [{"heading": heading} for heading in rows[0]], "rows": [(row + [""] * width)[:width] for row in rows[1:]]}
        self.lesson.blocks.append(structured_block("table", data))
        return end - number

    def _line(self, lines: list[str], number: int, kept: list[str], at: int) -> int:
        line, place = lines[number], f"line {at + number}"
        below = _UNDERLINED.match(lines[number + 1]) if number + 1 < len(lines) and line.strip() and not line.startswith((" ", "|", ">", "-", "#")) else None
        if below:
            self._heading(1 if below[1][0] == "=" else 2, line.strip(), kept)
            return 2
        if heading := _HEADING.match(line):
            self._heading(len(heading[1]), heading[2].rstrip().rstrip("#").rstrip(), kept)
            return 1
        kept.append(line if line.startswith("    ") else self._tidied(line, place))
        return 1

    def _heading(self, level: int, words: str, kept: list[str]) -> None:
        if level == 1 and "title" not in self.report.recognized and not self.lesson.blocks and not any(line.strip() for line in kept):
            self.lesson.title = re.sub(r"[*_`]", "", words)[:255] or self.lesson.title
            self.report.saw("title")
            return
        self.report.saw("headings")
        kept += ["", f"{'#' * min(5, level + self.shift)} {words}", ""]

    def _tidied(self, line: str, place: str) -> str:
        for picture in _PICTURE.finditer(line):
            self.report.lost("picture", place, f"The picture “{picture[1][:48]}” is left out: no file comes with a text. Add it in the editor.")
        line = _PICTURE.sub("", line)
        if odd := sorted({(found[1] or "comment").lower() for found in _HTML.finditer(line)} - _HARMLESS):
            self.report.lost("html", place, f"HTML ({', '.join(odd)[:80]}) is shown as far as it is harmless text.")
        if _TASK.match(line):
            self.report.lost("formatting", place, "The box to tick is left out.")
            line = _TASK.sub(r"\1", line)
        if "~~" in line:
            line = re.sub(r"~~(.+?)~~", r"<s>\1</s>", line)
        return line

    def _flush(self, kept: list[str]) -> None:
        """End a stretch of text; the notes it calls come with it, numbered through the whole lesson."""
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
        kept.clear()
        if text.strip():
            self._add("\n".join([text, *self._notes_of(text)]))

    def _notes_of(self, text: str) -> list[str]:
        called = [label for label in dict.fromkeys(_CALL.findall(text)) if label in self.notes]
        known = set(called)
        for label in called:  # a note may call another
            more = [other for other in dict.fromkeys(_CALL.findall(self.notes[label])) if other in self.notes and other not in known]
            known.update(more)
            called += more
        for label in called:
            self.report.saw("footnotes", label not in self.numbers)
            self.numbers.setdefault(label, len(self.numbers) + 1)
        return ["", *(self.notes[label] for label in called)] if called else []

    def _add(self, text: str) -> None:
        text = _MARK.sub(lambda mark: f"[^{self.numbers.get(mark[1], mark[1])}]", text)
        try:
            html = render_markdown(text)
        except Invalid as refused:
            self.report.lost("file", "the text", f"A part of it is left out: {refused.sentence}")
            return
        self.report.saw("texts")
        self.lesson.blocks.append({"type": "markdown", "value": {"source": text, "html": html}})


def _is_rule(line: str) -> bool:
    """The line below a table's headings: ``| :--- | ---: |``."""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in line and all(_RULED.fullmatch(cell.strip()) for cell in cells)


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|")
    row = row.removesuffix("|") if not row.endswith("\\|") else row
    return [re.sub(r"\s+", " ", cell.strip()).replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)]


def _without_notes(text: str) -> tuple[str, dict[str, str]]:
    """The text with empty lines where notes stood, so that line numbers hold; and each note's own lines by its label."""
    notes: dict[str, list[str]] = {}
    kept: list[str] = []
    label, fenced = "", False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        found = _NOTE.match(line) if not fenced else None
        if found:
            label = found[1]
            notes[label] = [line]
        elif label and not fenced and (not line.strip() or line.startswith("    ")):
            notes[label].append(line)
        else:
            label = ""
            kept.append(line)
            continue
        kept.append("")
    return "\n".join(kept), {label: "\n".join(lines).rstrip() for label, lines in notes.items()}
