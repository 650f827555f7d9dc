"""Reading the labeled set: ``[[kind:words]]`` marks a planted identifier; how many are caught, and how many clean texts raise an alarm."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from accreditation.confidentiality import inspect_text

CORPUS = Path(__file__).parent / "corpus"
_MARK = re.compile(r"\[\[(?P<kind>[a-z_]+):(?P<words>.*?)\]\]")


@dataclass
class Measured:
    """``missed`` are (text, words); ``alarms`` are (text, words found)."""

    planted: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    texts: int = 0
    alarms: list[tuple[str, str]] = field(default_factory=list)

    @property
    def caught(self) -> float:
        return 1 - len(self.missed) / self.planted

    @property
    def false_alarms(self) -> float:
        return len({text for text, _ in self.alarms}) / self.texts


def lines_of(name: str) -> list[str]:
    return [line for line in (CORPUS / name).read_text(encoding="utf-8").splitlines() if line]


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and the place and kind of each identifier."""
    text, places, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        places.append((len(text), len(text) + len(mark["words"]), mark["kind"]))
        text += mark["words"]
        at = mark.end()
    return text + line[at:], places


def measured(half: str) -> Measured:
    """An identifier is caught when a finding overlaps at least half of it."""
    result = Measured()
    for line in lines_of(f"planted_{half}.txt"):
        text, places = unmarked(line)
        findings = inspect_text(text)
        for start, end, _ in places:
            result.planted += 1
            if not any(2 * (min(end, one.end) - max(start, one.start)) >= end - start for one in findings):
                result.missed.append((text, text[start:end]))
    for text in lines_of(f"clean_{half}.txt"):
        result.texts += 1
        result.alarms += [(text, text[one.start : one.end]) for one in inspect_text(text)]
    return result
