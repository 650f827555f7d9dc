"""What “at page” means: ``480 U.S. at 431`` is the decision of volume 480 that begins at or before page 431 and is cited above, else below."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reported:
    """A place in a text that names volume, reporter and page; ``pinned`` with “at”, which needs to be resolved."""

    start: int
    end: int
    volume: str
    reporter: str
    page: int
    pinned: bool


def keys_of(places: Iterable[Reported]) -> list[tuple[Reported, str]]:
    """Each place with its key, in order; those that name a page of something never cited are left out."""
    found = list(places)
    volumes: dict[tuple[str, str], FirstPages] = defaultdict(FirstPages)
    for place in found:
        if not place.pinned:
            volumes[place.volume, place.reporter].add(place.start, place.page)
    keyed = []
    for place in found:
        page = volumes[place.volume, place.reporter].before(place.start, place.page) if place.pinned else place.page
        if page is not None:
            keyed.append((place, f"{place.volume} {place.reporter} {page}"))
    return keyed


class FirstPages:
    """Where a text cites decisions of one volume, and on which pages they begin."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._pages: list[int] = []

    def add(self, start: int, page: int) -> None:
        """In order of place."""
        self._starts.append(start)
        self._pages.append(page)

    def before(self, start: int, page: int) -> int | None:
        """The first page of the decision that holds ``page``: of those cited above ``start``, else below, the one that begins last before it."""
        above = bisect_right(self._starts, start)
        pages = self._pages[max(0, above - MOST) : above] or self._pages[:MOST]
        return max((first for first in pages if first <= page), default=pages[-1] if pages else None)


MOST = 100  # decisions of one volume that are looked at for one page
