"""The question banks together: enough questions, enough of them above recall, and every type of question used.

Difficulty 1 asks to recall, 2 to apply, 3 to judge. A third above recall, because a helper's work is to apply rules to facts.
"""

from collections import Counter

from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults
from lms.questions.api import question_types

LEAST = 300
RECALL = 1


def check(folder: CurriculumFolder, faults: Faults) -> str:
    ready = folder.ready_questions
    above = sum(question.difficulty > RECALL for question in ready)
    types = Counter(question.type for question in ready)
    missing = [kind for kind in question_types.keys() if kind not in types]  # noqa: SIM118  a register goes through its kinds, not their names
    if len(ready) < LEAST:
        faults.add(folder.document.path, f"the banks hold {len(ready)} ready questions, at least {LEAST} are needed. Write {LEAST - len(ready)} more.")
    if above * 3 < len(ready):
        said = f"{above} of {len(ready)} questions are above recall (difficulty 2 or 3), a third should be."
        faults.add(folder.document.path, f"{said} Ask more to apply and to judge.")
    for kind in missing:
        faults.add(folder.document.path, f"no bank has a question of the type “{kind}” ({question_types.get(kind).label.lower()}). Write one.")
    return f"{len(ready)} questions, {above} above recall, {len(types)} of {len(question_types)} types"
