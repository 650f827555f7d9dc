"""Fundamentals course: test results."""

from typing import Any

from accreditation.packet_parts.base import PacketPart, Scene, Sheet
from lms.core.typesetting import typeset
from lms.core.wording import day


def _data(scene: Scene) -> dict[str, Any]:
    results = [result for training in scene.dossier.eoir_trainings for result in training.results]
    return {
        "candidate": scene.dossier.candidate.legal_name,
        "results": [
            {
                "title": result.title, "required": result.required, "pass": f"{result.pass_percent} %",
                "percent": f"{result.percent} %" if result.attempted else "not taken", "passed": "passed" if result.passed else "not passed",
                "date": day(result.finished_on) if result.finished_on else "",
            }
            for result in results
        ],
    }  # fmt: skip


def _build(scene: Scene) -> list[Sheet]:
    return [Sheet("test_results", "Fundamentals course: test results", typeset("test_results", _data(scene), at=scene.at))]


PART = PacketPart("test_results", "H", "Fundamentals course: test results", _build)
