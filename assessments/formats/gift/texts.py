"""The texts of a GIFT question as Markdown. ``[html]``, ``[markdown]``, ``[plain]`` and ``[moodle]`` say what a text is written in."""

import re

from assessments.formats.gift.blocks import shown
from assessments.formats.markup import TEX, html_to_markdown, plain_words
from lms.core.markdown_words import written_plainly

_KIND = re.compile(r"\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_BLOCK = re.compile(r"<(?:p|div|br|table|ul|ol|li|pre|blockquote|h[1-6])\b", re.IGNORECASE)


class Texts:
    """Reads the texts of one question: those without a mark of their own are in the ``kind`` of its stem. ``lost`` collects what they lose."""

    def __init__(self, text: str) -> None:
        found = _KIND.match(text)
        self.kind = found[1].lower() if found else "moodle"
        self.body = text[found.end() :].strip() if found else text
        self.lost: list[str] = []

    def markdown(self, text: str, *, prefixed: bool = True) -> str:
        kind, body = self._kind_of(text) if prefixed else (self.kind, text)
        body = shown(body).strip()
        if kind == "markdown":
            return body
        if kind == "plain":
            return self.plain(body)
        if not _TAG.search(body):
            return self.plain(body)
        if kind == "moodle" and not _BLOCK.search(body):
            body = body.replace("\n", "<br>")
        markdown, lost = html_to_markdown(body)
        self.lost += lost
        return markdown

    def words(self, text: str) -> str:
        """One line of plain text."""
        kind, body = self._kind_of(text)
        body = shown(body).strip()
        if kind in ("plain", "markdown") or not _TAG.search(body):
            return " ".join(body.split())
        words, lost = plain_words(body)
        self.lost += lost
        return words

    def plain(self, text: str) -> str:
        if "$$" in text or "\\(" in text:
            self.lost.append(TEX)
        return written_plainly(text)

    def _kind_of(self, text: str) -> tuple[str, str]:
        found = _KIND.match(text.strip())
        return (found[1].lower(), text.strip()[found.end() :]) if found else (self.kind, text)
