"""There is room on every disk that we write to."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from lms.core.wording import bytes_said
from lms.site.doctor.base import Asked, Fault

LEAST = 2 * 10**9  # bytes: a cohort's packets and a dump of the database
LEAST_SHARE = 0.05


def look(asked: Asked) -> Iterator[Fault]:
    seen: set[int] = set()
    for place in (settings.DATA_DIR, settings.VAULT_DIR, settings.MEDIA_ROOT, settings.ANCHOR_DIR, tempfile.gettempdir()):
        folder = _there(Path(place))
        device = folder.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield from _room(folder)


def _room(folder: Path) -> Iterator[Fault]:
    room, names = shutil.disk_usage(folder), os.statvfs(folder)
    if room.free < max(LEAST, LEAST_SHARE * room.total):
        said = f"The disk of {folder} has {bytes_said(room.free)} left of {bytes_said(room.total)}."
        yield Fault(said, "Make the disk larger, or move backups and logs elsewhere. Remove nothing below the vault by hand.")
    if names.f_files and names.f_favail < LEAST_SHARE * names.f_files:
        yield Fault(f"The disk of {folder} has hardly any room for more files ({names.f_favail} inodes).", "Move the folder to a file system with more inodes.")


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())
