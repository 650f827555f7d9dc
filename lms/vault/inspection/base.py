"""The contract of a type of content: how it is recognized, and how it is made harmless."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lms.core.errors import Invalid


class Refused(Invalid):
    """The file is not kept; the sentence says why and what to do."""

    code = "file_refused"


@dataclass(frozen=True)
class Cleaned:
    """Harmless bytes, and a sentence for each thing that was taken away."""

    data: bytes
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signature:
    """A type of content that is known by its bytes.

    ``label`` completes "holds …". ``endings`` are what names of such files end with, the usual one first.
    ``is_it(data)`` decides by content alone.
    """

    key: str
    label: str
    endings: tuple[str, ...]
    is_it: Callable[[bytes], bool]


def by_name_alone(data: bytes) -> bool:
    """For what the bytes do not tell from another type: a name may claim it, and is then compared with what the file holds."""
    return False


@dataclass(frozen=True)
class ContentType(Signature):
    """A type that a kind of file may accept.

    ``clean(data)`` gives harmless bytes of the same type or raises ``Refused``; it changes nothing where nothing need be changed,
    works within limits of its own, and never runs, renders or fetches anything.
    """

    media_type: str
    clean: Callable[[bytes], Cleaned]


@dataclass(frozen=True)
class Inspected:
    """The vault's answer. ``reason`` is one sentence for a person; ``data`` and ``name`` are what may be kept, empty when refused."""

    accepted: bool
    reason: str
    stored_type: str = ""
    changes: tuple[str, ...] = ()
    name: str = ""
    data: bytes = field(default=b"", repr=False)
