"""SQLite: copied by its own backup interface in one step, so under one read transaction; put back by the same, in one write transaction.

Constraint: Python’s ``backup`` tries for a lock without end, so every try looks at the clock.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

from lms.core.errors import Conflict
from lms.site.backup.pieces import Damaged
from lms.site.backup.writing import write_whole
from lms.vault.api import CHUNK

name = "sqlite"
USING = "snapshot"
PATIENCE = 20.0
"""Seconds for which a lock is waited for."""


class SQLiteSnapshot:
    """A copy of the database file, read by Django under the name ``snapshot``."""

    using = USING

    def __init__(self, path: Path) -> None:
        self.path = path

    def dump(self) -> Iterator[bytes]:
        connections[USING].close()
        with self.path.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")


@contextmanager
def snapshot(room: Path) -> Iterator[SQLiteSnapshot]:
    path = room / "snapshot.sqlite3"
    source = sqlite3.connect(f"{_present().absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    copy = sqlite3.connect(path)
    try:
        _copied(source, copy)
    finally:
        copy.close()
        source.close()
    path.chmod(0o600)
    connections.databases[USING] = {**connections.databases["default"], "NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": 0}
    try:
        yield SQLiteSnapshot(path)
    finally:
        connections[USING].close()
        del connections[USING], connections.databases[USING]


def refuse_company() -> None:
    """Nothing to see: who else has the file open cannot be told. What they would lose is in the how-to."""


def put_back(dump: Iterator[bytes], room: Path) -> None:
    path = room / "restored.sqlite3"
    write_whole(path, dump)
    connection.close()
    source, target = sqlite3.connect(path), sqlite3.connect(_present(), timeout=PATIENCE)
    try:
        source.execute("PRAGMA ignore_check_constraints=ON")  # some ask functions that only Django's connections have
        (found,) = source.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise Damaged(f"The database in the backup is not sound: {found}.")
        target.execute("PRAGMA synchronous=FULL")
        _copied(source, target)
    finally:
        target.close()
        source.close()


def _present() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _copied(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target, pages=-1, progress=_impatience(time.monotonic() + PATIENCE), sleep=0.1)


def _impatience(deadline: float) -> Callable[[int, int, int], None]:
    """Called after each try: all pages are one step, so a second try means that somebody held a lock."""

    def look(_status: int, remaining: int, _total: int) -> None:
        if remaining and time.monotonic() > deadline:
            raise Conflict("Another process holds the database locked. Stop the web server and the workers, then try again.")

    return look
