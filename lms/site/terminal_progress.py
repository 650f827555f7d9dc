"""How far a long command is, on one line of a terminal; nothing where nobody looks."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from lms.core.progress import Progress, untold

_WIDTH = 30
_BETWEEN = 0.1  # seconds


@contextmanager
def terminal_progress() -> Iterator[Progress]:
    """What to tell while the block runs. It goes to standard error, so that standard output holds the answer alone."""
    if not sys.stderr.isatty():
        yield untold
        return
    bar = _Bar()
    try:
        yield bar.tell
    finally:
        bar.clear()


class _Bar:
    def __init__(self) -> None:
        self.last = 0.0

    def tell(self, done: int, total: int, message: str) -> None:
        if time.monotonic() - self.last < _BETWEEN:
            return
        self.last = time.monotonic()
        filled = _WIDTH * done // total if total else 0
        figures = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done} of {total}" if total else f"{done}" if done else "…"
        sys.stderr.write(f"\r\033[K{message} {figures}")
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
