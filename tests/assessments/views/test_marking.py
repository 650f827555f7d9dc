"""Marking on the screen: whoever marks sees what was asked and answered, whatever the type, and gives points row by row."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, Grade
from curriculum.api import load_folder
from tests.factories.course import enrolled_student, member, signed_in, write_course
from tests.lms.questions.samples import fact_pattern

pytestmark = pytest.mark.django_db
ANSWERS = {"q1": "", "q1-bar": ["", "b"], "q1-rule": "8 CFR 208.13", "q1-advice": "File soon.", "q1-issues": "The one-year bar."}
POINTS = {"points-advice.facts": "3", "points-advice.law": "2", "points-issues.time": "2", "points-issues.harm": "0", "comment": "Good.", "seen": "0"}


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """Started at a quiz with one fact pattern, worth 10 points."""
    root = write_course(tmp_path / "course")
    module = root / "01-first-module"
    question = {"id": "q-case", "type": "fact_pattern", "stem": "Work on this case.", "points": 10, "content": fact_pattern()}
    (module / "questions.yaml").write_text(yaml.safe_dump([question]))
    page = module / "assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", "[q-case]"))
    load_folder(root)
    place = enrolled_student()
    member("instructor@north.example", "instructor", place.cohort.campus)
    return start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student)


def test_a_case_is_answered_waits_is_marked_and_is_looked_back_on(attempt: Attempt) -> None:
    student = signed_in(attempt.enrollment.student)
    student.post(f"/attempts/{attempt.public_id}/save/", {**ANSWERS, "key": "first"})
    asked = student.get(f"/attempts/{attempt.public_id}/").content.decode()
    student.post(f"/attempts/{attempt.public_id}/submit/", {**ANSWERS, "key": "last"})
    waiting = Attempt.objects.get(pk=attempt.pk)
    item = waiting.items.get()
    instructor = signed_in(waiting.enrollment.cohort.campus.memberships.get(role="instructor").user)

    shown = instructor.get(f"/teach/marking/{item.pk}/").content.decode()
    kept = instructor.post(f"/teach/marking/{item.pk}/", POINTS)

    assert ["<strong>She</strong> arrived in May 2023" in asked, 'value="8 CFR 208.13"' in asked, "one-year bar</label>" in asked] == [True, True, False]
    assert waiting.state == "marking"
    assert [text in shown for text in ("arrived in May 2023", "Which bar applies?", "The one-year bar.", "Part 4: Names the harm")] == [True] * 4
    assert kept.status_code == 302
    grade = Grade.objects.get(item=item)
    earned = 1 + 2 * Fraction(1, 2) + 3 + 4 * Fraction(2, 5)
    assert Fraction(grade.numerator, grade.denominator) == earned
    assert Attempt.objects.get(pk=attempt.pk).state == "graded"
    result = student.get(f"/attempts/{attempt.public_id}/result/").content.decode()
    assert [text in result for text in ("33/5 of 10 points", "Part 3: an instructor marked it.", "Read as")] == [True] * 3
