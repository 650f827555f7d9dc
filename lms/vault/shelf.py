"""Where encrypted files lie, how they get there whole, and what they may be called when they leave: folders of this machine, or a bucket."""

import errno
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from lms.core.errors import Refusal
from lms.core.failpoints import failpoint
from lms.vault.ciphers import CHUNK, TAG, Unreadable
from lms.vault.faults import FILE_MISSING, NO_ROOM, note

LONGEST_NAME = 120
_UNFINISHED = ".part"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, direction, surrogate, private, unassigned, line ends
_WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class NoRoom(Refusal):
    """The disk is full. Nothing was stored."""

    status = 507
    code = "no_room"

    def __init__(self) -> None:
        super().__init__("There is no room left to store this file, so nothing was saved. Please tell support, then try again.")


def path_of(stored_as: str) -> Path:
    return Path(settings.VAULT_DIR) / stored_as[:2] / stored_as


def put(stored_as: str, sealed: Iterable[bytes]) -> None:
    """Write the sealed chunks so that after a power cut the file is there whole or not at all. Raises ``NoRoom``."""
    if _is_bucket():
        return _bucket().put(stored_as, sealed)
    return _put(stored_as, sealed)


def _put(stored_as: str, sealed: Iterable[bytes]) -> None:
    path = path_of(stored_as)
    unfinished = path.with_suffix(_UNFINISHED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(unfinished, sealed)
        failpoint("vault.before_rename")
        unfinished.rename(path)
        _sync_folder(path.parent)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            note(NO_ROOM)
            raise NoRoom from error
        raise


def take(stored_as: str) -> Iterator[bytes]:
    """The sealed chunks of a file; raises ``Unreadable`` when it is not there."""
    return _bucket().take(stored_as) if _is_bucket() else _take(stored_as)


def _take(stored_as: str) -> Iterator[bytes]:
    try:
        source = path_of(stored_as).open("rb")
    except FileNotFoundError:
        note(FILE_MISSING)
        raise Unreadable from None
    with source:
        while chunk := source.read(CHUNK + TAG):
            yield chunk


def discard(stored_as: str) -> None:
    """Remove the bytes of a file; nothing when they are gone already."""
    if _is_bucket():
        return _bucket().discard(stored_as)
    return path_of(stored_as).unlink(missing_ok=True)


def lying_since_before(moment: float) -> Iterator[str]:
    """Names of the vault's files last written before ``moment`` (seconds of the epoch), unfinished ones included."""
    return _bucket().lying_since_before(moment) if _is_bucket() else _lying_since_before(moment)


def _lying_since_before(moment: float) -> Iterator[str]:
    for path in Path(settings.VAULT_DIR).glob("??/*"):
        try:
            if path.stat().st_mtime < moment:
                yield path.name
        except FileNotFoundError:  # finished or removed while we looked
            continue


def clean_name(name: str) -> str:
    """A download name without folders, control or direction characters, at most 120 characters, never empty."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in base if unicodedata.category(char) not in _HIDDEN)
    tidy = re.sub(r'[<>:"|?*]', "_", visible).strip(" .'").lstrip("=+@-\t ") or "file"  # a list of files opened in Excel must not compute
    if _WINDOWS_DEVICE.match(tidy):
        tidy = f"_{tidy}"
    return tidy if len(tidy) <= LONGEST_NAME else _shortened(tidy)


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 9:
        return name[:LONGEST_NAME].rstrip(" .")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip(' .')}{dot}{ending}"


def _is_bucket() -> bool:
    return "vault" in settings.STORAGES


def _bucket() -> Any:
    from lms.vault import bucket  # its library is installed where STORAGE_URL asks for it

    return bucket


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, so that no committed row can point to a file that a power cut took."""
    for place in (folder, folder.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
