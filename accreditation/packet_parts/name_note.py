"""Name note: where a document shows another name than the form, that all are the same person (domain reference, 4.3, rule 3).

It lists each other name that was used, and each document of the packet that bears one; the proposed representative attests that all are theirs.
"""

from datetime import date
from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _data(scene: Scene) -> dict[str, Any] | None:
    """Nothing where every document carries the legal name and no other name was ever used."""
    candidate = scene.dossier.candidate
    days = {name: (first, last) for name, first, last in candidate.used}
    rows = [{"name": name, "where": "Other name used, as the form asks", "used": _used(*days.get(name, (None, None)))} for name in candidate.other_names]
    documents = [*_certificates(scene), *_documents(scene)]
    return {"rows": rows, "documents": documents} if rows or documents else None


def _certificates(scene: Scene) -> list[dict[str, str]]:
    found = [(f"Tab {proof.label}, {proof.title}", proof.training.certificate_name) for proof in scene.proofs]
    return [{"document": title, "name": name, "seen": ""} for title, name in found if name and _plain(name) != _plain(scene.name)]


def _documents(scene: Scene) -> list[dict[str, str]]:
    return [
        {"document": _title(one.title, one.dated), "name": one.named, "seen": day(one.verified_on) if one.verified_on else ""}
        for one in scene.documents
        if one.named and _plain(one.named) != _plain(scene.name)
    ]


def _title(title: str, dated: date | None) -> str:
    return f"{title}, dated {day(dated)}" if dated else title


def _used(first: date | None, last: date | None) -> str:
    return " ".join([*([f"from {day(first)}"] if first else []), *([f"until {day(last)}"] if last else [])])


PART = one_sheet("name_note", "A", "Name note", _data)
