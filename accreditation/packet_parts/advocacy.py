"""Trial and appellate advocacy, for full accreditation: training, mock and observed hearings, second-chair work and writing, by what proves each."""

from typing import Any

from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day, hours

CATEGORY = "advocacy_litigation"


def _data(scene: Scene) -> dict[str, Any]:
    trainings = [(training, training.minutes_by_category.get(CATEGORY, 0)) for training in scene.trainings]
    shown = sorted(scene.verified("advocacy_training"), key=lambda one: (one.dated is None, one.dated))
    return {
        "trainings": [{"title": training.title, "provider": training.provider, "hours": hours(minutes)} for training, minutes in trainings if minutes > 0],
        "documents": [
            {"shape": one.shape or one.title, "title": one.training, "provider": one.provider, "on": day(one.dated) if one.dated else ""} for one in shown
        ],
        "samples": [{"title": one.training, "on": day(one.dated) if one.dated else ""} for one in scene.verified("writing_sample")],
    }


PART = one_sheet("advocacy", "K", "Trial and appellate advocacy", _data)
