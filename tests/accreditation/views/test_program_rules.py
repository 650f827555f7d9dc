"""Pages of program rules and of topics covered."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accreditation.models import ProgramRuleSet, RulePlacement
from curriculum.models import Enrollment
from lms.core.clock import local_date, now
from tests.accreditation.test_spine import trained
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]
FORM = {"minimum_percent": 80, "attendance_percent": 0, "all_required_topics": "on", "exam": "first-quiz", "exam_percent": 100, "reason": "A new term."}


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def coordinator(enrollment: Enrollment) -> Client:
    return signed_in(member("coordinator@north.example", "coordinator", enrollment.cohort.campus))


@pytest.fixture
def author(enrollment: Enrollment) -> Client:
    return signed_in(member("author@north.example", "instructor", enrollment.cohort.campus))


def set_rules(author: Client, **changes: Any) -> Any:
    return author.post("/cohorts/rules/small-course/", {**FORM, "in_force_from": local_date(now(), "America/New_York").isoformat(), **changes})


def test_an_author_sets_rules_and_a_coordinator_moves_a_student_after_seeing_what_changes(enrollment: Enrollment, author: Client, coordinator: Client) -> None:
    trained(enrollment)
    assert set_rules(author).status_code == 302
    rule_set = ProgramRuleSet.objects.get()
    asked = {"to": rule_set.public_id, "place": enrollment.public_id}

    overview, preview = coordinator.get("/cohorts/north-fall/rules/"), coordinator.get("/cohorts/north-fall/rules/move/", asked)
    refused = coordinator.post("/cohorts/north-fall/rules/move/", {**asked, "reason": " "})
    moved = coordinator.post("/cohorts/north-fall/rules/move/", {**asked, "reason": "The cohort agreed."})

    assert (b"Ana Alvarez" in overview.content, b"Rules 1" in overview.content) == (True, True)
    assert b"Stays trained" in preview.content or b"No longer trained" in preview.content
    assert (refused.status_code, b"Say why" in refused.content, moved.status_code) == (422, True, 302)
    assert RulePlacement.objects.count() == 1


def test_what_was_typed_stays_when_rules_are_refused(author: Client) -> None:
    answer = set_rules(author, in_force_from="2020-01-01", reason="Typed with care")

    assert (answer.status_code, b"Typed with care" in answer.content, b"from today on" in answer.content) == (422, True, True)


def test_without_rules_chosen_the_coordinator_is_sent_back_to_choose(enrollment: Enrollment, coordinator: Client) -> None:
    answer = coordinator.get("/cohorts/north-fall/rules/move/", {"to": "nothing", "place": enrollment.public_id}, follow=True)

    assert (answer.redirect_chain[0][0], b"Choose the rules" in answer.content) == ("/cohorts/north-fall/rules/", True)


def test_topics_covered_link_every_figure_to_its_entries(enrollment: Enrollment, coordinator: Client) -> None:
    trained(enrollment)

    matrix = coordinator.get("/cohorts/north-fall/coverage/")
    explained = coordinator.get(f"/cohorts/people/{enrollment.public_id}/topics/asylum/")
    own, unknown = signed_in(enrollment.student).get("/record/topics/asylum/"), coordinator.get(f"/cohorts/people/{enrollment.public_id}/topics/no-such/")

    assert f"/cohorts/people/{enrollment.public_id}/topics/asylum/".encode() in matrix.content
    assert (b"Lesson one" in explained.content, own.status_code, unknown.status_code) == (True, 200, 404)


def test_the_student_s_page_groups_what_is_open_by_who_does_it(enrollment: Enrollment, coordinator: Client) -> None:
    page = coordinator.get(f"/cohorts/people/{enrollment.public_id}/").content.decode()

    titles = [page.index(title) for title in ("Ours to do", "The student’s to do", "The authorized officer’s to do")]
    assert titles == sorted(titles)
    assert "Next:" in page
    assert "Program rule" in page


def test_the_record_says_what_the_program_still_asks_for(enrollment: Enrollment) -> None:
    student = signed_in(enrollment.student)

    before = student.get("/record/").content.decode()
    trained(enrollment)
    after = student.get("/record/").content.decode()

    assert "more in Law and skills." in before
    assert "EAC broad knowledge gap" in before
    assert "Everything the program asks for is done." in after
