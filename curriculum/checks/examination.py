"""Practice never meets the final examination.

The program's own assessments, beside program.md, examine; those of modules are quizzes that students take early and often. A question is
practiced wherever its bank allows it, unless it is marked ``exam_only``, and banks are opened to practice on Pathway, where no file can tell. So every
question that an examination may ask is marked, and no quiz of a module asks it, fixed or drawn.
"""

from collections.abc import Iterable

from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.asked import AskedAssessment, AskedQuestion
from curriculum.importers.folder.faults import Faults


def check(folder: CurriculumFolder, faults: Faults) -> str:
    questions = {question.name: question for question in folder.questions}
    examined = {name: one for one in folder.asked.assessments for name in asked_by(one, questions.values())}
    for name, examination in examined.items():
        question = questions.get(name)
        if question is not None and not question.exam_only:
            said = f"question “{question.id}”: {examination.path.name} may ask it, and it may be practiced. Add “exam_only: true”."
            faults.add(question.path, said, folder.line(question.path, *question.place))
    for module in folder.modules:
        for quiz in module.asked.assessments:
            for name in sorted(asked_by(quiz, questions.values()) & examined.keys()):
                faults.add(quiz.path, f"it may ask “{name}”, as {examined[name].path.name} of the program may. Ask another, or draw otherwise.")
    examinations = ", ".join(one.slug for one in folder.asked.assessments)
    return f"{len(examined)} questions are kept for {examinations}" if examinations else "no examination of the program"


def asked_by(assessment: AskedAssessment, questions: Iterable[AskedQuestion]) -> set[str]:
    """The names of all questions that an attempt at it may meet."""
    drawn = {question.name for question in questions if any(draw.may_take(question) for draw in assessment.draws)}
    return drawn | set(assessment.fixed)
