"""Worksheet for Form EOIR-31A."""

from typing import Any

from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.typesetting import typeset
from lms.core.wording import day


def _data(scene: Scene) -> dict[str, Any]:
    sheet = scene.dossier.worksheet
    return {
        "candidate": scene.dossier.candidate.legal_name,
        "edition": sheet.edition,
        "source": sheet.source,
        "checked": f"checked against the official form on {day(sheet.checked_on)}" if sheet.checked_on else "not yet compared with the official form",
        "fields": [
            {"group": f.group, "asks": f.asks, "answer": f.answer, "state": "confirmed" if f.confirmed else "check numbering", "mark": f.mark}
            for f in sheet.fields
        ],
    }


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("worksheet", "Worksheet for Form EOIR-31A", typeset("worksheet", _data(scene), at=scene.at))]


PART = PacketPart("worksheet", "A", "Worksheet for Form EOIR-31A", _build)
