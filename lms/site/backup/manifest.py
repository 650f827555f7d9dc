"""What one backup consists of: lines of JSON, the first about the whole, then one a file, the last a proof over all before it.

Anybody may read a manifest: it names no person. Nobody can change it unnoticed without the key: the last line is an HMAC-SHA-256.
It is written and read line by line, so that a million files need no more memory than ten.
"""

import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from lms.core.errors import Refusal
from lms.site.backup.pieces import Damaged, Piece
from lms.site.backup.writing import sync_folder, unfinished_of
from lms.vault.api import BackupKey, backup_key

FORMAT = 1
DATABASE = "database"


@dataclass(frozen=True)
class About:
    """A backup as a whole.

    ``made_at`` is the moment of the snapshot (ISO 8601, UTC); ``engine`` the kind of database; ``migrations`` what was applied to it, as “app.name”;
    ``backup_key``, ``vault_keys`` and ``signing_key`` are ids of the keys without which it is of no use; ``ledger`` is where the ledger ended.
    """

    name: str
    made_at: str
    engine: str
    migrations: list[str]
    backup_key: str
    vault_keys: list[str]
    signing_key: str
    ledger: dict[str, Any]


@dataclass(frozen=True)
class Held:
    """One file of the backup: ``part`` is the database or a tree, ``name`` where it lies in the tree, ``/`` between folders."""

    part: str
    name: str
    piece: Piece


@dataclass(frozen=True)
class Gone:
    """A file that the snapshot names and the backup does not have: ``purged`` while the backup was made, or ``missing`` before."""

    part: str
    name: str
    why: str


class ManifestBeingWritten:
    """Lines go to a file beside ``path``; ``finish`` makes it the manifest."""

    def __init__(self, path: Path, about: About, key: BackupKey) -> None:
        self.path = path
        self._lines = os.fdopen(os.open(unfinished_of(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._proof = hmac.new(key.proving, digestmod="sha256")
        self._say({"pathway_backup": FORMAT, **asdict(about)})

    def add(self, entry: Held | Gone) -> None:
        if isinstance(entry, Held):
            piece = entry.piece
            self._say({"part": entry.part, "name": entry.name, "size": piece.size, "sha256": piece.sha256, "piece": piece.name})
        else:
            self._say({"part": entry.part, "name": entry.name, "gone": entry.why})

    def finish(self) -> None:
        """From here on the backup exists."""
        self._lines.write(_line({"proof": self._proof.hexdigest()}))
        self._lines.flush()
        os.fsync(self._lines.fileno())
        self._lines.close()
        unfinished_of(self.path).replace(self.path)
        sync_folder(self.path.parent)

    def give_up(self) -> None:
        """Leave nothing of a manifest that was not finished."""
        self._lines.close()
        unfinished_of(self.path).unlink(missing_ok=True)

    def _say(self, words: dict[str, Any]) -> None:
        line = _line(words)
        self._proof.update(line)
        self._lines.write(line)


class Manifest:
    """A manifest that was read once and proven. Raises ``Damaged``, and ``Refusal`` when its key is not among VAULT_KEYS."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.about = _about(path)
        _prove(path, self.about)

    def entries(self) -> Iterator[Held | Gone]:
        for words in _lines(self.path):
            if "part" in words:
                yield _entry(words)

    def held(self) -> Iterator[Held]:
        return (entry for entry in self.entries() if isinstance(entry, Held))

    def database(self) -> Piece:
        return next(entry.piece for entry in self.held() if entry.part == DATABASE)


def _line(words: dict[str, Any]) -> bytes:
    return json.dumps(words, ensure_ascii=False).encode() + b"\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            for line in file:
                words = json.loads(line)
                if not isinstance(words, dict):
                    raise _damaged(path)
                yield words
    except ValueError:
        raise _damaged(path) from None


def _about(path: Path) -> About:
    """The first line, not proven yet: it says by which key the rest is."""
    words = next(_lines(path), {})
    if words.get("pathway_backup") != FORMAT or any(field.name not in words for field in fields(About)):
        raise _damaged(path)
    return About(**{field.name: words[field.name] for field in fields(About)})


def _prove(path: Path, about: About) -> None:
    key = backup_key(str(about.backup_key))
    if key is None:
        raise Refusal(
            f"VAULT_KEYS does not hold the key of the backup {path.stem}, so it cannot be read. Set VAULT_KEYS as it was when the backup was made.",
            code="keys_missing",
        )
    proof, last = hmac.new(key.proving, digestmod="sha256"), b""
    with path.open("rb") as file:
        for line in file:
            proof.update(last)
            last = line
    if not hmac.compare_digest(last, _line({"proof": proof.hexdigest()})) or about.name != path.stem:
        raise _damaged(path)


def _entry(words: dict[str, Any]) -> Held | Gone:
    if "gone" in words:
        return Gone(words["part"], words["name"], words["gone"])
    return Held(words["part"], words["name"], Piece(words["piece"], words["size"], words["sha256"]))


def _damaged(path: Path) -> Damaged:
    return Damaged(f"The manifest of the backup {path.stem} was changed or is cut.")


__all__ = ["DATABASE", "About", "Gone", "Held", "Manifest", "ManifestBeingWritten"]
