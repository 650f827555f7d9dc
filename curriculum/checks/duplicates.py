"""No two lessons and no two questions say the same.

Lessons are compared by runs of five words of their teaching text, questions by runs of three of what they ask, offer and accept; the knowledge
checks of lessons are among the questions, because a student who has met a question in a lesson was not tested by it.

Thresholds, from the starter curriculum (November 2026, 76 lessons, 588 questions). The two most alike lessons measure 0.03, and a copy with every
second paragraph written anew a third, so 0.2. Two questions on different provisions in one form of words measure 0.29; the one true pair, with the
same answer, 0.43, and a copy with one sentence of four changed over 0.5; so 0.35. Below it stands what words in common cannot tell: a person reads.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from curriculum.checks.folder import CurriculumFolder
from curriculum.checks.prose import teaching_text, words_in
from curriculum.checks.shingles import likenesses
from curriculum.importers.asked import Place
from curriculum.importers.folder.faults import Faults

LESSONS, QUESTIONS = 0.2, 0.35
LESSON_RUN, QUESTION_RUN = 5, 3


def check(folder: CurriculumFolder, faults: Faults) -> str:
    lessons = {folder.name(lesson.path): teaching_text(lesson) for lesson in folder.lessons}
    paths = {folder.name(lesson.path): lesson.path for lesson in folder.lessons}
    alike = likenesses(lessons, LESSON_RUN)
    for measure, one, other in _above(alike, LESSONS):
        faults.add(paths[other], f"it says much the same as {one} ({measure:.2f} of 1). Make one of the two another lesson.")
    questions, places = _questions(folder)
    asked_alike = likenesses(questions, QUESTION_RUN)
    for measure, one, other in _above(asked_alike, QUESTIONS):
        path, place, line = places[other]
        said = f"the question “{other}” asks much the same as “{one}” ({measure:.2f} of 1). Ask something else in one of the two."
        faults.add(path, said, line or folder.line(path, *place))
    return f"most alike: lessons {_most(alike)}, questions {_most(asked_alike)}"


def _above(alike: list[tuple[float, str, str]], threshold: float) -> Iterator[tuple[float, str, str]]:
    return (row for row in alike if row[0] >= threshold)


def _most(alike: list[tuple[float, str, str]]) -> str:
    return f"{alike[0][0]:.2f}" if alike else "0"


def _questions(folder: CurriculumFolder) -> tuple[Mapping[str, str], Mapping[str, tuple[Path, Place, int | None]]]:
    """Their words and where they stand, by name."""
    texts: dict[str, str] = {}
    places: dict[str, tuple[Path, Place, int | None]] = {}
    for question in folder.questions:
        texts[question.name] = "\n\n".join([question.stem, *words_in(question.content)])
        places[question.name] = (question.path, question.place, None)
    for lesson in folder.lessons:
        for one in lesson.knowledge_checks:
            name = f"{lesson.module}/{lesson.facts.slug}/{one.id}"
            texts[name] = "\n\n".join([one.stem, *words_in(one.content)])
            places[name] = (lesson.path, (), one.line)
    return texts, places
