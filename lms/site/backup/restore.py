"""Putting a backup in place.

Order: everything is read and checked; files go beside what is there, taking nothing's place; the database changes in one transaction; only then do the
few files take their place whose name was taken by other bytes. So a restore that is killed before the transaction ends leaves what was there, and one that is
killed later leaves what the backup says but for those few; done again, it ends the same.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from accreditation.api import ledger_end, verify, watch_ledger
from lms.core.failpoints import failpoint
from lms.core.progress import Progress, untold
from lms.site.backup.databases import engine
from lms.site.backup.folder import BackupFolder
from lms.site.backup.inspect_set import check_keys, check_pieces, check_place, check_release
from lms.site.backup.manifest import Held, Manifest
from lms.site.backup.pieces import Measured, Pieces
from lms.site.backup.trees import tree_called, trees
from lms.site.backup.workroom import workroom
from lms.site.backup.writing import write_whole

_DISPLACING = ".restored"


@dataclass(frozen=True)
class Restored:
    """What a restore came to. ``ledger`` is what ``verify_ledger`` prints; ``same_heads`` whether every chain ends where it did when the backup was made.

    ``left`` counts files that lie in the trees and that the backup does not know; ``migrations`` those that were run since it is of an earlier release.
    """

    name: str
    made_at: str
    files: int
    written: int
    left: int
    migrations: int
    same_heads: bool
    ledger: dict[str, Any]

    @property
    def ok(self) -> bool:
        return self.same_heads and bool(self.ledger["ok"])

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.ok, **asdict(self)}


def check_backup(*, folder: Path, name: str | None = None, progress: Progress = untold) -> tuple[str, int]:
    """Read the whole of a backup and touch nothing; its name and how many files it holds. Raises ``Refusal``."""
    place = BackupFolder(folder)
    with place.opened_for_reading():
        manifest = Manifest(place.manifest_path(place.called(name)))
        check_keys(manifest.about, signing_key_is_lost=True)
        return manifest.about.name, check_pieces(manifest, Pieces(place.pieces), progress)


def restore(*, folder: Path, name: str | None = None, replace: bool = False, signing_key_is_lost: bool = False, progress: Progress = untold) -> Restored:
    """Put the backup ``name`` of ``folder``, the newest without one, in place of what is here, then verify the ledger.

    Raises ``Refusal``; then nothing was changed but for files that nothing names. A ledger that does not hold is told, not raised: the backup is in place.
    """
    place = BackupFolder(folder)
    with workroom() as room, place.opened_for_reading():
        manifest, pieces = Manifest(place.manifest_path(place.called(name))), Pieces(place.pieces)
        check_keys(manifest.about, signing_key_is_lost=signing_key_is_lost)
        migrations = check_release(manifest.about)
        unfinished = Path(settings.DATA_DIR) / "unfinished-restore"
        check_place(replace=replace, is_continued=unfinished.exists())
        files = check_pieces(manifest, pieces, progress)
        if not replace:
            write_whole(unfinished, [f"{manifest.about.name}\n".encode()])
        placing = _Placing(manifest, pieces)
        placing.put_files(files, progress)
        failpoint("restore.before_database")
        progress(files, files, "The database")
        engine().put_back(pieces.content(manifest.database()), room)
        failpoint("restore.after_database")
        placing.displace()
        unfinished.unlink(missing_ok=True)
    return _verified(manifest, placing, files, migrations)


class _Placing:
    """Files of a backup on their way to their trees."""

    def __init__(self, manifest: Manifest, pieces: Pieces) -> None:
        self.manifest = manifest
        self.pieces = pieces
        self.written = 0
        self.known: dict[str, int] = {}
        self.displacing: list[Path] = []

    def put_files(self, total: int, progress: Progress) -> None:
        known = {tree.key for tree in trees()}
        for number, entry in enumerate(entry for entry in self.manifest.held() if entry.part in known):
            progress(number, total, "Files")
            self._put(entry)

    def displace(self) -> None:
        """Let files take the place of others of their name."""
        for path in self.displacing:
            path.with_name(path.name + _DISPLACING).replace(path)

    def _put(self, entry: Held) -> None:
        path = tree_called(entry.part).path(entry.name)
        self.known[entry.part] = self.known.get(entry.part, 0) + 1
        if not path.exists():
            write_whole(path, self.pieces.content(entry.piece))
        elif not _is_same(path, entry):
            write_whole(path.with_name(path.name + _DISPLACING), self.pieces.content(entry.piece))
            self.displacing.append(path)
        else:
            return
        self.written += 1


def _is_same(path: Path, entry: Held) -> bool:
    with path.open("rb") as file:
        measured = Measured(iter(lambda: file.read(65_536), b""))
        for _chunk in measured:
            pass
    return (measured.size, measured.digest.hexdigest()) == (entry.piece.size, entry.piece.sha256)


def _verified(manifest: Manifest, placing: _Placing, files: int, migrations: int) -> Restored:
    connection.close()  # what it had prepared was for the database before
    cache.clear()  # so was what is remembered
    same_heads = ledger_end().as_json() == manifest.about.ledger
    if migrations:
        call_command("migrate", verbosity=0, interactive=False)
    ledger = verify()
    if not ledger.ok:
        watch_ledger()  # administrators are told now, not when the worker looks next
    left = sum(1 for tree in trees() for _name in tree.lying_there()) - files
    return Restored(
        manifest.about.name, manifest.about.made_at, files, placing.written, left, migrations, same_heads, ledger.as_json()
    )  # fmt: skip
