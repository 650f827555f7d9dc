"""One act of one actor: what it was told, when, and the places where it is killed or stands still.

A place is ``statement:3`` (before the third SQL statement), ``before_commit:1`` or ``after_commit:1`` (of the first transaction; what should
follow a commit has not happened), ``answer`` (all is done, nobody was told), or the name of a fail point, with ``:2`` for its second passage.
"""

import os
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any, Self

MILLISECOND = 0.001


def play(function: Callable[..., Any], arguments: dict[str, Any], kill: str, pause: str) -> dict[str, Any]:
    """The outcome as JSON has it; it never comes back from a kill."""
    from lms.core.errors import Refusal

    with _Watch(kill, pause) as watch:
        try:
            told = {"said": function(**arguments)}
        except Refusal as refusal:
            told = {"refused": refusal.code}
        except BaseException:  # noqa: BLE001  told to the test, which fails with it
            told = {"error": traceback.format_exc()}
        watch.passes("answer")
    return {**told, "began": watch.began, "ended": time.monotonic(), "statements": watch.statements, "commits": watch.commits}


class _Watch:
    """Counts statements, commits and fail points of this process, and acts where ``kill`` or ``pause`` says."""

    def __init__(self, kill: str, pause: str) -> None:
        self._kill, self._pause = _place(kill), _place(pause.partition("@")[0])
        self._seconds = float(pause.partition("@")[2] or 0) * MILLISECOND
        self._passed: dict[str, int] = {}
        self.began = 0.0

    @property
    def statements(self) -> int:
        return self._passed.get("statement", 0)

    @property
    def commits(self) -> int:
        return self._passed.get("before_commit", 0)

    def passes(self, name: str) -> None:
        here = self._passed[name] = self._passed.get(name, 0) + 1
        if (name, here) == self._kill:
            os.kill(os.getpid(), signal.SIGKILL)
        if (name, here) == self._pause:
            time.sleep(self._seconds)

    def __enter__(self) -> Self:
        from django.db import connection

        from lms.core import failpoints

        self._connection, self._failpoints = connection, failpoints
        self._commit, self._reached = connection._commit, failpoints.reached
        connection._commit, failpoints.reached = self._committing, self.passes
        connection.execute_wrappers.append(self._executing)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute_wrappers.remove(self._executing)
        self._connection._commit, self._failpoints.reached = self._commit, self._reached

    def _executing(self, execute: Any, *given: Any) -> Any:
        if not self.began and self._connection.in_atomic_block:
            self.began = time.monotonic()
        self.passes("statement")
        return execute(*given)

    def _committing(self) -> Any:
        self.passes("before_commit")
        done = self._commit()
        self.passes("after_commit")
        return done


def _place(text: str) -> tuple[str, int]:
    name, _, count = text.partition(":")
    return name, int(count or 1)
