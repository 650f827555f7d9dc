"""No question leaves a student alone: each has an explanation, and each wrong option to choose says why it is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults

CHOICES = ("single_choice", "multiple_choice")


def check(folder: CurriculumFolder, faults: Faults) -> str:
    questions, in_lessons, wrong = 0, 0, 0
    for question in folder.questions:
        questions += 1
        sentences = list(_lacks(question.type, question.explanation, question.content))
        for sentence in sentences:
            faults.add(question.path, f"question “{question.id}”: {sentence}", folder.line(question.path, *question.place))
        wrong += len(list(_wrong_options(question.type, question.content)))
    for lesson in folder.lessons:
        for one in lesson.knowledge_checks:
            in_lessons += 1
            for sentence in _lacks(one.type, one.explanation, one.content):
                faults.add(lesson.path, f"check “{one.id}”: {sentence}", one.line)
            wrong += len(list(_wrong_options(one.type, one.content)))
    return f"{questions} questions and {in_lessons} knowledge checks explain themselves, {wrong} wrong options say why"


def _lacks(kind: str, explanation: str, content: Mapping[str, Any]) -> Iterator[str]:
    if not explanation.strip():
        yield "it has no explanation. Say why the answer is right, with the authority."
    for option in _wrong_options(kind, content):
        if not str(option.get("feedback", "")).strip():
            yield f"the wrong option “{option['id']}” has no feedback. Tell who chose it why it is wrong."


def _wrong_options(kind: str, content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Of a question to choose, and of such parts of a fact pattern."""
    if kind in CHOICES:
        yield from (option for option in content["options"] if not option["correct"])
    for part in content.get("parts", ()) if kind == "fact_pattern" else ():
        yield from _wrong_options(part["type"], part["content"])
