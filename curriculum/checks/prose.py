"""The texts of a lesson, for who counts their words: what students read, and the running sentences among it."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from curriculum.checks.folder import Lesson
from curriculum.citations import find_references
from curriculum.importers.folder.reading import Directive
from curriculum.importers.folder.structured import STRUCTURED

PROSE = ("markdown", "prose", "callout")
NAMES = {"id", "type", "kind", "group", "choice", "file", "check", "shape", "scoring"}  # keys of content whose values no student reads

_FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$|^\s*(?:-{3,}|\*{3,}|_{3,})\s*$", re.MULTILINE)
_ROW = re.compile(r"^\s*\|.*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^>]+>")
_MARKS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_EMPTIED = re.compile(r"\(\s*(?:see|compare|also|and|or|in|under|,|;|\s)*\s*\)")
_WORD = re.compile(r"\S*\w\S*")


def teaching_text(lesson: Lesson) -> str:
    """What the lesson teaches in words: its text, callouts and tables, without front matter, knowledge checks, cards of authorities and downloads."""
    return plain("\n\n".join(_taught(lesson)))


def _taught(lesson: Lesson) -> Iterator[str]:
    for piece in lesson.pieces:
        if isinstance(piece, str):
            yield piece
        elif piece.name in PROSE:
            yield piece.body
        elif piece.name in STRUCTURED:
            yield "\n\n".join(words_in(yaml.safe_load(piece.body)))


def running_text(lesson: Lesson) -> str:
    """Its sentences: without headings, tables, code and citations, which no formula of readability was made for."""
    text = "\n\n".join([*lesson.markdown, *(piece.body for name in PROSE for piece in lesson.blocks(name))])
    text = plain(_HEADING.sub("", _ROW.sub("", _CODE.sub("", _FENCED.sub("", text)))))
    for citation in reversed(find_references(text)):
        text = text[: citation.start] + text[citation.end :]
    return _EMPTIED.sub("", text)


def authority_text(card: Directive) -> str:
    return plain(card.body)


def plain(markdown: str) -> str:
    """The words of a Markdown text or of HTML, without their marks; paragraphs, items and rows keep their lines."""
    text = _RULE.sub("", markdown).replace("|", " ")
    text = re.sub(r"^#{1,6}\s+|^\s*>\s?", "", _LINK.sub(r"\1", text), flags=re.MULTILINE)
    return _MARKS.sub("", _TAG.sub(" ", text).replace("`", ""))


def words(text: str) -> list[str]:
    """What stands between spaces and has a letter or figure: “8 CFR 1292.1” are three words, “–” is none."""
    return _WORD.findall(text)


def words_in(content: Any) -> list[str]:
    """Every text inside the content of a question or block, in order; ids and other names are left out."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        return [text for key, value in content.items() if key not in NAMES for text in words_in(value)]
    return [text for one in content for text in words_in(one)] if isinstance(content, list) else []
