"""A student's own results cost the same however many attempts there are."""

from datetime import timedelta
from pathlib import Path

import pytest

from assessments.models import AssessmentPage
from assessments.queries.own_results import own_places
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_course
from tests.factories.sittings import sat

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.mark.parametrize("phase", ["after_release", "after_close"])
def test_four_attempts_cost_as_many_queries_as_one(tmp_path: Path, django_assert_max_num_queries: object, phase: str) -> None:
    load_course(tmp_path)
    AssessmentPage.objects.update(show_score=phase, show_key=phase, attempts_allowed=9)
    place, costs = enrolled_student(), []
    for _ in range(4):
        AssessmentPage.objects.update(closes_at=None)
        sat(place, AssessmentPage.objects.get(), q_1="a")
        AssessmentPage.objects.update(closes_at=now() - timedelta(hours=1))
        with django_assert_max_num_queries(1_000) as found:  # type: ignore[operator]
            own_places(place.student)
        costs.append(len(found))

    assert costs == [costs[0]] * 4
