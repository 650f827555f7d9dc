"""Pass marks of sections hold whatever a section is called."""

from fractions import Fraction
from pathlib import Path

import pytest

from assessments.models import AssessmentSection
from assessments.queries.gains import gains_of, with_gains
from assessments.queries.results import named_parts, scores_of_enrollments
from tests.factories.course import enrolled_student
from tests.factories.quizzes import load_quiz
from tests.factories.sittings import sat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("changed", [{"label": "Law"}, {"label": "B2", "title": "Another"}, {}])
def test_another_name_of_a_section_does_not_take_its_pass_mark_from_those_who_failed_it(tmp_path: Path, changed: dict[str, str]) -> None:
    sections = [{"label": "A", "title": "Asylum", "pass_percent": 50}, {"label": "B", "title": "Ethics"}]
    page, place = load_quiz(tmp_path, pass_percent=1, draws=[], sections=sections), enrolled_student()
    attempt = sat(place, page, asylum_1="false", ethics_upl_1="true")

    AssessmentSection.objects.filter(page=page, label="A").update(**changed or {"title": "Asylum"})

    (score,) = scores_of_enrollments([place.pk])
    assert not score.passed
    assert [(part.part.needed, part.part.percent) for part in named_parts(score)] == [(50, 0), (None, 100)]
    items = list(attempt.items.select_related("attempt").order_by("position"))
    gained = gains_of(items, {item.pk: Fraction(item.points if item.section == "A" else 0) for item in items})[str(attempt.public_id)]
    raised = with_gains(score, gained)
    assert raised.passed
    assert [part.percent for part in raised.parts] == [100, 100]
