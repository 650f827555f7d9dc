"""What the vault holds: each kind says who may read it. Registered by the app that stores it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lms.core.registry import Registry


@dataclass(frozen=True)
class FileKind:
    """``may_read(person, file)`` decides every read; ``keep_days`` is how long a file is kept, for good without it."""

    key: str
    label: str
    may_read: Callable[[Any, Any], bool]
    keep_days: int | None = None


file_kinds: Registry[FileKind] = Registry("kind of file")


def register_file_kind(key: str, label: str, may_read: Callable[[Any, Any], bool], keep_days: int | None = None) -> None:
    """Add a kind; raises ``ValueError`` when the key is taken."""
    file_kinds.register(key, FileKind(key, label, may_read, keep_days))
