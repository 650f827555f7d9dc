"""Actors that begin together, each a process of its own; some are killed on the way.

Constraint: starting Django takes longer than what is raced. So one process starts it, holds no connection, and forks the actors of
each round; they wait at a pipe and are let go at once.
"""

import importlib
import json
import os
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
SECONDS = 60  # an actor that takes longer is stuck


@dataclass(frozen=True)
class Act:
    """``call`` is ``module:function``; ``arguments`` and what it returns can be written as JSON. ``kill``: see README."""

    call: str
    arguments: dict[str, Any] = field(default_factory=dict)
    kill: str = ""


@dataclass(frozen=True)
class Outcome:
    """``said`` is what the actor was told; ``refused`` the code of a refusal; ``killed`` when it never came to be told anything."""

    said: Any = None
    refused: str = ""
    killed: bool = False
    error: str = ""


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

        connection.close()  # SQLite: nothing of this process stands in their way
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
    for line in sys.stdin:
        acts = [Act(**act) for act in json.loads(line)]
        functions = [_function(act.call) for act in acts]
        gate_out, gate_in = os.pipe()
        actors = [_fork(act, function, gate_out, gate_in) for act, function in zip(acts, functions, strict=True)]
        os.close(gate_out)
        os.close(gate_in)  # the end of the file is the signal: it reaches all of them at once
        print(json.dumps([_outcome(pid, answers) for pid, answers in actors]), flush=True)


def _function(call: str) -> Callable[..., Any]:
    module, _, name = call.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _fork(act: Act, function: Callable[..., Any], gate_out: int, gate_in: int) -> tuple[int, int]:
    answer_out, answer_in = os.pipe()
    pid = os.fork()
    if pid:
        os.close(answer_in)
        return pid, answer_out
    os.close(gate_in)
    os.read(gate_out, 1)
    os.write(answer_in, json.dumps(_play(act, function)).encode())
    os._exit(0)


def _play(act: Act, function: Callable[..., Any]) -> dict[str, Any]:
    from lms.core.errors import Refusal

    try:
        with _Killer(act.kill):
            said = function(**act.arguments)
    except Refusal as refusal:
        return {"refused": refusal.code}
    except BaseException:  # noqa: BLE001  told to the test, which fails with it
        return {"error": traceback.format_exc()}
    if act.kill == "answer":
        os._exit(9)
    return {"said": said}


class _Killer:
    """Ends this process where ``kill`` says: before a statement, by its number, or at a fail point."""

    def __init__(self, kill: str) -> None:
        self.kind, _, self.count = kill.partition(":")
        self.left = int(self.count or 1)

    def __enter__(self) -> None:
        from django.db import connection

        from lms.core import failpoints

        if self.kind == "statement":
            connection.execute_wrappers.append(self._statement)
        elif self.kind and self.kind != "answer":
            failpoints._NAME, failpoints._left = self.kind, [self.left]

    def __exit__(self, *_: object) -> None:
        """The process ends anyway."""

    def _statement(self, execute: Any, *given: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)


def _outcome(pid: int, answers: int) -> dict[str, Any]:
    """What the actor wrote before it ended."""
    told = b""
    while select.select([answers], [], [], SECONDS)[0] and (piece := os.read(answers, 65_536)):
        told += piece
    os.close(answers)
    if not told:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return json.loads(told) if told else {"killed": True}
