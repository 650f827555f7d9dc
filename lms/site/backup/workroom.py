"""A folder of this installation for what a backup or a restore needs meanwhile; one of them at a time."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from lms.core.errors import Conflict


@contextmanager
def workroom() -> Iterator[Path]:
    """An empty folder below DATA_DIR, gone when the block ends; what a killed process left in it is gone when it begins."""
    room = Path(settings.DATA_DIR) / "backup-work"
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (room / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict("Another backup or restore of this installation is under way. Try again when it has ended.") from None
        inside = room / "files"
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir(mode=0o700)
        try:
            yield inside
        finally:
            shutil.rmtree(inside, ignore_errors=True)
