"""Syllabus of the course on fundamentals: what it teaches module by module, the student's time by topic, and what the examination gave."""

from typing import Any

from accreditation.dossier import Result, Subject, Training
from accreditation.packet_parts.base import Scene, one_sheet
from accreditation.packet_parts.trained import dates_of, modes_of, title_of
from lms.core.wording import day, hours


def _data(scene: Scene) -> dict[str, Any]:
    exam = scene.dossier.rules.exam
    return {"courses": [_course(training, scene.outline, exam) for training in scene.trainings if training.is_fundamentals]}


def _course(training: Training, outline: tuple[Subject, ...], exam: str) -> dict[str, Any]:
    minutes = sum(topic.minutes for topic in training.topics)
    shown = [result for result in training.results if result.attempted or result.required]
    return {
        "title": title_of(training),
        "provider": ", ".join(filter(None, (training.provider, training.provider_address))),
        "dates": dates_of(training),
        "modes": modes_of(training),
        "certificate": training.certificate_number,
        "description": training.description,
        "modules": [_module(subject) for subject in outline if training.track and subject.track == training.track],
        "stated": hours(training.stated_minutes) if training.stated_minutes else "",
        "topics": [
            {
                "title": topic.title, "hours": hours(topic.minutes), "minutes": topic.minutes, "required": topic.required,
                "gap": topic.required and topic.minutes <= 0,
            }
            for topic in training.topics
        ],
        "minutes": minutes,
        "total": hours(minutes),
        "examination": [_result(result) for result in shown if result.assessment == exam],
        "results": [_result(result) for result in shown if result.assessment != exam],
        "told": training.test_result,
    }  # fmt: skip


def _module(subject: Subject) -> dict[str, Any]:
    minutes = {"live": subject.minutes_live, "self_paced": subject.minutes_self_paced, "assessment": subject.minutes_assessment}
    return {
        "title": subject.title, "sessions": ", ".join(map(str, subject.sessions)), "objectives": list(subject.objectives),
        "authorities": "; ".join(dict.fromkeys("; ".join(subject.authorities).split("; "))), **minutes, "minutes": sum(minutes.values()),
    }  # fmt: skip


def _result(result: Result) -> dict[str, Any]:
    return {
        "title": result.title, "required": result.required, "pass": f"{result.pass_percent} %",
        "percent": f"{result.percent} %" if result.attempted else "not taken", "passed": "passed" if result.passed else "not passed",
        "date": day(result.finished_on) if result.finished_on else "",
    }  # fmt: skip


PART = one_sheet("syllabus", "H", "Fundamentals course: syllabus and examination", _data)
