"""An outline for a resume, in drafts only and only while there is none: what we know is filled in, the rest is the student’s to write."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day, hours


def _data(scene: Scene) -> dict[str, Any] | None:
    """Nothing in a packet to file, and nothing once a resume was handed in: content is never made up."""
    if not scene.draft or scene.dossier.evidence_of("resume"):
        return None
    practice = scene.dossier.practice
    return {
        "trainings": [
            {"title": training.title, "provider": training.provider, "hours": hours(training.minutes), "until": day(training.last_date)}
            for training in scene.trainings
            if training.last_date
        ],
        "practice": f"{hours(practice.minutes)} in {practice.matters} matters" if practice.minutes else "",
        "is_full": scene.level == "full",
    }


PART = one_sheet("resume_skeleton", "C", "Outline for a resume", _data)
