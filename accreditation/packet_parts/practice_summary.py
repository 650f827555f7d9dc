"""Summary of supervised practice: totals that attorneys confirmed, by forum and skill. No client, no matter, no date of a case."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day, hours

FORUMS = {"uscis": "USCIS", "eoir": "Immigration court and Board (EOIR)", "ice": "ICE", "cbp": "CBP", "other": "No agency"}


def _data(scene: Scene) -> dict[str, Any] | None:
    """Nothing while nothing is confirmed."""
    practice = scene.dossier.practice
    if not practice.minutes:
        return None
    days = [day(one) for one in (practice.first_date, practice.last_date) if one]
    return {
        "total": hours(practice.minutes), "minutes": practice.minutes, "matters": practice.matters, "dates": " to ".join(dict.fromkeys(days)),
        "forums": [_row(FORUMS.get(key, key), minutes) for key, minutes in sorted(practice.minutes_by_forum.items()) if minutes],
        "skills": [_row(key.replace("_", " ").capitalize(), minutes) for key, minutes in sorted(practice.minutes_by_task.items()) if minutes],
        "appearances": [["USCIS", practice.appearances_uscis], ["EOIR", practice.appearances_eoir]],
        "supervisors": [
            {"name": one.name, "bar": " ".join(filter(None, (one.bar_state, one.bar_number))), "hours": hours(one.minutes)} for one in practice.supervisors
        ],
    }  # fmt: skip


def _row(title: str, minutes: int) -> dict[str, Any]:
    return {"title": title, "hours": hours(minutes), "minutes": minutes}


PART = one_sheet("practice_summary", "D", "Summary of supervised practice", _data)
