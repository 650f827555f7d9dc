"""The files beside the database: the vault's and the media of lessons. A file is named by where it lies in its tree, ``/`` between folders.

Both are written before the row that names them, under a name that nothing else takes; so whatever a snapshot names is there
afterwards, unless it was removed since.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import FileField

from lms.site.backup.pieces import Damaged
from lms.site.backup.writing import UNFINISHED
from lms.vault.api import is_on_the_shelf, names_on_the_shelf


@dataclass(frozen=True)
class Tree:
    """``named(using)`` gives what the database ``using`` names; ``is_named(name)`` asks the present one; ``has_others`` says
    whether files that no row names belong to it too."""

    key: str
    root: Callable[[], Path]
    named: Callable[[str], Iterator[str]]
    is_named: Callable[[str], bool]
    has_others: bool = False

    def path(self, name: str) -> Path:
        """Where ``name`` lies. Raises ``Damaged`` for a name that would lead out of the tree."""
        if not name or name.startswith("/") or "\\" in name or any(part in ("", ".", "..") for part in name.split("/")):
            raise Damaged(f"“{name}” is no name of a file in {self.key}.")
        return self.root() / name

    def lying_there(self) -> Iterator[str]:
        """Every file of the tree, unfinished ones left out."""
        for folder, _folders, files in os.walk(self.root()):
            for file in files:
                path = Path(folder) / file
                if path.suffix != UNFINISHED and path.is_file() and not path.is_symlink():
                    yield path.relative_to(self.root()).as_posix()


def are_files_here() -> bool:
    """Whether vault and media are folders, and no bucket of STORAGE_URL, which is backed up by its own means."""
    return isinstance(default_storage, FileSystemStorage)


def trees() -> tuple[Tree, ...]:
    """The trees of this installation; none where files lie in a bucket."""
    if not are_files_here():
        return ()
    return (
        Tree("vault", lambda: Path(settings.VAULT_DIR), names_on_the_shelf, is_on_the_shelf),
        Tree("media", lambda: Path(settings.MEDIA_ROOT), _media_named, _is_media_named, has_others=True),  # pictures of questions have no rows of their own
    )


def tree_called(key: str) -> Tree:
    """The tree of a line of a manifest. Raises ``Damaged``."""
    found = {tree.key: tree for tree in trees()}.get(key)
    if found is None:
        raise Damaged(f"The backup holds files of a kind that is not known here: “{key}”.")
    return found


def _media_named(using: str) -> Iterator[str]:
    for field in _media_fields():
        rows = field.model._base_manager.using(using).exclude(**{field.name: ""}).values_list(field.name, flat=True)
        yield from (name for name in rows.iterator(chunk_size=2000) if name)


def _is_media_named(name: str) -> bool:
    return any(field.model._base_manager.filter(**{field.name: name}).exists() for field in _media_fields())


def _media_fields() -> Iterator[FileField]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField) and model._meta.managed and not model._meta.proxy:
                yield field
