"""Making a backup: a snapshot of the database first, then every file that the snapshot names; the manifest last of all."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from accreditation.api import ledger_end
from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.core.progress import Progress, untold
from lms.site.backup.databases import Snapshot, engine
from lms.site.backup.drop import drop_old
from lms.site.backup.folder import BackupFolder
from lms.site.backup.manifest import DATABASE, About, Gone, Held, ManifestBeingWritten
from lms.site.backup.pieces import Pieces
from lms.site.backup.trees import Tree, trees
from lms.site.backup.workroom import workroom
from lms.vault.api import key_in_use, keys_that_wrap, newest_backup_key


@dataclass
class Made:
    """What a backup came to. Sizes are bytes of content; ``purged`` and ``missing`` are as in the manifest, ``dropped`` the older backups let go."""

    name: str = ""
    database_bytes: int = 0
    files: int = 0
    bytes: int = 0
    new_files: int = 0
    new_bytes: int = 0
    purged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything that the database names is in it, or was purged on purpose."""
        return not self.missing


def back_up(*, folder: Path, keep: int | None = None, thorough: bool = False, progress: Progress = untold) -> Made:
    """Put a backup of the present state into ``folder`` and, with ``keep``, let all but so many of the newest go.

    With ``thorough``, pieces that are there already are read again, and written anew where they do not hold. Nothing has to stop,
    and nothing of the installation is changed. Raises ``Refusal``; then the folder's earlier backups are as they were.
    """
    place = BackupFolder(folder)
    with workroom() as room, place.opened_for_writing():
        made = _Making(place, thorough, progress).run(room)
        made.dropped = drop_old(place, keep) if keep else []
    return made


class _Making:
    def __init__(self, place: BackupFolder, thorough: bool, progress: Progress) -> None:
        self.place = place
        self.pieces = Pieces(place.pieces)
        self.key = newest_backup_key()
        self.thorough = thorough
        self.progress = progress
        self.made = Made()

    def run(self, room: Path) -> Made:
        with tempfile.TemporaryFile("w+", encoding="utf-8", dir=room) as named:
            with engine().snapshot(room) as snapshot:
                failpoint("backup.after_snapshot")
                about = self._about(snapshot)
                self.progress(0, 0, "The database")
                database = self.pieces.put(snapshot.dump(), self.key)
                total = _note(named, snapshot.using)
            self.made.name, self.made.database_bytes = about.name, database.size
            with _manifest(self.place.manifest_path(about.name), about, self) as manifest:
                manifest.add(Held(DATABASE, DATABASE, database))
                for entry in self._files(_noted(named), total):
                    manifest.add(entry)
                failpoint("backup.before_manifest")
        return self.made

    def _about(self, snapshot: Snapshot) -> About:
        moment = now()
        applied = MigrationRecorder(connections[snapshot.using]).applied_migrations()
        return About(
            name=self._free_name(moment.strftime("%Y-%m-%dT%H-%M-%SZ")),
            made_at=moment.isoformat(timespec="seconds"),
            engine=engine().name,
            migrations=sorted(f"{app}.{name}" for app, name in applied),
            backup_key=self.key.key_id,
            vault_keys=sorted(keys_that_wrap(snapshot.using)),
            signing_key=key_in_use(),
            ledger=ledger_end(snapshot.using).as_json(),
        )

    def _free_name(self, wanted: str) -> str:
        """Backups of one second are told apart by a letter; names stay in the order of their making."""
        taken = [name for name in self.place.names() if name.startswith(wanted)]
        return f"{wanted}{'abcdefghijklmnopqrstuvwxyz'[len(taken) - 1]}" if taken else wanted

    def _files(self, named: Iterable[tuple[Tree, str]], total: int) -> Iterator[Held | Gone]:
        taken: set[tuple[str, str]] = set()
        for number, (tree, name) in enumerate(_with_others(named, taken)):
            self.progress(number, max(total, number), "Files")
            entry = self._file(tree, name, is_named=number < total)
            if entry is not None:
                yield entry

    def _file(self, tree: Tree, name: str, *, is_named: bool) -> Held | Gone | None:
        try:
            piece, is_new = self.pieces.put_file(tree.path(name), self.key, again_if_damaged=self.thorough)
        except FileNotFoundError:
            return self._gone(tree, name) if is_named else None
        self.made.files += 1
        self.made.bytes += piece.size
        if is_new:
            self.made.new_files += 1
            self.made.new_bytes += piece.size
        return Held(tree.key, name, piece)

    def _gone(self, tree: Tree, name: str) -> Gone:
        """Removed since the snapshot, or missing all along: the present database knows."""
        if tree.is_named(name):
            self.made.missing.append(f"{tree.key}/{name}")
            return Gone(tree.key, name, "missing")
        self.made.purged.append(f"{tree.key}/{name}")
        return Gone(tree.key, name, "purged")


@contextmanager
def _manifest(path: Path, about: About, making: _Making) -> Iterator[ManifestBeingWritten]:
    manifest = ManifestBeingWritten(path, about, making.key)
    try:
        yield manifest
    except BaseException:
        manifest.give_up()
        raise
    manifest.finish()


def _note(notes: IO[str], using: str) -> int:
    """Write down what the snapshot names, so that it need not be held while files are copied; how many names there are."""
    number = 0
    for tree in trees():
        for name in tree.named(using):
            notes.write(json.dumps([tree.key, name]) + "\n")
            number += 1
    return number


def _noted(notes: IO[str]) -> Iterator[tuple[Tree, str]]:
    known = {tree.key: tree for tree in trees()}
    notes.seek(0)
    for line in notes:
        key, name = json.loads(line)
        yield known[key], name


def _with_others(named: Iterable[tuple[Tree, str]], taken: set[tuple[str, str]]) -> Iterator[tuple[Tree, str]]:
    """What is named, then what lies beside it in a tree where that counts; each once."""
    for tree, name in named:
        if tree.has_others:
            taken.add((tree.key, name))
        yield tree, name
    for tree in trees():
        if tree.has_others:
            yield from ((tree, name) for name in tree.lying_there() if (tree.key, name) not in taken)
