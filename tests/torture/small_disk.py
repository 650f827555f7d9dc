"""A disk of a few megabytes that can be filled: a tmpfs of its own, where this machine lets one be mounted."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BLOCK = 4096


class SmallDisk:
    """``fill`` takes all room but ``left`` bytes; ``free`` gives it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, left: int = 0) -> None:
        room = os.statvfs(self.folder)
        size = max(room.f_bavail * room.f_frsize - left, 0) // BLOCK * BLOCK
        with self._filler.open("ab") as file:
            file.write(bytes(size))

    def free(self) -> None:
        self._filler.unlink(missing_ok=True)

    def used(self) -> int:
        room = os.statvfs(self.folder)
        return (room.f_blocks - room.f_bfree) * room.f_frsize


def why_not() -> str:
    """Why no disk can be mounted here; empty when one can."""
    return "" if os.geteuid() == 0 and _can_mount() else "A small disk is mounted as root only, where mounting is allowed."


def _can_mount() -> bool:
    try:
        return subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Mounted at ``folder`` within the block."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
