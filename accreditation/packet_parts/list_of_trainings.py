"""List of trainings."""

from typing import Any

from accreditation.dossier import Training
from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.typesetting import typeset
from lms.core.wording import day, hours


def _data(scene: Scene) -> dict[str, Any]:
    rows = [_row(number, training) for number, training in enumerate(scene.dossier.eoir_trainings, start=1)]
    return {"candidate": scene.dossier.candidate.legal_name, "as_of": day(scene.dossier.as_of), "rows": rows}


def _row(number: int, training: Training) -> dict[str, str]:
    """The fields EOIR asks for of each training (domain reference, 3.1)."""
    dates = [day(date) for date in (training.first_date, training.last_date) if date]
    taken = [result for result in training.results if result.attempted]
    return {
        "number": str(number),
        "title": training.title,
        "provider": training.provider,
        "dates": " to ".join(dict.fromkeys(dates)) or "none yet",
        "hours": f"{hours(training.minutes)} ({training.minutes} minutes)",
        "modes": "; ".join(f"{mode.replace('_', ' ')}: {hours(minutes)}" for mode, minutes in sorted(training.minutes_by_mode.items())),
        "topics": "; ".join(f"{topic.title} {hours(topic.minutes)}" for topic in training.topics if topic.minutes),
        "certificate": training.certificate_number or "no certificate",
        "results": "; ".join(f"{result.title}: {result.percent} % ({'passed' if result.passed else 'not passed'})" for result in taken) or "none",
    }


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("list_of_trainings", "List of trainings", typeset("list_of_trainings", _data(scene), at=scene.at))]


PART = PacketPart("list_of_trainings", "F", "List of trainings", _build)
