"""PostgreSQL: pg_dump reads the very snapshot that we read; pg_restore and psql put it back in one transaction.

Constraint: the end of psql's input must never commit what is not whole, so COMMIT is written only after pg_restore has ended well. Whatever
is killed before leaves a transaction that the server rolls back.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection, transaction

from lms.core.errors import Conflict, Refusal
from lms.core.failpoints import failpoint
from lms.core.wording import counted
from lms.vault.api import CHUNK

name = "postgresql"
_BEGIN = b"BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC;\n"
_COMMIT = b"\nCOMMIT;\n"


class PostgreSQLSnapshot:
    """A transaction that has exported its snapshot under ``number``."""

    using = "default"

    def __init__(self, number: str) -> None:
        self.number = number

    def dump(self) -> Iterator[bytes]:
        with _Program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={self.number}", stdout=subprocess.PIPE) as dumping:
            yield from iter(lambda: dumping.output.read(CHUNK), b"")
            dumping.finish()


@contextmanager
def snapshot(room: Path) -> Iterator[PostgreSQLSnapshot]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield PostgreSQLSnapshot(cursor.fetchone()[0])


def refuse_company() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise Conflict(f"The database has {counted(others, 'other connection')}. Stop the web servers and the workers on every machine, then try again.")


def put_back(dump: Iterator[bytes], room: Path) -> None:
    connection.close()
    with _Program("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", stdin=subprocess.PIPE) as writing:
        writing.say(_BEGIN)
        with _Program("pg_restore", "--no-owner", "--no-privileges", "--file=-", stdin=subprocess.PIPE, stdout=writing.input, connects=False) as reading:
            for chunk in dump:
                if not reading.say(chunk):
                    writing.finish()  # what it refused is why the other could not go on
            reading.finish()
        failpoint("restore.before_commit")
        writing.say(_COMMIT)
        writing.finish()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # plans made from empty tables are slow for as long as they are kept


class _Program:
    """One of PostgreSQL's own programs on our database. What it complains about is kept; the password is in no command line."""

    def __init__(
        self, program: str, *arguments: str, stdin: int = subprocess.DEVNULL, stdout: int | IO[bytes] = subprocess.DEVNULL, connects: bool = True
    ) -> None:
        path = shutil.which(program)
        if path is None:
            raise Refusal(
                f"{program} is not installed on this machine. Install PostgreSQL’s client programs (package postgresql-client), "
                "of the server’s version or later."
            )
        self.program = program
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  closed with the program
        self._process = subprocess.Popen(  # noqa: S603  our own command  # nosec B603
            [path, *arguments], stdin=stdin, stdout=stdout, stderr=self._complaints, env={**os.environ, **(_address() if connects else {})}
        )

    def __enter__(self) -> "_Program":
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.kill()  # nothing when it has ended
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _closed(pipe)
        self._process.wait()
        self._complaints.close()

    @property
    def input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def output(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def say(self, data: bytes) -> bool:
        """Whether it still listens."""
        try:
            self.input.write(data)
            self.input.flush()
        except BrokenPipeError:
            return False
        return True

    def finish(self) -> None:
        """Wait for its end. Raises ``Refusal`` with its complaint when that is not a good one."""
        if self._process.stdin is not None:
            _closed(self._process.stdin)
        if self._process.wait():
            self._complaints.seek(0)
            lines = [line for line in self._complaints.read(10_000).decode(errors="replace").splitlines() if line.strip()]
            raise Refusal(f"{self.program} could not do its work: {lines[0] if lines else 'it gave no reason'}", code="program_failed")


def _closed(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # it has ended already, and its exit code says how
        return


def _address() -> dict[str, str]:
    """Where our database is, in the variables that PostgreSQL's programs read."""
    known = connection.settings_dict
    said = {"PGHOST": known["HOST"], "PGPORT": known["PORT"], "PGUSER": known["USER"], "PGPASSWORD": known["PASSWORD"], "PGDATABASE": known["NAME"]}
    return {variable: str(value) for variable, value in said.items() if value}
