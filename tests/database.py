"""How the suite gets its database: built once from migrations, then copied.

Append-only tables refuse DELETE and TRUNCATE, so nothing can be flushed between transactional tests
(security.md, principle 13). Instead one template database is built per set of migrations and kept;
each worker, and each test that needs a database of its own, gets a copy that is thrown away.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def is_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def migrations_digest() -> str:
    """Changes whenever any migration, ours or a library's, could give another schema."""
    digest = hashlib.sha256((ROOT / "requirements/base.txt").read_bytes())
    ours = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("lms/*/migrations/*.py"), ROOT / "lms/core/append_only.py"]
    for path in sorted(ours):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_builder_at_a_time(kind: str) -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / f"pathway-template-{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate_into(url: str) -> None:
    """Run every migration on the empty database at ``url``, in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)


class SQLiteCopies:
    """Template and copies as files."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.gettempdir()) / "pathway-test-databases"
        self.folder.mkdir(exist_ok=True)
        self.template = self.folder / f"template-{migrations_digest()}.sqlite3"

    def ensure_template(self) -> None:
        if self.template.exists():  # it is there whole: nobody waits for a builder of other migrations
            return
        with one_builder_at_a_time("sqlite"):
            if self.template.exists():
                return
            building = self.template.with_suffix(".building")
            building.unlink(missing_ok=True)
            migrate_into(f"sqlite:///{building}")
            for suffix in ("-wal", "-shm"):
                Path(f"{building}{suffix}").unlink(missing_ok=True)
            building.rename(self.template)

    def copy(self) -> str:
        path = self.folder / f"copy-{os.getpid()}-{uuid.uuid4().hex[:8]}.sqlite3"
        shutil.copyfile(self.template, path)
        return str(path)

    def empty(self) -> str:
        """A database without tables."""
        return str(self.folder / f"empty-{os.getpid()}-{uuid.uuid4().hex[:8]}.sqlite3")

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(name + suffix).unlink(missing_ok=True)


class PostgreSQLCopies:
    """Template and copies as databases of the server that DATABASE_URL names."""

    def __init__(self) -> None:
        import psycopg

        self._psycopg = psycopg
        self._base = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
        self._maintenance = os.environ["DATABASE_URL"]
        self.template = f"pathway_template_{migrations_digest()}"

    def _execute(self, statement: str) -> list:
        with self._psycopg.connect(self._maintenance, autocommit=True) as link:
            cursor = link.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def ensure_template(self) -> None:
        if self._is_there():
            return
        with one_builder_at_a_time("postgresql"):
            if self._is_there():
                return
            self._execute(f'DROP DATABASE IF EXISTS "{self.template}"')
            self._execute(f'CREATE DATABASE "{self.template}"')
            migrate_into(self.url(self.template))
            self._execute(f'ALTER DATABASE "{self.template}" WITH IS_TEMPLATE true ALLOW_CONNECTIONS false')  # who looks into it would stop its copies

    def _is_there(self) -> bool:
        return bool(self._execute(f"SELECT 1 FROM pg_database WHERE datname = '{self.template}' AND datistemplate"))

    def copy(self) -> str:
        name = f"pathway_test_{os.getpid()}_{uuid.uuid4().hex[:8]}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return name

    def empty(self) -> str:
        name = f"pathway_test_{os.getpid()}_{uuid.uuid4().hex[:8]}"
        self._execute(f'CREATE DATABASE "{name}"')
        return name

    def url(self, name: str) -> str:
        return f"{self._base}/{name}"

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copies() -> SQLiteCopies | PostgreSQLCopies:
    return PostgreSQLCopies() if is_postgresql() else SQLiteCopies()


@contextmanager
def connection_pointed_at(name: str) -> Iterator[None]:
    """Django's default connection uses the database ``name`` inside the block."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = before
