"""What may be searched, on one page; each app adds its own in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from lms.core.registry import Registry


@dataclass(frozen=True)
class Hit:
    """One thing found. ``title`` and ``snippet`` are safe HTML with ``<mark>`` around what was found; ``note`` is plain."""

    title: SafeString
    url: str
    snippet: SafeString
    note: str


@dataclass(frozen=True)
class SearchSource:
    """``find(person, text)`` gives the best hits that this person may open, best first; it never raises, whatever was typed."""

    label: str
    icon: str
    find: Callable[[Any, str], list[Hit]]


_sources: Registry[SearchSource] = Registry("source of search")


def register(key: str, label: str, icon: str, find: Callable[[Any, str], list[Hit]]) -> None:
    """Add a source; results are grouped in the order of the register. Raises ``ValueError`` on a second of that key."""
    _sources.register(key, SearchSource(label, icon, find))


@dataclass(frozen=True)
class HitGroup:
    key: str
    label: str
    icon: str
    hits: list[Hit]


def search(person: Any, text: str) -> list[HitGroup]:
    """What ``person`` finds, by kind; kinds without a hit are left out."""
    groups = (HitGroup(key, source.label, source.icon, source.find(person, text)) for key, source in _sources.items())
    return [group for group in groups if group.hits]
