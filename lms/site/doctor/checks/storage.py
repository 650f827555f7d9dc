"""Files can be written, and nobody else on the machine or on the network can read the private ones."""

import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from lms.site.doctor.base import Asked, Fault


def look(asked: Asked) -> Iterator[Fault]:
    folders = [("Data", settings.DATA_DIR), ("Anchors", settings.ANCHOR_DIR)]
    if isinstance(storages["default"], FileSystemStorage):
        folders += [("Lessons’ media", settings.MEDIA_ROOT), ("The vault", settings.VAULT_DIR)]
    for name, place in folders:
        yield from _folder(name, Path(place))
    if not isinstance(storages["default"], FileSystemStorage):
        yield from _object_storage()


def _folder(name: str, folder: Path) -> Iterator[Fault]:
    owner = "the user as whom the services run"
    if not folder.is_dir():
        yield Fault(f"{name}: {folder} is not there.", f"Make the folder and give it to {owner}: install -d -m 0750 -o pathway -g pathway {folder}")
        return
    probe = folder / f".doctor-{secrets.token_hex(8)}"
    try:
        probe.write_bytes(b"doctor")
        probe.unlink()
    except OSError as error:
        yield Fault(f"{name}: nothing can be written below {folder}: {error.strerror}.", f"Give the folder to {owner}; see that its disk may be written to.")
    if folder.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH):
        yield Fault(f"{name}: every user of this machine may look into {folder}.", f"chmod o= {folder}")


def _object_storage() -> Iterator[Fault]:
    storage = storages["default"]
    try:
        kept = storage.save(f"doctor/{secrets.token_hex(8)}", ContentFile(b"doctor"))
        with storage.open(kept) as file:
            same = file.read() == b"doctor"
        is_open = storage.is_open_to_strangers(kept)  # type: ignore[attr-defined]  # ours: lms.core.object_storage
        storage.delete(kept)
    except Exception as error:  # noqa: BLE001  each store has errors of its own
        yield Fault(f"The object storage does not keep a file: {error}", "See whether STORAGE_URL names key, secret, host and bucket, and what the key may do.")
        return
    if not same:
        yield Fault("The object storage gives back something else than it was given.", "Ask whoever runs it; use no other bucket before that is clear.")
    if is_open:
        yield Fault("Anybody can read files of the bucket without a key.", "Take public access from the bucket: its policy and its objects’ access lists.")
