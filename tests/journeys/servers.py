"""Servers that are there at once: one process loads the program, and forks a gunicorn for each site.

Constraint: loading the program takes more processor time than most journeys do. The process that forks opens no database and serves
nobody; what it hands on is only code. Each server gets its own database, folder of files and clock.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
HERE = "tests.journeys.servers"
WAIT = 30  # seconds until a server must answer


@dataclass(frozen=True)
class Site:
    """What one server works on: the name of its database, the folder of its files, the file that moves its clock, its port."""

    database: str
    data: str
    clock: str
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Servers:
    """Starts and ends servers: ``with Servers(environment) as servers``. ``environment`` names the kind of database and any folder of files."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-c", f"from {HERE} import main; main()"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=WAIT)

    def start(self, site: Site) -> int:
        """The process of a server that answers."""
        pid = int(self._ask(asdict(site)))
        for _ in range(WAIT * 20):
            try:
                urllib.request.urlopen(f"{site.address}/healthz", timeout=2)
            except OSError:
                time.sleep(0.05)
            else:
                return pid
        self.stop(pid)
        raise AssertionError(f"The server did not answer within {WAIT} seconds.")

    def stop(self, pid: int) -> None:
        """End it at once: a browser may keep a connection open."""
        self._ask({"stop": pid})

    def kill(self, pid: int) -> None:
        """End it and its worker where they stand, as a machine that loses its power does."""
        self._ask({"kill": pid})

    def _ask(self, line: dict[str, Any]) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


def main() -> None:
    """The process that forks: a line with a site in, the process of its server out."""
    import lms.wsgi  # noqa: F401  what takes the time

    for line in sys.stdin:
        asked = json.loads(line)
        if "stop" in asked:
            os.kill(asked["stop"], signal.SIGQUIT)
            os.waitpid(asked["stop"], 0)
            print("stopped", flush=True)
        elif "kill" in asked:
            _kill(asked["kill"])
            print("killed", flush=True)
        else:
            print(os.fork() or _serve(Site(**asked)), flush=True)


def _kill(pid: int) -> None:
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (pid, *map(int, workers)):  # who would start another worker goes first
        os.kill(process, signal.SIGKILL)
    os.waitpid(pid, 0)


def _serve(site: Site) -> None:
    """Become the server of ``site``; never returns."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    try:
        _move_to(site)
        _gunicorn(site.port)
    finally:
        os._exit(1)


def _move_to(site: Site) -> None:
    from django.conf import settings
    from django.db import connections
    from django.test import override_settings

    from tests.journeys import process_settings

    connections.settings["default"]["NAME"] = settings.DATABASES["default"]["NAME"] = site.database
    process_settings.read_clock_of(Path(site.clock))
    before = str(settings.DATA_DIR)
    moved = {name: _moved(getattr(settings, name), before, site.data) for name in dir(settings) if name.isupper() and name != "DATABASES"}
    override_settings(**{name: value for name, value in moved.items() if value != getattr(settings, name)}).enable()


def _moved(value: Any, before: str, after: str) -> Any:
    """``value`` with every path below ``before`` below ``after``."""
    if isinstance(value, dict):
        return {key: _moved(one, before, after) for key, one in value.items()}
    text = str(value)
    if isinstance(value, (str, Path)) and (text == before or text.startswith(before + "/")):
        return type(value)(after + text.removeprefix(before))
    return value


def _gunicorn(port: int) -> None:
    from gunicorn.app.base import BaseApplication

    from lms.wsgi import application

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in {"bind": f"127.0.0.1:{port}", "workers": 1, "threads": 4, "loglevel": "error"}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Server().run()
