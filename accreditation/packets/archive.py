"""The packet's ZIP: fixed dates and order, ASCII names, and a manifest of SHA-256."""

import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lms.core.canonical import sha256_hex

FIXED = (1980, 1, 1, 0, 0, 0)


def packed(files: dict[str, bytes], facts: dict[str, Any]) -> bytes:
    """A ZIP of ``files`` in their order, with ``manifest.json`` of ``facts`` and each file's size and SHA-256 in front."""
    manifest = {**facts, "files": [{"name": name, "bytes": len(data), "sha256": sha256_hex(data)} for name, data in files.items()]}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in {"manifest.json": text.encode(), **files}.items():
            member = ZipInfo(name, FIXED)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return file.getvalue()
