"""Which questions of an attempt stand on one page, and which of them may be answered now.

*Free*: all on one page, in any order. *By question* and *by section*: one page after the other, and no way back. Pages are counted from
1; a student is on the page after the last one they left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

FREE, BY_QUESTION, BY_SECTION = "free", "by_question", "by_section"


@dataclass(frozen=True)
class Place:
    """Where a student is: page ``number`` of ``total``, with the questions at ``positions`` on it."""

    number: int
    total: int
    positions: tuple[int, ...]

    @property
    def is_last(self) -> bool:
        return self.number == self.total

    def allows(self, position: int) -> bool:
        """Whether the question at ``position`` may be seen and answered now."""
        return position in self.positions

    def has_shown(self, position: int) -> bool:
        """Whether the question at ``position`` stood on this page or on one before it; pages go in the order of positions."""
        return position <= max(self.positions, default=0)


def pages_of(mode: str, sections: Sequence[str]) -> list[tuple[int, ...]]:
    """The positions on each page. ``sections`` holds the section of every question in order; those of one section follow each other.

    >>> pages_of(BY_SECTION, ["a", "a", "b"])
    [(1, 2), (3,)]
    """
    positions = range(1, len(sections) + 1)
    if mode == BY_QUESTION:
        return [(position,) for position in positions]
    if mode == BY_SECTION:
        return [tuple(group) for _, group in groupby(positions, key=lambda position: sections[position - 1])]
    return [tuple(positions)]


def place_after(mode: str, sections: Sequence[str], left: int) -> Place:
    """The page of somebody who has left ``left`` pages; never past the last one."""
    pages = pages_of(mode, sections) or [()]
    number = min(left, len(pages) - 1)
    return Place(number + 1, len(pages), pages[number])


def left_behind(mode: str, sections: Sequence[str], left: int) -> tuple[int, ...]:
    """The positions that can no longer be answered."""
    return tuple(position for page in pages_of(mode, sections)[:left] for position in page)
