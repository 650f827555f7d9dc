"""From mammoth's HTML to our Markdown: text that reads the same once it is rendered."""

import re
from collections.abc import Callable, Iterable

from lms.core.html_tree import Node
from lms.core.markdown_words import around, escaped, guarded

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_KEPT = {"sup", "sub", "s"}
_SCHEMES = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_NOTE = re.compile(r"#(?:foot|end)note-")


class Prose:
    """Writes inline text. ``number_of(id)`` gives a note's number; ``note_link(text, href)`` hears of links that were undone."""

    def __init__(self, number_of: Callable[[str], int], note_link: Callable[[str, str], None]) -> None:
        self.number_of, self.note_link = number_of, note_link

    def line(self, children: Iterable[Node | str]) -> str:
        """One paragraph's text."""
        text = re.sub(r"[ \t]+", " ", self._inline(children, "")).strip()
        return "  \n".join(guarded(part.strip()) for part in text.split("\n") if part.strip())

    def _inline(self, children: Iterable[Node | str], inside: str) -> str:
        return "".join(escaped(one) if isinstance(one, str) else self._node(one, inside) for one in children)

    def _node(self, node: Node, inside: str) -> str:
        if node.tag in ("img", "table", "ul", "ol"):
            return ""  # stand by themselves
        if node.tag == "br":
            return "\n"
        if node.tag == "a":
            return self._link(node, inside)
        if node.tag == "sup" and (link := next(iter(node.every("a")), None)) and _NOTE.match(link.attributes.get("href", "")):
            return f"[^{self.number_of(link.attributes['href'][1:])}]"
        if node.tag in _MARKS:
            return self._marked(node, inside)
        text = self._inline(node.children, inside)
        return around(text, f"<{node.tag}>", f"</{node.tag}>") if node.tag in _KEPT else text

    def _marked(self, node: Node, inside: str) -> str:
        mark = _MARKS[node.tag]
        text = self._inline(node.children, inside + mark)
        if mark in inside.replace("**", "") if mark == "*" else mark in inside:
            return text
        return around(text, mark, mark)

    def _link(self, node: Node, inside: str) -> str:
        href, text = node.attributes.get("href", ""), self._inline(node.children, inside)
        if _SCHEMES.fullmatch(href) and text.strip():
            return around(text, "[", f"]({href.replace('(', '%28').replace(')', '%29')})")
        if href and not href.startswith(("#footnote-ref", "#endnote-ref")):
            self.note_link(node.words, href)
        return text
