"""Labeled texts, and how well the extractors read them.

A text marks each citation as ``[[as written|key]]``, or ``[[key]]`` where both are the same. A found citation is right when it lies over a mark
and has its key; each mark is found once.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from curriculum.citations import Citation, extract_citations

HERE = Path(__file__).parent
_MARK = re.compile(r"\[\[(?P<written>[^\]|]*)(?:\|(?P<key>[^\]]*))?\]\]", re.DOTALL)


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    key: str


@dataclass
class Score:
    """``found`` right ones; ``missed`` and ``false`` as sentences for whoever mends them."""

    labels: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        claimed = self.found + len(self.false)
        return self.found / claimed if claimed else 1.0


def read(path: Path) -> tuple[str, list[Label]]:
    """The text without its marks, and the labels with their places in it."""
    marked = path.read_text(encoding="utf-8")
    parts, labels, at, length = [], [], 0, 0
    for mark in _MARK.finditer(marked):
        before = marked[at : mark.start()]
        start = length + len(before)
        parts += [before, mark["written"]]
        length = start + len(mark["written"])
        labels.append(Label(start, length, " ".join((mark["key"] or mark["written"]).split())))
        at = mark.end()
    return "".join([*parts, marked[at:]]), labels


def texts(folder: str) -> dict[str, tuple[str, list[Label]]]:
    return {path.stem: read(path) for path in sorted((HERE / folder).glob("*.txt"))}


def scores(folder: str) -> dict[str, Score]:
    """By kind of authority, and ``all``. A missed label counts under the kind that its key reads as."""
    by_kind: dict[str, Score] = defaultdict(Score)
    for name, (text, labels) in texts(folder).items():
        for kind, said, what in judged(text, labels):
            for score in (by_kind[kind], by_kind["all"]):
                score.labels += said != "false"
                score.found += said == "found"
                if said != "found":
                    getattr(score, said).append(f"{name}: {what}")
    return dict(by_kind)


def judged(text: str, labels: list[Label]) -> list[tuple[str, str, str]]:
    """(kind, ``found`` / ``missed`` / ``false``, words) for every label and every citation too many."""
    citations = extract_citations(text)
    taken: set[int] = set()
    rows = []
    for label in labels:
        match = next((n for n, one in enumerate(citations) if n not in taken and _fits(one, label)), None)
        if match is None:
            rows.append((_kind_of(label.key), "missed", f"{label.key} in “{text[label.start - 20 : label.end + 20]}”"))
        else:
            taken.add(match)
            rows.append((citations[match].kind, "found", ""))
    for n, one in enumerate(citations):
        if n not in taken:
            rows.append((one.kind, "false", f"{one.key} in “{text[max(0, one.start - 20) : one.end + 20]}”"))
    return rows


def _fits(citation: Citation, label: Label) -> bool:
    return citation.key == label.key and citation.start < label.end and label.start < citation.end


def _kind_of(key: str) -> str:
    found = extract_citations(key)
    return found[0].kind if found else "unread"
