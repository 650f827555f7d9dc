"""What an extractor is: plain text in, citations out. No tables.

Constraint: a lesson is read at every save and a whole library in one go, so every pattern begins with a plain letter, which
the regular-expression engine finds at the speed of memory; the number that stands before it (``8`` of ``8 CFR``) is read
backwards from there. Repetitions are possessive or bounded, so that no text takes more than linear time.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Citation:
    """One citation found in a text.

    ``text`` is ``source[start:end]``; ``key`` is the normalized name ("8 CFR 208.13(b)") and ``kind`` one of
    ``curriculum.models.AuthorityKind``. ``same_as`` is the same provision under its other name: the section of title 8
    that an INA section became. ``url`` is empty where no public page is known.
    """

    start: int
    end: int
    kind: str
    text: str
    key: str
    url: str = ""
    same_as: str = ""


_NUMBER_BEFORE = re.compile(r"(?<![\w$])(?<!\d[.,])(?P<number>\d{1,4})\s{0,40}\Z")
_TITLE_BEFORE = re.compile(r"(?<!\w)[Tt]itle\s{1,8}(?P<number>\d{1,2}),?\s{1,8}(?:of\s{1,8}the\s{1,8})?\Z")
_NEAR = 48


def number_before(text: str, at: int) -> re.Match[str] | None:
    """The whole number that ends right before ``at``, apart from space: the volume of a reporter, the title of a code."""
    return _NUMBER_BEFORE.search(text, max(0, at - _NEAR), at)


def title_before(text: str, at: int) -> re.Match[str] | None:
    """``8`` before ``at``, or ``Title 8, `` and ``Title 8 of the ``."""
    return number_before(text, at) or _TITLE_BEFORE.search(text, max(0, at - _NEAR), at)


class Extractor(ABC):
    """Finds the citations of one kind of source."""

    name: str
    kind: str

    @abstractmethod
    def find(self, text: str) -> Iterator[Citation]:
        """Citations in ``text``, in any order; they may overlap those of other extractors."""

    def cited(self, text: str, start: int, end: int, key: str, *, url: str = "", same_as: str = "") -> Citation:
        return Citation(start, end, self.kind, text[start:end], key, url, same_as)
