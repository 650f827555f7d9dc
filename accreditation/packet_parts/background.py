"""Statement on the background check: its date, who made it, and its outcome where nothing was found. The report is not kept here, let alone printed."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day

NOTHING_FOUND = "nothing_found"


def _data(scene: Scene) -> dict[str, Any] | None:
    """Nothing without a check that a second person verified. What was found is between the officer and the candidate."""
    checks = scene.verified("background_check")
    if not checks:
        return None
    return {
        "checks": [
            {
                "on": day(one.dated) if one.dated else "", "made_by": one.made_by,
                "outcome": "Nothing was found" if one.outcome == NOTHING_FOUND else "See the officer’s certification on the form",
            }
            for one in checks
        ],
        "letters": [", ".join(filter(None, (one.writer, one.relation))) for one in scene.verified("character_letter") if one.kind != "character_letter"],
    }  # fmt: skip


PART = one_sheet("background", "I", "Statement on the background check", _data)
