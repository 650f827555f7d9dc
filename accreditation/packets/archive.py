"""The packet's ZIP: fixed dates and order, ASCII names, and a manifest of SHA-256.

Members are stored as they are: PDFs hold compressed streams already, and stored bytes do not depend on a library of compression.
"""

import io
import json
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lms.core.canonical import sha256_hex

FIXED = (1980, 1, 1, 0, 0, 0)
MANIFEST = "manifest.json"


def packed(files: dict[str, bytes], facts: dict[str, Any]) -> bytes:
    """A ZIP of ``files`` in their order, with ``manifest.json`` of ``facts`` and each file's size and SHA-256 in front."""
    manifest = {**facts, "files": [{"name": name, "bytes": len(data), "sha256": sha256_hex(data)} for name, data in files.items()]}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, data in {MANIFEST: text.encode(), **files}.items():
            archive.writestr(member(name), data)
    return file.getvalue()


def member(name: str) -> ZipInfo:
    """A member without a date, for files that are made again to the byte."""
    info = ZipInfo(name, FIXED)
    info.compress_type = ZIP_STORED
    info.external_attr = 0o644 << 16
    return info
