"""What a person takes away of themselves: each app adds its part in ``AppConfig.ready``; ``lms.site`` packs them into one archive.

A part is plain data: no app learns another's tables. A source must give the same part for the same facts, so it reads no clock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lms.core.registry import Registry


@dataclass(frozen=True)
class Table:
    """A table to read: ``rows`` are texts in the order of ``columns``."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class File:
    """A file of the archive, read only when it is packed. ``title`` is what the reader calls it."""

    path: str
    title: str
    content: Callable[[], bytes | Iterable[bytes]]


@dataclass(frozen=True)
class Part:
    """What one source gives: words for the page, ``data`` for programs (JSON), and files."""

    title: str
    data: list[dict[str, Any]]
    tables: list[Table] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """``give(person)`` makes the part. ``fields`` says of every key of its data what it means: the documented schema."""

    key: str
    give: Callable[[Any], Part]
    fields: dict[str, str]


own_export_sources: Registry[Source] = Registry("part of a person’s own export")


def register(key: str, give: Callable[[Any], Part], fields: dict[str, str]) -> None:
    """Add a part, in the order of registration. Raises ``ValueError`` on a second of that key."""
    own_export_sources.register(key, Source(key, give, fields))
