"""``uploadInteraction``: one file, marked by a person."""

from assessments.formats.fitting import Fitted, whole_points
from assessments.formats.qti.asked import Asked
from assessments.formats.sent_files import file_types


def read_upload(asked: Asked) -> Fitted:
    points, _lost = whole_points(asked.worth)
    accepts, lost = file_types(asked.element.get("type", ""))
    content = {"accepts": accepts, "maximum_files": 1, "rubric": [{"id": "answer", "title": "Answer", "points": min(points, 100)}]}
    return Fitted("file_upload", content, asked.worth, lost, asked.prompt)
