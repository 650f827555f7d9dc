"""What a person is told when what Pathway stands on fails: its database does not answer, or a disk is full. Neither is an error of the program."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError

MOST_CAUSES = 5
FULL_IN_POSTGRESQL = "53100"
FULL_IN_SQLITE = "SQLITE_FULL"
BUSY_IN_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")


@dataclass(frozen=True)
class Trouble:
    """``status`` and ``code`` are for scripts, ``title`` and ``sentence`` for people; ``retry_after`` in seconds."""

    status: int
    code: str
    title: str
    sentence: str
    retry_after: int


RESTING = Trouble(
    503, "resting", "Pathway rests for a moment",
    "The database does not answer just now, so what you sent was not kept. What you saved before is safe. Wait a minute, then send it again.", 10,
)  # fmt: skip
FULL = Trouble(
    507, "no_room", "There is no room left",
    "The server’s disk is full, so what you sent was not kept. What you saved before is safe. Please tell support, then try again.", 60,
)  # fmt: skip


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What ``error``, or what it came from, means for the person; ``None`` for errors of the program."""
    chain = list(_chain(error))
    if any(_is_full(one) for one in chain):
        return FULL
    return RESTING if any(_is_resting(one) for one in chain) else None


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return getattr(error, "sqlstate", None) == FULL_IN_POSTGRESQL or getattr(error, "sqlite_errorname", "") == FULL_IN_SQLITE


def _is_resting(error: BaseException) -> bool:
    """PostgreSQL is gone, starting, out of connections, or let somebody wait too long; SQLite's file is held or cannot be reached.

    SQLite calls a missing table an operational error too: that one is ours.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    name = str(getattr(error.__cause__, "sqlite_errorname", ""))
    return name.startswith(BUSY_IN_SQLITE) if name else True


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(MOST_CAUSES):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__
