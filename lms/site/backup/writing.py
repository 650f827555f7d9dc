"""Files that are there whole or not at all, also after a kill or a power cut."""

import os
from collections.abc import Iterable
from pathlib import Path

UNFINISHED = ".part"


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` to ``path`` in place of what is there; when they fail, what is there stays. Only the owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = unfinished_of(path)
    unfinished.unlink(missing_ok=True)  # of a process that was killed
    try:
        write_durably(unfinished, chunks)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_durably(path: Path, chunks: Iterable[bytes]) -> None:
    """A new file with ``chunks``, on the disk before this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def unfinished_of(path: Path) -> Path:
    return path.with_name(path.name + UNFINISHED)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
