"""One snapshot of the database and putting it back, for SQLite and for PostgreSQL."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from django.db import connection

from lms.site.backup.databases import postgresql, sqlite


class Snapshot(Protocol):
    """The database as it was at one moment. ``using`` is Django's name for reading from it."""

    using: str

    def dump(self) -> Iterator[bytes]:
        """All of it as a file. Raises ``Refusal`` when it cannot be had whole."""


class Engine(Protocol):
    """What is different between the two."""

    name: str

    def snapshot(self, room: Path) -> AbstractContextManager[Snapshot]:
        """A snapshot that holds until the block ends; ``room`` is a folder for what it needs meanwhile."""

    def refuse_company(self) -> None:
        """Raises ``Conflict`` when other processes use the database, as far as it can be seen."""

    def put_back(self, dump: Iterator[bytes], room: Path) -> None:
        """Put ``dump`` in place of everything in the database: the whole of it or, when anything fails, nothing."""


def engine() -> Engine:
    """The engine of the database that is set."""
    modules: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
    return cast("Engine", modules[connection.vendor])
