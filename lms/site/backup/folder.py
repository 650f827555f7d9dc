"""A backup folder: ``pathway-backup`` marks it, ``backups/`` has a manifest for each backup, ``pieces/`` the encrypted pieces."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from lms.core.errors import Conflict, NotFound, Refusal
from lms.site.backup.writing import UNFINISHED, write_whole

MARK = "pathway-backup"
_FORMAT = b"Backups of Pathway, format 1. See docs/how-to/back-up-and-restore.md.\n"
_MANIFEST = ".jsonl"


class BackupFolder:
    """``path`` may be on any file system that has names, locks and renames."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pieces = path / "pieces"

    @contextmanager
    def opened_for_writing(self) -> Iterator[None]:
        """The folder, made if it is not there, with nobody else writing to it. Raises ``Refusal``."""
        _refuse_own_folders(self.path.resolve())
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark = self.path / MARK
        if not mark.exists():
            if any(path.name != MARK + UNFINISHED for path in self.path.iterdir()):
                raise Refusal(f"{self.path} holds other things and is no backup folder. Name an empty folder, or one that backups were made in.")
            write_whole(mark, [_FORMAT])
        self._check_mark()
        self.pieces.mkdir(exist_ok=True, mode=0o700)
        (self.path / "backups").mkdir(exist_ok=True, mode=0o700)
        with _locked(mark, fcntl.LOCK_EX):
            for unfinished in [*self.path.glob(f"*/*{UNFINISHED}")]:  # of a backup that was killed
                unfinished.unlink()
            yield

    @contextmanager
    def opened_for_reading(self) -> Iterator[None]:
        """The folder while nothing is taken out of it. Raises ``Refusal``."""
        self._check_mark()
        with _locked(self.path / MARK, fcntl.LOCK_SH):
            yield

    def names(self) -> list[str]:
        """The backups in the folder, the newest first: their names begin with their moment."""
        return sorted((path.name.removesuffix(_MANIFEST) for path in (self.path / "backups").glob(f"*{_MANIFEST}")), reverse=True)

    def manifest_path(self, name: str) -> Path:
        return self.path / "backups" / f"{name}{_MANIFEST}"

    def called(self, name: str | None) -> str:
        """The backup called ``name``, the newest without one. Raises ``NotFound``."""
        names = self.names()
        if not names:
            raise NotFound(f"There is no finished backup in {self.path}.")
        if name is not None and name not in names:
            raise NotFound(f"There is no backup called “{name}” in {self.path}. There are: {', '.join(names)}.")
        return name or names[0]

    def _check_mark(self) -> None:
        try:
            found = (self.path / MARK).read_bytes()
        except OSError:
            raise NotFound(f"{self.path} is no backup folder: it has no file called {MARK}.") from None
        if found != _FORMAT:
            raise Refusal(f"{self.path} is not a backup folder of format 1: its file {MARK} says something else.")


def _refuse_own_folders(path: Path) -> None:
    """A backup inside of what it backs up would grow with itself; beside the keys it would lie with what opens it."""
    for own in (settings.VAULT_DIR, settings.MEDIA_ROOT, settings.KEYS_DIR, settings.ANCHOR_DIR):
        if path.is_relative_to(Path(own).resolve()):
            raise Refusal(f"{path} lies in {own}, which is part of the installation. Name a folder elsewhere, best on another machine.")


@contextmanager
def _locked(mark: Path, how: int) -> Iterator[None]:
    with mark.open("rb") as file:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"Another backup or restore works with {mark.parent} at this moment. Try again when it has ended.") from None
        yield
