"""Letting old backups go, and the pieces that no other backup names."""

from lms.core.errors import Refusal
from lms.site.backup.folder import BackupFolder
from lms.site.backup.manifest import Manifest
from lms.site.backup.pieces import Pieces


def drop_old(folder: BackupFolder, keep: int) -> list[str]:
    """Drop all but the ``keep`` newest backups; the names of those that went, the newest first.

    Pieces go only when every manifest that stays could be read: one that cannot might name any of them.
    """
    names = folder.names()
    for name in names[keep:]:
        folder.manifest_path(name).unlink()
    try:
        named = {entry.piece.name for name in names[:keep] for entry in Manifest(folder.manifest_path(name)).held()}
    except Refusal as refusal:
        raise Refusal(
            f"The backup was made, and old ones were dropped; their pieces stay, for a backup that stays cannot be read. {refusal.sentence}"
        ) from refusal
    Pieces(folder.pieces).sweep(named)
    return names[keep:]
