"""From mammoth's tree to a lesson's blocks: stretches of Markdown with their notes, tables, pictures and callouts, in order."""

import re
from collections.abc import Iterator
from typing import Any

from curriculum.blocks.callout import KINDS
from curriculum.importers.docx.prose import Prose
from curriculum.importers.folder.structured import structured_block
from curriculum.importers.report import ImportedLesson, RawBlock
from lms.core.html_tree import Node
from lms.core.markdown import render_markdown

CALLOUT = "callout-"
MOST_NOTES = 100  # in one stretch of Markdown
MOST_CHARACTERS = 60_000
_BOX = {label.casefold(): kind for kind, label in KINDS} | {"tip": "practice_tip", "example": "example", "law changed": "law_changed", "important": "warning"}
_BOX_START = re.compile(r"(?P<label>[A-Za-z ]{3,16})(?:[:.]\s*(?P<rest>.*)|\s*)$", re.DOTALL)
_OBJECTIVES = re.compile(r"(?:learning )?(?:objectives|goals|outcomes)", re.IGNORECASE)


class LessonWriter:
    """Writes one document into ``lesson``; ``shift`` brings its headings to where a lesson's begin."""

    def __init__(self, lesson: ImportedLesson, notes: dict[str, Node], shift: int) -> None:
        self.lesson, self.report, self.notes, self.shift = lesson, lesson.report, notes, shift
        self.numbers: dict[str, int] = {}
        self.parts: list[str] = []
        self.called: list[str] = []
        self.caption = ""
        self.heading = ""
        self.prose = Prose(self._number_of, self._note_link)

    def write(self, nodes: list[Node]) -> None:
        for node in nodes:
            self._write(node)
        self.flush()

    def _write(self, node: Node) -> None:
        if node.tag == "table":
            self._table(node)
        elif node.attributes.get("class", "").startswith(CALLOUT):
            self._callout(node.attributes["class"].removeprefix(CALLOUT), node.nodes)
        elif node.attributes.get("class") == "caption":
            self._caption(node)
        elif not self._is_objectives(node):
            self._text(node)
            for picture in node.every("img"):
                self._picture(picture)

    def _text(self, node: Node) -> None:
        if len(self.called) >= MOST_NOTES or sum(map(len, self.parts)) > MOST_CHARACTERS:
            self.flush()
        text = self._markdown(node)
        if not text:
            return
        if re.fullmatch("h[1-6]", node.tag):
            self.heading = " ".join(node.words.split())[:48]
        self.report.saw({"p": "paragraphs", "ul": "lists", "ol": "lists", "blockquote": "quotations"}.get(node.tag, "headings"))
        self.parts.append(text)

    def _markdown(self, node: Node) -> str:
        if node.tag in ("ul", "ol"):
            return "\n".join(self._list(node))
        if node.tag == "blockquote":
            return "\n>\n".join("\n".join(f"> {line}" for line in self._markdown(one).split("\n")) for one in node.nodes)
        text = self.prose.line(node.children)
        if text and re.fullmatch("h[1-6]", node.tag):
            return f"{'#' * min(5, max(2, int(node.tag[1]) + self.shift))} {' '.join(text.split())}"
        return text

    def _list(self, node: Node, depth: int = 0) -> Iterator[str]:
        indent = "    " * depth
        for number, item in enumerate((one for one in node.nodes if one.tag == "li"), start=1):
            mark = f"{number}." if node.tag == "ol" else "-"
            yield f"{indent}{mark} {self.prose.line(item.children)}".replace("\n", f"\n{indent}    ")
            for below in item.nodes:
                if below.tag in ("ul", "ol"):
                    yield from self._list(below, depth + 1)

    # --- what interrupts the text

    def _table(self, table: Node) -> None:
        rows = [row for row in table.every("tr") if row.nodes]
        if len(rows) == 1 and len(rows[0].nodes) == 1:
            self._box(rows[0].nodes[0])
            return
        if not rows:
            return
        cells = [_spread(row) for row in rows]
        width = max(map(len, cells))
        if not table.every("thead"):
            self.report.lost("table", self._place(table), "It marks no heading row, so its first row became the headings. Check them.")
        if any(link.attributes.get("href", "").startswith(("#footnote", "#endnote")) for link in table.every("a")):
            self._table_with_notes(cells, width)
        else:
            self._plain_table(table, cells, width)
        self.report.saw("tables")
        for picture in table.every("img"):
            self.report.lost("table", self._place(table), "A picture in a cell stands below the table.")
            self._picture(picture)

    def _plain_table(self, table: Node, cells: list[list[Node | None]], width: int) -> None:
        if table.every("strong", "em", "a", "sup", "sub", "li", "s"):
            self.report.lost("table", self._place(table), "Bold, italics, links and lists in its cells become plain text.")
        said = [[_cell_text(cell) for cell in row] + [""] * (width - len(row)) for row in cells]
        data = {"caption": self._taken_caption(), "columns": [{"heading": heading} for heading in said[0]], "rows": said[1:]}
        self._block(structured_block("table", data))

    def _table_with_notes(self, cells: list[list[Node | None]], width: int) -> None:
        """A table block holds plain text; where footnotes hang on cells, the table stays in the Markdown, so that its notes survive."""
        lines = []
        for row in cells:
            texts = [self.prose.line(_inline_of(cell)).replace("|", "\\|").replace("  \n", "<br>") if cell else "" for cell in row]
            lines.append("| " + " | ".join(texts + [""] * (width - len(row))) + " |")
        lines.insert(1, "|" + " --- |" * width)
        caption = self._taken_caption()
        self.parts += [f"**{caption}**"] if caption else []
        self.parts.append("\n".join(lines))

    def _box(self, cell: Node) -> None:
        """A table of one cell is a box: a callout, named by its first words."""
        nodes = cell.nodes
        first = nodes[0].words.strip() if nodes else ""
        found = _BOX_START.match(first.split("\n")[0]) if first else None
        kind = _BOX.get(found["label"].strip().casefold(), "") if found else ""
        if kind and found and not found["rest"]:
            nodes = nodes[1:]
        self._callout(kind or "note", nodes)

    def _callout(self, kind: str, nodes: list[Node]) -> None:
        outer, notes = self.parts, self.called
        self.parts, self.called = [], []
        tables = [node for node in nodes if node.tag == "table"]
        self.parts = [text for node in nodes if node.tag != "table" and (text := self._markdown(node))]
        source = self._with_notes()
        self.parts, self.called = outer, notes
        if source:
            self.report.saw("callouts")
            self._block({"type": "callout", "value": {"source": source, "html": render_markdown(source), "kind": kind, "title": "", "date": None}})
        for table in tables:
            self._table(table)
        for picture in [found for node in nodes if node.tag != "table" for found in node.every("img")]:
            self._picture(picture)

    def _picture(self, picture: Node) -> None:
        number = picture.attributes.get("src", "").removeprefix("picture:")
        if not number.isdecimal():
            return
        alt = " ".join(picture.attributes.get("alt", "").split())[:300]
        self.report.saw("pictures")
        if not alt:
            self.report.lost(
                "alt", self._where(), "It has no words for people who do not see it. You write them in the editor; a lesson is published with them only."
            )
        self._block({"type": "image", "value": {"picture": int(number), "alt": alt, "caption": self._taken_caption()}})

    def _caption(self, node: Node) -> None:
        """A caption belongs to the picture before it, or to what comes next."""
        words = " ".join(node.words.split())
        blocks = self.lesson.blocks
        if not self.parts and blocks and blocks[-1]["type"] in ("image", "table") and not blocks[-1]["value"]["caption"]:
            blocks[-1]["value"]["caption"] = words[:300]
        else:
            self._use_caption()
            self.caption = words

    def _use_caption(self) -> None:
        if self.caption:
            self.parts.append(self.prose.line([self._taken_caption()]))

    def _taken_caption(self) -> str:
        caption, self.caption = self.caption, ""
        return caption[:300]

    def _is_objectives(self, node: Node) -> bool:
        """A list under a heading “Objectives” is the lesson's objectives."""
        if node.tag in ("ul", "ol") and _OBJECTIVES.fullmatch(self.heading.strip(" :")) and not self.lesson.objectives and not node.every("ul", "ol", "sup"):
            self.lesson.objectives = [" ".join(item.words.split()) for item in node.nodes]
            if self.parts and self.parts[-1].startswith("#"):
                self.parts.pop()
            self.report.saw("objectives", len(self.lesson.objectives))
            return True
        return False

    # --- notes, and the end of a stretch

    def _number_of(self, note: str) -> int:
        if note not in self.called:
            self.called.append(note)
        if note not in self.numbers:
            self.report.saw("footnotes")
        return self.numbers.setdefault(note, len(self.numbers) + 1)

    def _with_notes(self) -> str:
        body = "\n\n".join(self.parts)
        texts = []
        for note in self.called:  # a note may call another
            texts += [f"[^{self._number_of(note)}]: {self._note_text(note)}"]
        return "\n\n".join([body, "\n".join(texts)] if texts else [body]).strip()

    def _note_text(self, note: str) -> str:
        item = self.notes.get(note)
        paragraphs = [self.prose.line(_without_way_back(one)) for one in (item.nodes if item else [])]
        return "\n\n    ".join(text.replace("\n", "\n    ") for text in paragraphs if text) or "–"

    def flush(self) -> None:
        """End the stretch of Markdown, with its notes below it."""
        self._use_caption()
        source = self._with_notes()
        self.parts, self.called = [], []
        if source:
            self.lesson.blocks.append({"type": "markdown", "value": {"source": source, "html": render_markdown(source)}})

    def _block(self, block: RawBlock) -> None:
        caption, self.caption = self.caption, ""
        self.flush()
        self.caption = caption
        self.lesson.blocks.append(block)

    def _note_link(self, words: str, href: str) -> None:
        why = "a link to a place in the document" if href.startswith("#") else "its address is none that a lesson may lead to"
        self.report.lost("link", self._where(), f"“{' '.join(words.split())[:48]}” is plain text now: {why}.")

    def _where(self) -> str:
        return f"under “{self.heading}”" if self.heading else "at the beginning"

    def _place(self, table: Node) -> str:
        return f"the table that begins “{' '.join(table.words.split())[:48]}” {self._where()}"


def _spread(row: Node) -> list[Node | None]:
    """The row's cells; a merged one leaves the others it covers empty."""
    return [one for cell in row.nodes for one in [cell, *[None] * (int(cell.attributes.get("colspan", "1")) - 1)]]


def _cell_text(cell: Node | None) -> str:
    if cell is None:
        return ""
    return "\n".join(" ".join(line.split()) for line in cell.words.split("\n") if line.strip())


def _inline_of(cell: Node) -> list[Any]:
    """A cell's paragraphs as one line of inline text with breaks."""
    return [part for one in cell.children for part in ([*one.children, Node("br")] if isinstance(one, Node) else [one])]


def _without_way_back(paragraph: Node) -> list[Any]:
    """A note's paragraph without mammoth's arrow back to the text."""
    return [
        one for one in paragraph.children if isinstance(one, str) or not one.attributes.get("href", "").startswith(("#footnote-ref-", "#endnote-ref-"))
    ]  # fmt: skip
