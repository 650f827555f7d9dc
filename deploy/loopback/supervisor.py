"""Starts processes and starts them anew when they die, as systemd does in production."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TICK = 0.1  # seconds
PATIENCE = 10  # seconds that a process has to end in


@dataclass
class Part:
    """One process of the stack. ``ready`` says whether it serves; ``sockets`` are listening ones that stay open while it restarts."""

    name: str
    command: list[str]
    ready: Callable[[], bool] = lambda: True
    sockets: tuple[int, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


class Supervisor:
    """``start`` parts in order, ``stop`` in reverse. ``restarts`` counts by name."""

    def __init__(self, environment: Mapping[str, str], folder: Path, logs: Path) -> None:
        self.restarts: dict[str, int] = {}
        self._environment, self._folder, self._logs = dict(environment), folder, logs
        self._parts: dict[str, Part] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep_alive, name="supervisor", daemon=True)

    def start(self, part: Part) -> None:
        """Start it; ``wait`` waits until it serves."""
        with self._lock:
            self._parts[part.name], self.restarts[part.name] = part, 0
            self._running[part.name] = self._begin(part)
        if not self._watch.is_alive():
            self._watch.start()

    def wait(self, seconds: float, *names: str) -> None:
        """Until every part named, or every part, serves. Raises ``TimeoutError`` with the end of the log of the one that does not."""
        deadline = time.monotonic() + seconds
        for name in names or tuple(self._parts):
            while not self._parts[name].ready():
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{name} does not serve after {seconds:.0f} s. It said last:\n{self.said(name)}")
                time.sleep(TICK / 2)

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def said(self, name: str) -> str:
        """The end of a part's log."""
        return (self._logs / f"{name}.log").read_text(errors="replace")[-2000:]

    def stop(self) -> None:
        """End all parts, the last first; who does not listen is killed."""
        self._stopping.set()
        with self._lock:
            for process in reversed(self._running.values()):
                process.terminate()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                _end_group(process.pid)

    def _keep_alive(self) -> None:
        while not self._stopping.wait(TICK):
            with self._lock:
                for name, process in list(self._running.items()):
                    if process.poll() is not None and not self._stopping.is_set():
                        _end_group(process.pid)  # as a service's control group does
                        self.restarts[name] += 1
                        self._running[name] = self._begin(self._parts[name])

    def _begin(self, part: Part) -> subprocess.Popen[bytes]:
        with (self._logs / f"{part.name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603  our own commands
                part.command, cwd=self._folder, env={**self._environment, **part.environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, pass_fds=part.sockets, **part.options,
            )  # fmt: skip


def _end_group(pid: int) -> None:
    """Kill whoever a dead process left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
