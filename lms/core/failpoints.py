"""Places where a fault test kills this process, to prove that nothing acknowledged is lost.

A no-op unless the environment variable ``PATHWAY_FAILPOINT`` names the point, optionally with a count:
``ledger.after_insert`` or ``ledger.after_insert:3`` (the third passage). Only tests set it.
"""

import os
import signal

_ARMED = os.environ.get("PATHWAY_FAILPOINT", "")
_NAME, _, _COUNT = _ARMED.partition(":")
_left = [int(_COUNT or 1)]


def failpoint(name: str) -> None:
    """Say that the point called ``name`` is reached."""
    reached(name)


def reached(name: str) -> None:
    """Kill this process with SIGKILL when the environment armed the point. Actors of ``tests/torture`` put their own in its place."""
    if not _NAME or name != _NAME:
        return
    _left[0] -= 1
    if _left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
