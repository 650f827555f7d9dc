"""Marking on the screen: whoever marks sees what was asked and answered, whatever the type, and gives points row by row."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from assessments.actions.decide_late_answer import decide_late_answer
from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, Grade, LateAnswer
from lms.core.clock import now
from tests.factories.answers import answered
from tests.factories.course import enrolled_student, load_written, member, signed_in, write_course
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
    load_written(root)
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


def test_an_answer_that_came_in_while_its_marker_read_another_is_shown_before_a_mark_is_kept() -> None:
    scene = answered("a", essay=True)
    item, marker = scene.item(kind="essay"), signed_in(scene.instructor())
    path = f"/teach/marking/{item.pk}/"
    given = {"points-law": "4", "points-facts": "6", "seen": "0", "answer": marker.get(path).context["answer"]}
    late = LateAnswer.objects.create(attempt=item.attempt, item=item, key="late:2", response={"text": "Quite another essay."}, received_at=now())
    decide_late_answer(late=late, accept=True, reason="The network failed.", by=scene.instructor("second"))

    refused = marker.post(path, given)
    page, marks = refused.content.decode(), Grade.objects.filter(item=item).count()
    marker.post(path, {**given, "answer": refused.context["answer"]})

    assert (refused.status_code, "Quite another essay." in page, "another answer than the one you read" in page, marks) == (409, True, True, 0)
    assert Grade.objects.get(item=item).step == item.steps.order_by("-number").first()
