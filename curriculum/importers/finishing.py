"""What every imported lesson gets at the end, whatever file it came from: the law it cites, and how long it takes to read."""

from collections.abc import Iterator
from html import unescape
from math import ceil
from re import sub
from typing import Any

from curriculum.citations import find_references
from curriculum.importers.report import CitedLaw, ImportedLesson
from curriculum.queries.references import Directory

WORDS_PER_MINUTE = 200  # a careful reader of law


def finish(lesson: ImportedLesson) -> ImportedLesson:
    """``lesson`` with its citations and its estimated minutes."""
    text = "\n".join(texts_of(lesson.blocks))
    directory = Directory()
    found = {one.same_as or one.key: one for one in reversed(find_references(text))}
    lesson.report.law = [CitedLaw(one.key, directory.authority_of(one) is not None) for one in reversed(found.values())]
    lesson.minutes = min(600, max(1, ceil(len(text.split()) / WORDS_PER_MINUTE)))
    return lesson


def texts_of(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """The words of each block, in order, without their markup."""
    for block in blocks:
        value = block["value"]
        if "html" in value:
            yield unescape(sub(r"<[^>]*>", " ", value["html"]))
        elif block["type"] == "table":
            yield from (str(column["heading"]) for column in value["columns"])
            yield from (str(cell or "") for row in value["rows"] for cell in row["values"])
