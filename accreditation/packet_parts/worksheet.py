"""Worksheet for Form EOIR-31A, on the edition in force; what a person has to weigh or sign stays blank."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day

AT_FILING = ("svc.date",)
"""Answered by the filing itself, so a comparison leaves them out."""


def _data(scene: Scene) -> dict[str, Any]:
    sheet = scene.dossier.worksheet
    fields = [
        {"key": f.key, "group": f.group, "asks": f.asks, "answer": f.answer, "state": "confirmed" if f.confirmed else "check numbering", "mark": f.mark}
        for f in sheet.fields
    ]
    return {
        "edition": sheet.edition,
        "source": sheet.source,
        "checked": f"checked against edition {sheet.edition} on {day(sheet.checked_on)}" if sheet.checked_on else "not yet compared with the official form",
        "fields": [one for one in fields if one["key"] not in AT_FILING],
        "at_filing": [one for one in fields if one["key"] in AT_FILING],
    }


PART = one_sheet("worksheet", "A", "Worksheet for Form EOIR-31A", _data, uncompared=("at_filing",))
