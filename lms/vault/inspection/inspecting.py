"""`inspect`: what an upload holds, whether its kind takes it, and its harmless bytes.

In this order, each step cheap before the next: size while reading, type by content, type against the kind, name against the type,
a second file hidden in it, and at last the cleaning that belongs to the type. Names and what the browser says decide nothing.
"""

from io import BytesIO
from typing import IO

from lms.vault.inspection.base import Cleaned, ContentType, Inspected, Refused, Signature
from lms.vault.inspection.content_types import all_signatures, content_types
from lms.vault.inspection.packages import ends_as_archive
from lms.vault.kinds import Accepts
from lms.vault.shelf import clean_name

PIECE = 65_536
PACKAGES = ("docx", "xlsx", "pptx", "odt")
NO_FILE = "No file is kept here, so this one was not kept either. Only what the form asks is written down."
EMPTY = "This file is empty. Choose the file again, or save it once more and try again."


def inspect(source: bytes | IO[bytes], *, name: str, accepts: Accepts) -> Inspected:
    """The vault's answer on ``source``, of which never more than the limit of ``accepts`` is held. Raises nothing for any content."""
    try:
        if not accepts.types:
            raise Refused(NO_FILE, code="no_file_kept")
        data = _read(source, accepts)
        kind = _accepted_type(data, name, accepts)
        kept_name = name_for(name, kind)
        cleaned = _cleaned(data, kind)
    except Refused as refused:
        return Inspected(accepted=False, reason=refused.sentence)
    return Inspected(True, _said(cleaned), kind.media_type, cleaned.changes, kept_name, cleaned.data)


def _said(cleaned: Cleaned) -> str:
    return "This file is accepted, after changes." if cleaned.changes else "This file is accepted as it is."


def _read(source: bytes | IO[bytes], accepts: Accepts) -> bytes:
    stream = BytesIO(source) if isinstance(source, bytes) else source
    pieces, size = [], 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > accepts.most_bytes:
            raise Refused(f"This file is larger than {accepts.megabytes} MB. Save it smaller, or in parts, and try again.", code="too_large")
        pieces.append(piece)
    if not size:
        raise Refused(EMPTY, code="empty")
    return b"".join(pieces)


def type_of(data: bytes, name: str) -> Signature | None:
    """What ``data`` is by its bytes; ``None`` for nothing known. Of plain text alone, the name says whether it is a table (CSV)."""
    found = next((one for one in all_signatures() if one.is_it(data)), None)
    if found is not None and found.key == "text" and _ending(name) in content_types.get("csv").endings:
        return content_types.get("csv")
    return found


def _accepted_type(data: bytes, name: str, accepts: Accepts) -> ContentType:
    found = type_of(data, name)
    if isinstance(found, ContentType) and found.key in accepts.types:
        return found
    wanted = _list([content_types.get(key).label for key in accepts.types])
    if found is None:
        raise Refused(f"We cannot tell what kind of file this is; perhaps it is damaged. Here you can hand in {wanted}.", code="unknown_type")
    raise Refused(f"This file holds {found.label}, which cannot be handed in here. Hand in {wanted}.", code="wrong_type")


def name_for(name: str, kind: ContentType) -> str:
    """The name to keep, with an ending that tells the truth; raises ``Refused`` when the ending tells another type."""
    plain = clean_name(name)
    ending = _ending(plain)
    if ending in kind.endings:
        return plain
    claimed = next((one for one in all_signatures() if ending and ending in one.endings), None)
    if claimed is not None:
        raise Refused(
            f"This file’s name ends in .{ending}, as {claimed.label} does, but it holds {kind.label}. "
            f"Give it the ending .{kind.endings[0]}, or choose the right file.",
            code="name_lies",
        )
    return clean_name(f"{plain[:110]}.{kind.endings[0]}")


def _cleaned(data: bytes, kind: ContentType) -> Cleaned:
    cleaned = kind.clean(data)
    if not cleaned.data:
        raise Refused(EMPTY, code="empty")  # a mark of the encoding and nothing after it
    if kind.key not in PACKAGES and ends_as_archive(cleaned.data):
        raise Refused("This file is an archive at the same time, so it was not kept. Save or print it as a new file and try again.", code="two_files")
    return cleaned


def _ending(name: str) -> str:
    return clean_name(name).rpartition(".")[2].strip().lower() if "." in clean_name(name) else ""


def _list(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"
