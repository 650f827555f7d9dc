"""What the vault holds: each kind says who may read it. Registered by the app that stores it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lms.core.registry import Registry


@dataclass(frozen=True)
class Accepts:
    """What a kind of file takes: keys of content types (none: every file is refused), and the largest file in megabytes (of 1 000 000 bytes)."""

    types: tuple[str, ...]
    megabytes: int = 10

    @property
    def most_bytes(self) -> int:
        return self.megabytes * 1_000_000


def _nothing(file: Any) -> str:
    return ""


def the_owner(file: Any) -> list[str]:
    """Whose record a file is, unless its kind says otherwise."""
    return [file.owner] if file.owner else []


@dataclass(frozen=True)
class FileKind:
    """A kind of file.

    ``may_read(person, file)`` decides every read. ``keep_days`` is how long a file is kept, for good without it.
    ``people_in(file)`` names the people (public ids) whose records it holds, where they are not kept with the file: a download
    by anyone else is a disclosure.
    ``accepts`` says what people may upload as this kind; without it, only the server itself makes such files.
    ``why_kept(file)`` says in a sentence why a file may not be removed now; empty where nothing speaks against it.
    """

    key: str
    label: str
    may_read: Callable[[Any, Any], bool]
    keep_days: int | None = None
    people_in: Callable[[Any], Iterable[str]] = the_owner
    accepts: Accepts | None = None
    why_kept: Callable[[Any], str] = _nothing


file_kinds: Registry[FileKind] = Registry("kind of file")


def register_file_kind(
    key: str,
    label: str,
    may_read: Callable[[Any, Any], bool],
    keep_days: int | None = None,
    people_in: Callable[[Any], Iterable[str]] = the_owner,
    accepts: Accepts | None = None,
    why_kept: Callable[[Any], str] = _nothing,
) -> None:
    """Add a kind; raises ``ValueError`` when the key is taken. ``people_in``: for files about several people; ``why_kept``: for what is frozen."""
    file_kinds.register(key, FileKind(key, label, may_read, keep_days, people_in, accepts, why_kept))
