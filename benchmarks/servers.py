"""A database for the run, and two gunicorns on it: ours and the floors'."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 4
BROKER = "redis://127.0.0.1:6379/10"  # a database that the cache and the suite do not use


@contextmanager
def place(like: dict[str, str] | None = None) -> Iterator[dict[str, str]]:
    """The environment of the run: database, cache and data folder, all gone afterwards. A copy of another place (``like``), if nobody is using it."""
    folder = Path(tempfile.mkdtemp(prefix="pathway-bench-"))
    environment = {"DATA_DIR": str(folder), "SECRET_KEY": "bench-only-" + "k" * 50, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    server = os.environ.get("BENCH_DATABASE_URL", "postgresql://root@127.0.0.1:5432/postgres")
    name = f"pathway_bench_{os.getpid()}{'_copy' if like else ''}"
    template = urlsplit(like["DATABASE_URL"]).path.lstrip("/") if like else os.environ.get("BENCH_TEMPLATE", "template1")
    try:
        if like:
            shutil.copytree(like["DATA_DIR"], folder, dirs_exist_ok=True)
        if _answers(server):
            _run_sql(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            environment["DATABASE_URL"] = server.rsplit("/", 1)[0] + f"/{name}"
        if _answers("redis://127.0.0.1:6379"):
            environment["CACHE_URL"] = "redis://127.0.0.1:6379/8"
        yield environment
    finally:
        if "DATABASE_URL" in environment:
            _run_sql(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(environment: dict[str, str], settings: str) -> Iterator[int]:
    """Four gunicorn workers with these settings; yields their port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi:application", "-b", f"127.0.0.1:{port}", "-w", str(WORKERS), "--preload", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": settings})
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()


def _wait(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while not _answers(f"http://127.0.0.1:{port}"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The server to be measured did not start.")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((parts.hostname or "127.0.0.1", parts.port or 5432)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run_sql(server: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as link:
        link.execute(sql)
