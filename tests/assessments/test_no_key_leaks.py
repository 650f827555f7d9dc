"""The canary run: nothing of a key reaches a student before its release, on any page, in any script, notice or mail (product.md, QZ).

An assessment asks one question of every type with a canary in every secret field. A student opens every route of ours that they could name,
before, during and after an attempt, under each setting that keeps the key back; at last the key is released, and the canaries must be there:
a search that finds nothing would prove nothing. What is reached otherwise than by a route is in ``test_no_key_leaks_aside``.
"""

from pathlib import Path

import pytest

from assessments.actions.start_attempt import start_attempt
from assessments.models import QuestionVersion
from curriculum.models import Enrollment
from tests.factories.course import signed_in
from tests.factories.kept_keys import CITED, leaks, paths, poisoned_place, secrets_in, secrets_of, settings, sit
from tests.lms.questions.samples import SAMPLES
from tests.lms.questions.test_contract_secrets import SECRET_FIGURE

pytestmark = [pytest.mark.django_db, pytest.mark.services]
KEPT_BACK = ("after_pass", "after_close", "after_release", "never")


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return poisoned_place(tmp_path / "course")


def test_every_secret_field_holds_a_canary(place: Enrollment) -> None:
    types = {version.type for version in QuestionVersion.objects.all() if secrets_in(str(version.content))}

    assert types == set(SAMPLES)


def test_no_page_tells_a_key_before_or_during_an_attempt(place: Enrollment) -> None:
    page, student = settings(show_key="after_submit", show_explanation="after_submit"), signed_in(place.student)

    before = leaks(student, paths(place, None))
    attempt = start_attempt(assessment=page, enrollment=place, by=place.student)
    during = leaks(student, paths(place, attempt))

    assert (before, during) == ({}, {})


@pytest.mark.parametrize("phase", KEPT_BACK)
def test_no_page_tells_a_key_after_submitting_while_it_is_kept_back(place: Enrollment, phase: str) -> None:
    settings(show_key=phase, show_explanation=phase)
    student = signed_in(place.student)

    attempt, answers = sit(place, student)
    attempt.refresh_from_db()

    assert attempt.state == "graded"
    assert [told for response in answers if (told := secrets_of(response))] == []
    assert leaks(student, paths(place, attempt)) == {}


def test_once_released_the_key_is_found(place: Enrollment) -> None:
    settings(show_key="after_submit", show_explanation="after_submit")
    student = signed_in(place.student)

    attempt, _ = sit(place, student)

    told = leaks(student, [f"/attempts/{attempt.public_id}/result/"])
    assert {word.split()[0] for secrets in told.values() for word in secrets} == {"secret", "explanation", SECRET_FIGURE, *CITED}
