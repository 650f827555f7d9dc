"""No lesson lacks a part: objectives, authorities, an exercise, a knowledge check, a summary, and who reviewed it when."""

from collections.abc import Iterator

from curriculum.checks.folder import CurriculumFolder, Lesson
from curriculum.importers.folder.faults import Faults


def check(folder: CurriculumFolder, faults: Faults) -> str:
    lessons = list(folder.lessons)
    for lesson in lessons:
        for sentence in _missing(lesson):
            faults.add(lesson.path, sentence, 1)
    exercises = sum(len(lesson.callouts("exercise")) for lesson in lessons)
    return f"{len(lessons)} lessons with {exercises} exercises and {sum(len(lesson.knowledge_checks) for lesson in lessons)} knowledge checks"


def _missing(lesson: Lesson) -> Iterator[str]:
    said = lesson.document.facts  # as written: a reviewer and a date that the file leaves out would be filled in
    if not lesson.facts.objectives:
        yield "it has no objectives. Say what a student can do after it."
    if not lesson.facts.authorities:
        yield "it names no authorities. List the sources that it rests on."
    if not lesson.callouts("exercise"):
        yield "it has no exercise. Add a “::: callout exercise”."
    if not lesson.knowledge_checks:
        yield "it has no knowledge check. Add a “::: check”."
    if not lesson.callouts("summary"):
        yield "it has no summary. Add a “::: callout summary”."
    if not said.get("last_reviewed"):
        yield "it does not say when it was last reviewed. Add “last_reviewed: 2026-11-20”."
    if not said.get("reviewer"):
        yield "it does not say who reviewed it. Add “reviewer: not yet reviewed by an attorney”, or who did."
