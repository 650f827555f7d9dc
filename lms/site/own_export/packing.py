"""The archive, written as it is read: ``index.html`` and README first, then one JSON file a part, then the files. The same facts give the same bytes.

No clock is read and every member has the same date. Memory holds the facts of the parts, which the page in front needs before the first, and 64 KB of
a file at a time.
"""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

from lms.core.own_export import File, Part, Source, own_export_sources
from lms.core.progress import Progress, untold
from lms.people.api import accounts_merged_into

FIXED = (1980, 1, 1, 0, 0, 0)
FORMAT = "pathway-own-export-1"


class _Pipe(io.RawIOBase):
    """Takes what ``ZipFile`` writes and hands it on; it cannot seek, so nothing is written twice."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data, self.pieces = b"".join(self.pieces), []
        return data


def packed(person: Any, told: Progress = untold) -> Iterator[bytes]:
    """The bytes of the archive in pieces; ``told(done, total, message)`` before each part."""
    sources = list(own_export_sources)
    accounts = [person, *accounts_merged_into(person)]
    parts: list[tuple[Source, Part]] = []
    for number, source in enumerate(sources):
        told(number, len(sources) + 1, source.key)
        parts.append((source, _joined([source.give(account) for account in accounts])))
    told(len(sources), len(sources) + 1, gettext("Packing"))
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, content in _members(person, parts):
            info = ZipInfo(name, FIXED)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as member:
                for piece in content:
                    member.write(piece)
                    yield pipe.taken()
    yield pipe.taken()


def _joined(given: list[Part]) -> Part:
    """One part of what was kept under every account of the person; tables of accounts that were merged say so."""
    own, *others = given
    earlier = [
        replace(table, title=gettext("%(title)s, of a merged account") % {"title": table.title}) for part in others for table in part.tables if table.rows
    ]
    data = [row for part in given for row in part.data]
    return Part(own.title, data, [*own.tables, *earlier], [file for part in given for file in part.files])


def _members(person: Any, parts: list[tuple[Source, Part]]) -> Iterator[tuple[str, Iterable[bytes]]]:
    files = [(source, file) for source, part in parts for file in part.files]
    named = {id(file): name for (_source, file), name in zip(files, _unique([file.path for _source, file in files]), strict=True)}
    shown = [(source, part, [(named[id(file)], file) for file in part.files]) for source, part in parts]
    yield "index.html", [render_to_string("site/own_export/index.html", {"person": person, "parts": shown, "format": FORMAT}).encode()]
    yield "README.txt", [_readme(parts).encode()]
    yield "schema.json", [_json(schema(parts))]
    for source, part in parts:
        yield f"data/{source.key}.json", [_json({"format": FORMAT, "part": source.key, "rows": part.data})]
    for source_and_file in files:
        file = source_and_file[1]
        yield named[id(file)], _pieces(file)


def _pieces(file: File) -> Iterable[bytes]:
    content = file.content()
    return [content] if isinstance(content, bytes) else content


def _unique(paths: list[str]) -> list[str]:
    """Paths that no other member has, and that lead nowhere else when unpacked."""
    seen: set[str] = set()
    found = []
    for path in paths:
        safe = "/".join(part for part in path.replace("\\", "/").split("/") if part not in ("", ".", ".."))
        while safe.casefold() in seen:
            safe = f"{safe.rpartition('/')[0]}/_{safe.rpartition('/')[2]}".lstrip("/")
        seen.add(safe.casefold())
        found.append(safe)
    return found


def schema(parts: list[tuple[Source, Part]]) -> dict[str, Any]:
    """What each key of each file under ``data/`` means."""
    return {"format": FORMAT, "parts": {source.key: {"file": f"data/{source.key}.json", "rows": source.fields} for source, _part in parts}}


def _readme(parts: list[tuple[Source, Part]]) -> str:
    lines = [
        gettext("What Pathway keeps about you, to read without Pathway."), "",
        gettext("index.html: open it in any browser. It needs no network and runs no scripts."),
        gettext("data/: the same facts for programs, one JSON file a part; schema.json says what each field means."),
        gettext("Times are UTC. Minutes are whole; each entry of the ledger carries its SHA-256 fingerprint and continues the one before it."),
        gettext("Results are here as far as they were released to you. Right answers of questions are not part of this archive."),
        gettext(
            "Not in it: what I chose, matched or sent as a file in quizzes, what instructors wrote about answers, answers that are not shown yet, "
            "proposals that wait or were declined, and packets that were filed. They stand under My results and My record."
        ), "",
    ]  # fmt: skip
    for source, part in parts:
        count = len(part.data)
        lines.append(f"data/{source.key}.json: {part.title} ({ngettext('%(count)s row', '%(count)s rows', count) % {'count': count}})")
    return "\n".join(lines) + "\n"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
