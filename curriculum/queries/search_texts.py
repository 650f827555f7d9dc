"""What is found of a lesson by words: the text that everybody who opens it sees. Never what a knowledge check expects, nor what it tells afterward."""

import re
from dataclasses import dataclass
from typing import Any

from curriculum.anchors import Passage, passages_of

MOST_CHARACTERS = 150_000  # PostgreSQL refuses a document whose index is over 1 MB
PLAYED = ("video", "audio")
_TITLE = re.compile(r"^Transcript of “(.*)”$")
_UNSEARCHED = re.compile("[\x00\ue000-\ue002]")


@dataclass(frozen=True)
class Transcript:
    """What a recording says; ``address`` is where it stands in the lesson."""

    address: str
    title: str
    text: str


@dataclass(frozen=True)
class LessonTexts:
    keywords: str
    text: str
    transcripts: list[Transcript]


def lesson_texts(body: dict[str, Any]) -> LessonTexts:
    """The searchable texts of a snapshot's body."""
    played = {f"p-{number}" for number, part in enumerate(body["parts"], start=1) if part.get("type") in PLAYED}
    headings: list[str] = list(body["objectives"])
    words: list[str] = []
    said: dict[str, list[Passage]] = {}
    for passage in passages_of(body["parts"]):
        part = passage.address.rpartition("-")[0]
        if part in played:
            said.setdefault(part, []).append(passage)
        else:
            (headings if passage.is_heading else words).append(passage.text)
    return LessonTexts(searchable("\n".join(headings)), searchable("\n".join(words)), [_transcript(passages) for passages in said.values()])


def _transcript(passages: list[Passage]) -> Transcript:
    named = next((found for one in passages if (found := _TITLE.match(one.text))), None)
    text = "\n".join(one.text for one in passages if not _TITLE.match(one.text))
    return Transcript(passages[0].address, named.group(1) if named else "Recording", searchable(text))


def searchable(text: str) -> str:
    """``text`` without the characters that mark what was found, and not longer than an index can hold."""
    return _UNSEARCHED.sub("", text)[:MOST_CHARACTERS]
