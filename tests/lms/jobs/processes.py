"""Real web and worker processes on a database, a vault and a broker of their own."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lms.jobs.models import Job

ROOT = Path(__file__).resolve().parents[3]
ENQUEUE = """
import sys, json, django
django.setup()
from lms.jobs.api import enqueue
kind, times, payload = sys.argv[1:]
for number in range(int(times)):
    enqueue(kind, json.loads(payload), by="ana")
"""


class Site:
    """One installation: processes started here share DATABASE_URL, DATA_DIR and the broker."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.runs = folder / "runs"
        self.queue = f"test-{uuid.uuid4().hex}-"
        self.environment = {**environment, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.lms.jobs.process_settings", "TEST_QUEUE": self.queue}
        self.workers: list[subprocess.Popen] = []

    def worker(self, *arguments: str, failpoint: str = "", grace: float = 5) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_worker", "--grace", str(grace), *arguments],
            cwd=ROOT, env={**self.environment, "PATHWAY_FAILPOINT": failpoint}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.workers.append(process)
        return process

    def enqueue(self, kind: str, *, times: int = 1, failpoint: str = "", **payload: Any) -> subprocess.CompletedProcess:
        """Ask for jobs in a process of their own, as a web server would."""
        return subprocess.run(
            [sys.executable, "-c", ENQUEUE, kind, str(times), json.dumps({"runs": str(self.runs), **payload})],
            cwd=ROOT, env={**self.environment, "PATHWAY_FAILPOINT": failpoint}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def count_runs(self) -> int:
        return len(self.runs.read_text().split()) if self.runs.exists() else 0

    def close(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.kill()
            process.communicate()
        self.empty_broker()

    def empty_broker(self) -> None:
        """Lose every message, as a broker without persistence does when it restarts."""
        for message in (self.folder / "queue").glob("*.msg"):
            message.unlink()
        broker = self.environment.get("CELERY_BROKER_URL", "")
        if broker.startswith("redis"):
            import redis

            with redis.Redis.from_url(broker) as link:
                for key in link.scan_iter(f"{self.queue}*"):
                    link.delete(key)


@contextmanager
def site(folder: Path, environment: dict[str, str]) -> Iterator[Site]:
    made = Site(folder, environment)
    try:
        yield made
    finally:
        made.close()


def wait_for(what: Any, seconds: float = 120) -> None:
    """Return once ``what()`` is true; fail when it does not become so in time."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"Waited {seconds} s in vain; jobs: {list(Job.objects.values('state', 'attempts', 'failure', 'done'))}"
        time.sleep(0.1)


def stop(process: subprocess.Popen, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
    """Ask a process to stop; its exit code and what it said."""
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z" if Path(f"/proc/{pid}").exists() else False
