"""Attorneys review outside Wagtail: a list, the lesson with its key, a decision that is kept or refused in a sentence."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.actions.decide_review import decide_review
from curriculum.models import LessonPage, LessonReview
from lms.people.models import Campus
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.review import Reviewers, approve_all, reviewers, rewrite, submit, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(tmp_path: Path) -> Reviewers:
    load_course(tmp_path / "course")
    people = reviewers(enrolled_student().campus)
    decide_review(state=submit("one", people.author, "A person may be represented by 8 CFR 1292.1."), by=people.peer, approve=True, comment="Reads well.")
    return people


@pytest.fixture
def attorney(people: Reviewers) -> Client:
    return signed_in(people.attorney)


def address(slug: str = "one") -> str:
    return f"/teach/reviews/{LessonPage.objects.get(slug=slug).public_id}/"


def newest(slug: str = "one") -> str:
    return f"r{LessonPage.objects.get(slug=slug).latest_revision_id}"


def decision(**said: str) -> dict[str, str]:
    return {"approve": "1", "licensed_in": "Massachusetts", "comment": "", "revision": newest(), **said}


def test_an_attorney_reads_the_draft_with_its_key_and_approves(attorney: Client, people: Reviewers) -> None:
    listed = attorney.get("/teach/reviews/").text
    shown = attorney.get(address()).text
    assert ["Lesson one" in listed, "Rosa Silva" in listed] == [True, True]
    assert ["A person may be represented by" in shown, "Reads well." in shown, "8 CFR 1292.12(a)" in shown, "/cms/" in shown] == [True, True, True, False]

    answer = attorney.post(address(), decision())

    assert [answer.status_code, answer.url] == [302, "/teach/reviews/"]
    assert "It is published with your name" in attorney.get("/teach/reviews/").text
    assert "A person may be represented by" in str(LessonPage.objects.get(slug="one").body.get_prep_value())
    review = LessonReview.objects.get(step="attorney")
    assert [review.reviewer, review.signature] == [people.attorney.public_id, "Daria Petrov, attorney (Massachusetts)"]
    assert attorney.get(address()).status_code == 404, "it waits no more"


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(attorney: Client) -> None:
    wrong = [
        (decision(approve="0", comment=""), 422, "Say in the comment what has to change."), (decision(licensed_in=""), 422, "Say in which state"),
        (decision(approve="maybe", comment="My long thoughts"), 422, "My long thoughts"), (decision(revision="x"), 422, "valid"),
        (decision(approve=""), 422, "This field is required"),
    ]  # fmt: skip

    for sent, status, said in wrong:
        answer = attorney.post(address(), sent)
        assert [answer.status_code, said in answer.text] == [status, True], said

    assert LessonReview.objects.count() == 1


def test_a_text_that_changed_meanwhile_is_read_again(attorney: Client) -> None:
    seen = decision(comment="Good.")
    rewrite("one", "Changed in the meantime.").save_revision()

    answer = attorney.post(address(), seen)

    assert [answer.status_code, "The lesson was changed while you read." in answer.text] == [409, True]
    assert ["Changed in the meantime." in answer.text, f'value="{newest()}"' in answer.text, "Good." in answer.text] == [True, True, True]


def test_a_returned_lesson_is_not_published(attorney: Client) -> None:
    answer = attorney.post(address(), decision(approve="0", comment="One year, not two."), follow=True)

    assert "with your comments. Its author was told." in answer.text
    assert "A person may be represented by" not in str(LessonPage.objects.get(slug="one").body.get_prep_value())


def test_the_place_of_admission_is_remembered(attorney: Client, people: Reviewers) -> None:
    attorney.post(address(), decision(licensed_in="Rhode Island"))
    decide_review(state=submit("two", people.author), by=people.peer, approve=True)

    assert 'value="Rhode Island"' in attorney.get(address("two")).text


@pytest.mark.parametrize("role", ["student", "instructor", "coordinator", "administrator", "attorney"])
def test_for_others_there_is_nothing(role: str, people: Reviewers) -> None:
    south = Campus.objects.create(slug="south", name="South", time_zone="America/New_York")
    stranger = signed_in(member("stranger@south.example", role, south))

    assert stranger.get(address()).status_code == (302 if role in ("coordinator", "administrator") else 404)  # 302: they set up a second factor first
    unknown = stranger.get("/teach/reviews/unknown/")
    assert unknown.status_code == stranger.get(address()).status_code


def test_the_list_costs_the_same_for_one_and_for_three_decisions(attorney: Client, people: Reviewers) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            attorney.get("/teach/reviews/")
        return len(captured)

    decide_review(state=waiting("one"), by=people.attorney, approve=True, licensed_in="Ohio")
    cost()
    before = cost()
    approve_all("one", people, "Again.")
    approve_all("two", people, "And again.")

    assert cost() == before
