"""Actors that begin together, each a process of its own; some are killed on the way.

Constraint: starting Django takes longer than what is raced, and so do a fork and a new connection. So one process starts Django, holds no
connection, and forks an actor for each seat; actors stay, connection and all, as a server's processes do, and take one act after the other.
Only who was killed is forked anew.
"""

import gc
import importlib
import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.torture.actor import play

ROOT = Path(__file__).parents[2]
SECONDS = 60  # an actor that takes longer is stuck
TO_ALL = 0.0003  # seconds between the word and the beginning: all have heard it by then


@dataclass(frozen=True)
class Act:
    """``call`` is ``module:function``; ``arguments`` and what it returns can be written as JSON.

    ``kill`` and ``pause`` name a place (see README); ``pause`` ends with ``@`` and the milliseconds. ``late``: milliseconds behind the others.
    """

    call: str
    arguments: dict[str, Any] = field(default_factory=dict)
    kill: str = ""
    pause: str = ""
    late: float = 0


@dataclass(frozen=True)
class Outcome:
    """``said`` is what the actor was told; ``refused`` the code of a refusal; ``killed`` when it never came to be told anything.

    ``began`` and ``ended`` are seconds of one clock for all: the first statement in a transaction, and the word to whoever asked.
    ``statements`` and ``commits`` are how many there were.
    """

    said: Any = None
    refused: str = ""
    killed: bool = False
    error: str = ""
    began: float = field(default=0, compare=False)
    ended: float = field(default=0, compare=False)
    statements: int = field(default=0, compare=False)
    commits: int = field(default=0, compare=False)


class Stage:
    """Plays rounds on one database: ``with Stage(separate_database) as stage: stage.together(…)``."""

    def __init__(self, database: Any, **environment: str) -> None:
        self._environment = database.environment(**environment)

    def __enter__(self) -> Self:
        command = [sys.executable, "-c", "from tests.torture.stage import main; main()"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=SECONDS)

    def together(self, *acts: Act) -> list[Outcome]:
        """What came of each; an error of the programmer's rises here."""
        from django.db import connection

        if connection.vendor == "sqlite":
            connection.close()  # nothing of this process stands in their way
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(act) for act in acts]) + "\n")
        self._process.stdin.flush()
        outcomes = [Outcome(**outcome) for outcome in json.loads(self._process.stdout.readline())]
        if errors := [outcome.error for outcome in outcomes if outcome.error]:
            raise AssertionError("\n".join(errors))
        return outcomes


def main() -> None:
    """The process that forks: a line of acts in, a line of outcomes out."""
    import django

    django.setup()
    seats: list[_Seat] = []
    for line in sys.stdin:
        acts = [Act(**act) for act in json.loads(line)]
        functions = [_function(act.call) for act in acts]
        gc.freeze()  # else the collector of each actor would copy every page of this process
        seats += [_Seat() for _ in acts[len(seats) :]]
        for seat, act in zip(seats, acts, strict=False):
            seat.give(act)
        ready = [seat.hears() == b"." for seat in seats[: len(functions)]]
        assert all(ready), "an actor died before its act"
        go = time.monotonic() + TO_ALL
        for seat in seats[: len(acts)]:
            seat.say(go)
        print(json.dumps([seat.outcome() for seat in seats[: len(acts)]]), flush=True)
    for seat in seats:
        seat.leave()


def _function(call: str) -> Callable[..., Any]:
    module, _, name = call.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


class _Seat:
    """One actor, seen from the process that forks."""

    def __init__(self) -> None:
        self._pid = 0

    def give(self, act: Act) -> None:
        if not self._pid:
            self._fork()
        self._line.sendall(json.dumps(asdict(act)).encode() + b"\n")

    def hears(self) -> bytes:
        return self._line.recv(1)

    def say(self, go: float) -> None:
        self._line.sendall(f"{go!r}\n".encode())

    def outcome(self) -> dict[str, Any]:
        """What the actor told; whoever tells nothing was killed, or is stuck and is killed now."""
        told = b""
        while not told.endswith(b"\n") and select.select([self._line], [], [], SECONDS)[0] and (piece := self._line.recv(65_536)):
            told += piece
        if told.endswith(b"\n"):
            return json.loads(told)
        self._end()
        return {"killed": True}

    def leave(self) -> None:
        if self._pid:
            self._line.shutdown(socket.SHUT_RDWR)  # actors that were forked later hold this end too: closing it alone would tell nobody
            os.waitpid(self._pid, 0)
            self._line.close()

    def _end(self) -> None:
        os.kill(self._pid, 9)
        os.waitpid(self._pid, 0)
        self._line.close()
        self._pid = 0

    def _fork(self) -> None:
        self._line, theirs = socket.socketpair()
        self._pid = os.fork()
        if self._pid:
            theirs.close()
            return
        self._line.close()
        _act_on(theirs)
        os._exit(0)


def _act_on(line: socket.socket) -> None:
    """An actor's life: an act, the word to begin, what came of it."""
    lines = line.makefile("rw")
    for told in lines:
        act = Act(**json.loads(told))
        function = _function(act.call)
        line.sendall(b".")
        go = float(lines.readline()) + act.late / 1000
        while (left := go - time.monotonic()) > 0:
            time.sleep(left)
        line.sendall(json.dumps(play(function, act.arguments, act.kill, act.pause)).encode() + b"\n")
