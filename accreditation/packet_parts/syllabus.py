"""Syllabus of the course on fundamentals: what was taught, how long, and what the examination gave."""

from typing import Any

from accreditation.dossier import Training
from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day, hours


def _data(scene: Scene) -> dict[str, Any]:
    return {"courses": [_course(training) for training in scene.trainings if training.is_fundamentals]}


def _course(training: Training) -> dict[str, Any]:
    dates = [day(date) for date in (training.first_date, training.last_date) if date]
    return {
        "title": training.title,
        "provider": ", ".join(filter(None, (training.provider, training.provider_address))),
        "dates": " to ".join(dict.fromkeys(dates)),
        "modes": "; ".join(f"{mode.replace('_', ' ')}: {hours(minutes)}" for mode, minutes in sorted(training.minutes_by_mode.items())),
        "description": training.description,
        "topics": [
            {
                "title": topic.title, "hours": hours(topic.minutes), "minutes": topic.minutes, "required": topic.required,
                "gap": topic.required and topic.minutes <= 0,
            }
            for topic in training.topics
        ],
        "minutes": sum(topic.minutes for topic in training.topics),
        "total": hours(sum(topic.minutes for topic in training.topics)),
        "results": [
            {
                "title": result.title, "required": result.required, "pass": f"{result.pass_percent} %",
                "percent": f"{result.percent} %" if result.attempted else "not taken", "passed": "passed" if result.passed else "not passed",
                "date": day(result.finished_on) if result.finished_on else "",
            }
            for result in training.results
        ],
        "told": training.test_result,
    }  # fmt: skip


PART = one_sheet("syllabus", "H", "Fundamentals course: syllabus and examination", _data)
