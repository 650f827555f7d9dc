"""Fundamentals course: topics."""

from typing import Any

from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.typesetting import typeset
from lms.core.wording import hours


def _data(scene: Scene) -> dict[str, Any]:
    trainings = [training for training in scene.dossier.eoir_trainings if training.is_fundamentals]
    topics = [topic for training in trainings for topic in training.topics]
    return {
        "candidate": scene.dossier.candidate.legal_name,
        "course": ", ".join(training.title for training in trainings),
        "topics": [
            {
                "title": topic.title,
                "hours": hours(topic.minutes),
                "minutes": topic.minutes,
                "required": topic.required,
                "gap": topic.required and topic.minutes <= 0,
            }
            for topic in topics
        ],
        "minutes": sum(topic.minutes for topic in topics),
        "total": hours(sum(topic.minutes for topic in topics)),
    }


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("topic_coverage", "Fundamentals course: topics", typeset("topic_coverage", _data(scene), at=scene.at))]


PART = PacketPart("topic_coverage", "H", "Fundamentals course: topics", _build)
