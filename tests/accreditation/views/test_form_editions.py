"""The form on its screen: an officer compares it question by question, and nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation.models import FormEdition
from tests.factories.course import member, signed_in
from tests.factories.form_editions import seen
from tests.factories.people import CampusFactory

pytestmark = pytest.mark.django_db
AT = "/organizations/form/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def officer() -> Client:
    return signed_in(member("olga@north.example", "officer", CampusFactory(slug="north")))


def typed(edition: FormEdition, **changed: str) -> dict[str, str]:
    questions = seen(edition)
    answers = {f"verdict-{key}": "same" for key in questions} | {f"seen-{key}": asks for key, asks in questions.items()}
    return answers | {"on": "2026-01-05", "missing": ""} | changed


def test_an_officer_compares_every_question(officer: Client) -> None:
    edition = FormEdition.objects.get()

    answer = officer.post(AT, typed(edition, missing="Fax number\n\n"), follow=True)

    edition.refresh_from_db()
    assert edition.checked_on == date(2026, 1, 5)
    assert edition.fields[-1]["asks"] == "Fax number"
    assert f"{len(edition.fields)} of {len(edition.fields)} questions compared; last by Emil on Jan 5, 2026" in answer.content.decode()


def test_what_was_typed_comes_back_beside_what_is_wrong(officer: Client) -> None:
    edition = FormEdition.objects.get()
    wrong = {"verdict-rep.first": "other", "asks-rep.first": "", "missing": "Fax number", "on": "2090-01-01"}

    answer = officer.post(AT, typed(edition, **wrong))

    assert answer.status_code == 422
    assert "Write what the form asks here." in answer.content.decode()
    assert "Fax number</textarea>" in answer.content.decode()
    day_alone = officer.post(AT, typed(edition, on="2090-01-01"))
    assert "has not come yet" in day_alone.content.decode()


def test_a_page_of_before_changes_nothing(officer: Client) -> None:
    edition = FormEdition.objects.get()

    answer = officer.post(AT, typed(edition, **{"seen-rep.first": "What it asked before"}))

    assert answer.status_code == 422
    assert "Somebody else changed the questions" in answer.content.decode()


def test_a_coordinator_reads_the_questions_and_compares_nothing() -> None:
    browser = signed_in(member("emil@north.example", "coordinator", CampusFactory(slug="north")))

    shown = browser.get(AT).content.decode()

    assert "First name" in shown
    assert "Keep what I compared" not in shown
    assert browser.post(AT, typed(FormEdition.objects.get())).status_code == 403


def test_another_edition_is_recorded_and_shown(officer: Client) -> None:
    later = {"edition": "Revised January 2027", "effective_from": "2027-01-04", "source": "EOIR’s page, read today"}

    answer = officer.post(reverse("organizations:add_form_edition"), later, follow=True)

    assert f"0 of {len(FormEdition.objects.first().fields)} questions compared" in answer.content.decode()
    assert "Revised January 2027" in officer.get(AT).content.decode()
    assert officer.post(reverse("organizations:add_form_edition"), later).status_code == 422
    assert officer.get(AT + "?edition=999999").status_code == 404
