"""Several people keep their edit of one question at once: one is the next version, and the others are shown it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from assessments.models import Question, QuestionVersion
from tests.conftest import SeparateDatabase
from tests.factories.course import load_course, member

EDITORS = 4
EDITOR = """
import sys, time, django
django.setup()
from assessments.actions.edit_question import edit_question
from assessments.actions.put_question_version import facts_of
from assessments.kinds.question_facts import check_question
from assessments.models import Question
from lms.core.errors import Conflict
from lms.people.models import User
question = Question.objects.get(external_id="q-1")
facts = facts_of(question.versions.get(number=1))
kind = facts.pop("type")
checked = check_question(kind, {**facts, "external_id": "q-1", "category": "", "stem": "Edit " + sys.argv[2]})
by = User.objects.get(email="ada@north.example")
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
try:
    print(edit_question(question=question, checked=checked, seen=1, by=by).number)
except Conflict:
    print("conflict")
"""


@pytest.mark.services
@pytest.mark.separate
def test_of_four_edits_at_once_one_is_kept_and_three_are_told(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    member("ada@north.example", "administrator", None)  # type: ignore[arg-type]  an administrator belongs to no campus
    start = int((time.time() + 4) * 1000)
    editors = [
        subprocess.Popen(
            [sys.executable, "-c", EDITOR, str(start), str(number)],
            env=separate_database.environment(), cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(EDITORS)
    ]  # fmt: skip

    outputs = [editor.communicate(timeout=120) for editor in editors]

    assert sorted(out.strip() for out, _ in outputs) == ["2", *["conflict"] * (EDITORS - 1)], outputs
    assert QuestionVersion.objects.filter(question__external_id="q-1").count() == 2
    assert Question.objects.get(external_id="q-1").entry.version.number == 2
