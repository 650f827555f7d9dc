"""What must be true of a backup and of this installation before a restore touches anything."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lms.core.errors import Conflict, Refusal
from lms.core.progress import Progress
from lms.core.wording import counted
from lms.site.backup.databases import engine
from lms.site.backup.manifest import DATABASE, About, Manifest
from lms.site.backup.pieces import Damaged, Pieces
from lms.site.backup.trees import tree_called, trees
from lms.vault.api import every_pair, missing_site_keys


def check_keys(about: About, *, signing_key_is_lost: bool) -> None:
    """Raises ``Refusal`` when a key is not here without which the backup would be of no use."""
    missing = missing_site_keys(set(about.vault_keys))
    if missing:
        raise Refusal(
            f"VAULT_KEYS lacks {counted(len(missing), 'key')} under which files and texts of this backup are encrypted ({', '.join(sorted(missing))}). "
            "Set VAULT_KEYS as it was when the backup was made.",
            code="keys_missing",
        )
    if not signing_key_is_lost and about.signing_key not in {pair.key_id for pair in every_pair()}:
        raise Refusal(
            f"SIGNING_KEYS does not hold the key that signed when this backup was made ({about.signing_key}). Set it as it was; "
            "if that key is lost for good, say --signing-key-lost, and revoke it afterwards.",
            code="keys_missing",
        )


def check_release(about: About) -> int:
    """How many migrations this release has beyond the backup. Raises ``Conflict`` when the backup cannot be used by this release and these settings."""
    if about.engine != engine().name:
        raise Conflict(f"This backup is of {about.engine}, and DATABASE_URL names {engine().name}. It goes back into the kind of database it was made from.")
    known = {f"{app}.{name}" for app, name in _known_migrations()}
    beyond = sorted(set(about.migrations) - known)
    if beyond:
        raise Conflict(
            f"This backup was made by a later release: this one does not know {counted(len(beyond), 'migration')} of it, {beyond[-1]} for one. "
            "Install the release that made it, then restore."
        )
    return len(known - set(about.migrations))


def check_pieces(manifest: Manifest, pieces: Pieces, progress: Progress) -> int:
    """Read the whole backup; how many files it holds. Raises ``Damaged`` naming the first that does not hold."""
    number, databases = 0, 0
    for number, entry in enumerate(manifest.held(), start=1):
        progress(number, 0, "Reading the backup")
        if entry.part == DATABASE:
            databases += 1
        else:
            tree_called(entry.part).path(entry.name)
        try:
            for _chunk in pieces.content(entry.piece):
                pass
        except Damaged as damaged:
            raise Damaged(f"The backup {manifest.about.name} is damaged, and nothing was touched. {entry.part}/{entry.name}: {damaged.sentence}") from damaged
    if databases != 1:
        raise Damaged(f"The backup {manifest.about.name} holds {counted(databases, 'database')} where it should hold one.")
    return number - 1


def check_place(*, replace: bool, is_continued: bool) -> None:
    """Raises ``Conflict`` when something lies where the backup would go, unless it may be replaced.

    ``is_continued``: a restore into an empty place was begun and killed, so files that lie there are its own.
    """
    if not replace:
        if connection.introspection.table_names():
            raise Conflict("The database is not empty. Say --replace if the backup is to take its place; what is in it now will be gone.")
        for tree in trees():
            if not is_continued and next(tree.lying_there(), None) is not None:
                raise Conflict(f"{tree.root()} is not empty. Say --replace if the backup is to take its place.")
    engine().refuse_company()


def _known_migrations() -> list[tuple[str, str]]:
    return list(MigrationLoader(None).disk_migrations)
