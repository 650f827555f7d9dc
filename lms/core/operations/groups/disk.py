"""Room where the program writes."""

import shutil
from pathlib import Path

from django.conf import settings

from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import bytes_said

LOW, LOWEST = 0.15, 0.05
ENOUGH = 50_000_000_000  # bytes; a large disk is not low because a tenth of it is left
FIGURES = (
    Figure("pathway_disk_free_bytes", "Room that is left where the program writes.", ("place",)),
    Figure("pathway_disk_size_bytes", "Size of the disk on which the program writes.", ("place",)),
)


def read_disk() -> Reading:
    reading = Reading()
    for place, path in _places().items():
        disk = shutil.disk_usage(_existing(path))
        reading.sample("pathway_disk_free_bytes", disk.free, place)
        reading.sample("pathway_disk_size_bytes", disk.total, place)
        reading.facts.append(_fact(place, disk.free, disk.total))
    return reading


def _places() -> dict[str, Path]:
    """Folders by what they are called; those on one disk are told once."""
    found: dict[int, tuple[str, Path]] = {}
    for place, path in {"data": settings.DATA_DIR, "vault": settings.VAULT_DIR, "media": settings.MEDIA_ROOT, "anchors": settings.ANCHOR_DIR}.items():
        found.setdefault(_existing(Path(path)).stat().st_dev, (place, Path(path)))
    return dict(found.values())


def _existing(path: Path) -> Path:
    """The folder itself, or the nearest above it that is there already."""
    return next(place for place in (path, *path.parents) if place.exists())


def _fact(place: str, free: int, size: int) -> Fact:
    about, said = f"Disk of the {place}", f"{_said(free)} of {_said(size)} are free."
    if free > min(LOW * size, ENOUGH):
        return Fact(about, State.FINE, said, "Uploads, packets and records have room.")
    if free > min(LOWEST * size, ENOUGH / 10):
        return Fact(about, State.LOOK, said, "When it is full, uploads and packets are refused.", "Make room, or move the folder to a larger disk.")
    means = "Uploads and packets are refused now or soon, and a database on this disk stops."
    return Fact(about, State.WRONG, said, means, "Make room at once: old backups and logs first, never the vault.")


def _said(count: int) -> str:
    return bytes_said(count) if count < 1_000_000_000 else f"{count / 1_000_000_000:.1f} GB"
