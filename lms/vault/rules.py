"""Who may read a file: whoever its kind says, asked anew at every read."""

from collections.abc import Iterable
from typing import Any

import rules

from lms.vault.kinds import file_kinds
from lms.vault.models import StoredFile


@rules.predicate
def may_read_file(person: Any, file: Any = None) -> bool:
    """Asks the kind of the file; a file whose kind is gone is read by nobody."""
    if file is None or not (person.is_authenticated and person.is_active):
        return False
    return file.kind in file_kinds and bool(file_kinds.get(file.kind).may_read(person, file))


def files_visible_to(person: Any, among: Iterable[StoredFile]) -> list[StoredFile]:
    """Twin of ``vault.read_file``. Kinds answer in Python, so this filters what the caller found; the vault itself is never listed."""
    return [file for file in among if may_read_file(person, file)]


rules.add_perm("vault.read_file", may_read_file)
