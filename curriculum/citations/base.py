"""What an extractor is: plain text in, citations out. No tables."""

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


class Extractor(ABC):
    """Finds the citations of one kind of source."""

    name: str
    kind: str

    @abstractmethod
    def find(self, text: str) -> Iterator[Citation]:
        """Citations in ``text``, in any order; they may overlap those of other extractors."""

    def cited(self, text: str, start: int, end: int, key: str, *, url: str = "", same_as: str = "") -> Citation:
        return Citation(start, end, self.kind, text[start:end], key, url, same_as)
