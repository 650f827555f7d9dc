"""`make test`: the whole suite on SQLite, then what is marked ``services`` on PostgreSQL and Redis.

Skips are allowed only when the machine lacks the thing: REQUIRE_SERVICES=1 turns missing services into a failure,
REQUIRE_BROWSER=1 a missing Chromium (tests/journeys/conftest.py). PostgreSQL's template is built while the first part waits for SQLite's:
migrations run in one process, so the other core would be idle.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "postgresql://root@127.0.0.1:5432/test")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "2"), "--dist", "loadgroup", "-q", "--durations=30", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def build_template(**environment: str) -> subprocess.Popen[bytes]:
    code = "from tests.database import copies; copies().ensure_template()"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test", **environment})


def main() -> int:
    extra = sys.argv[1:]
    for name in ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE"):  # the second would have every process of the suite compile all that it loads
        os.environ.pop(name, None)
    has_services = answers(5432) and answers(6379)
    building = build_template(DATABASE_URL=POSTGRESQL) if has_services else None
    first = pytest(*extra)
    if building is None:
        sentence = "PostgreSQL and Redis do not answer on 127.0.0.1: their tests were "
        if os.environ.get("REQUIRE_SERVICES") == "1":
            print(sentence + "required (REQUIRE_SERVICES=1) and could not run.", file=sys.stderr)
            return 1
        print(sentence + "left out.")
        return first
    building.wait()
    second = pytest("-m", "services", *extra, DATABASE_URL=POSTGRESQL, CELERY_BROKER_URL=REDIS)
    return first or second


if __name__ == "__main__":
    sys.exit(main())
