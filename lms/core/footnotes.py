"""Footnotes in Markdown: ``[^3]`` in the text, ``[^3]: The note.`` below it. They become a numbered list of notes, with links there and back.

Several texts stand on one lesson page, so the ids of a text's notes carry a mark of the text itself. The list begins with the number by which
its first note is called: a document that goes on counting from one text to the next keeps its numbers.
"""

import hashlib
import re
from typing import Any

from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

MOST = 400  # calls and notes in one text: the library compares each with those before it
ID = re.compile(r"fn(?:ref\d{0,4})?-[0-9a-f]{8}-\d{1,5}")
LABEL = re.compile(r"(?:Note|Back to the text of note) \d{1,6}")
CLASSES = {"div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"}}


def calls_in(text: str) -> int:
    return text.count("[^")


class Footnotes(FootnoteExtension):
    """The library's footnotes in the order of their calls, with ids of our shape."""

    def __init__(self, text: str) -> None:
        self.mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
        self.places: dict[str, int] = {}
        super().__init__(SEPARATOR="-", USE_DEFINITION_ORDER=False)

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802  the library's name
        super().extendMarkdown(md)
        md.treeprocessors.deregister("footnote-reorder")  # it reads labels out of ids; ours hold none
        md.treeprocessors.register(_Numbers(self), "footnote-numbers", 14)  # after the library has made every link

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802, A002  the library's names
        return f"fn-{self.named(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802, A002  the library's names
        return self.unique_ref(f"fnref-{self.named(id)}", found)

    def named(self, label: str) -> str:
        return f"{self.mark}-{self.places.setdefault(label, len(self.places))}"

    @property
    def first_number(self) -> int:
        label = self.footnote_order[0] if self.footnote_order else ""
        return int(label) if re.fullmatch(r"[1-9]\d{0,4}", label) else 1


class _Numbers(Treeprocessor):
    """Numbers that go on from the text before, and words for who hears the links instead of seeing them."""

    def __init__(self, notes: Footnotes) -> None:
        self.notes = notes

    def run(self, root: Any) -> None:
        first = self.notes.first_number
        for link in root.iter("a"):
            if link.get("class") == "footnote-ref":
                link.text = str(int(link.text) + first - 1)
                link.set("aria-label", f"Note {link.text}")
        for section in root.iter("div"):
            if section.get("class") == "footnote":
                self._number(section.find("ol"), first)

    def _number(self, notes: Any, first: int) -> None:
        """A note that nothing calls stands last and leads nowhere back."""
        ranks = {f"fn-{self.notes.named(label)}": place for place, label in enumerate(self.notes.footnote_order)}
        notes[:] = sorted(notes, key=lambda note: ranks.get(note.get("id"), len(ranks)))
        if first != 1:
            notes.set("start", str(first))
        for place, note in enumerate(notes):
            for parent in list(note.iter()):
                for link in [one for one in parent if one.get("class") == "footnote-backref"]:
                    if place >= len(ranks):
                        parent.remove(link)
                    link.attrib.pop("title", None)
                    link.set("aria-label", f"Back to the text of note {first + place}")
