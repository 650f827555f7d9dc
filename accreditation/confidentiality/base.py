"""What a detector is: text in, places of identifiers out. No tables, no network."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A place in a text that may identify a client: ``text[start:end]``."""

    start: int
    end: int
    kind: str


class Detector(ABC):
    """Finds one kind of identifier. ``sentence`` tells the writer what to do instead."""

    kind: str
    sentence: str

    @abstractmethod
    def find(self, text: str) -> Iterator[Finding]:
        """Findings in any order; they may overlap those of other detectors."""

    def found(self, start: int, end: int) -> Finding:
        return Finding(start, end, self.kind)
