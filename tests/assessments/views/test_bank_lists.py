"""The lists of banks and questions, and what is done with several at once."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Question
from curriculum.models import ProgramPage
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.editor import content_form
from tests.lms.questions.samples import option

pytestmark = pytest.mark.django_db
BANK = "/teach/banks/first-module/"


@pytest.fixture
def instructor(tmp_path: Path) -> Client:
    load_course(tmp_path / "course")
    return signed_in(member("ines@north.example", "instructor", enrolled_student().cohort.campus))


def ref(name: str) -> str:
    return Question.objects.get(external_id=name).public_id


def write(client: Client, name: str, stem: str) -> None:
    form = content_form("single_choice", {"options": [option("a", correct=True), option("b")]}, external_id=name, stem=stem)
    assert client.post(f"{BANK}new/single_choice/", form).status_code == 302


def test_banks_and_questions_are_listed_with_their_use(instructor: Client) -> None:
    banks, bank = instructor.get("/teach/banks/").content.decode(), instructor.get(BANK, {"q": "agencies"}).content.decode()

    assert [text in banks for text in ("First module", "2 ready", "Used by First quiz")] == [True] * 3
    assert [text in bank for text in ("Which are agencies?", "In First quiz", "Who may represent?")] == [True, True, False]


def test_a_bank_is_made_for_a_program_one_writes_in(instructor: Client) -> None:
    program = ProgramPage.objects.get().pk

    made = [instructor.post("/teach/banks/", {"title": "Mock exam", "program": program}) for _ in range(2)]
    refused = instructor.post("/teach/banks/", {"title": "Mock exam", "program": program + 1})

    assert [answer["Location"] for answer in made] == ["/teach/banks/mock-exam/", "/teach/banks/mock-exam-2/"]
    assert refused.status_code == 422


def test_nothing_that_is_asked_breaks_the_list(instructor: Client) -> None:
    odd = {"q": "\0%_' OR", "difficulty": "9", "state": "lost", "page": "x", "authority": "\x00", "topic": "|"}

    assert instructor.get(BANK, odd).status_code == 200


def test_the_pages_take_as_many_statements_for_more_questions(instructor: Client) -> None:
    write(instructor, "n-1", "One thing?")
    few = [statements(instructor, path) for path in (BANK, f"{BANK}duplicates/", "/teach/banks/")]
    for name, stem in (("n-2", "Quite another matter?"), ("n-3", "What a third one says?")):
        write(instructor, name, stem)

    assert [statements(instructor, path) for path in (BANK, f"{BANK}duplicates/", "/teach/banks/")] == few


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_holding_shows_the_use_first_and_asks_for_a_reason(instructor: Client) -> None:
    form: dict[str, Any] = {"question": [ref("q-1"), ref("q-2")], "state": "held", "reason": ""}

    asked = instructor.post(f"{BANK}states/", form)
    refused = instructor.post(f"{BANK}states/", {**form, "confirmed": "1"})
    done = instructor.post(f"{BANK}states/", {**form, "confirmed": "1", "reason": "The law moved."}, follow=True)

    assert (asked.status_code, "First quiz" in asked.content.decode()) == (200, True)
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    assert "2 questions are held now." in done.content.decode()
    assert set(Question.objects.values_list("state", flat=True)) == {"held"}


def test_a_state_that_cannot_be_is_said_and_nothing_changes(instructor: Client) -> None:
    write(instructor, "n-1", "One thing?")

    page = instructor.post(f"{BANK}states/", {"question": ref("n-1"), "state": "held", "reason": "Kept words", "confirmed": "1"})

    assert (page.status_code, "That is not possible" in page.content.decode(), "Kept words" in page.content.decode()) == (422, True, True)
    assert Question.objects.get(external_id="n-1").state == "draft"


def test_nothing_chosen_and_questions_of_other_banks_change_nothing(instructor: Client) -> None:
    page = instructor.post(f"{BANK}states/", {"question": ["nobody", "\0"], "state": "ready"}, follow=True)

    assert "Choose at least one question." in page.content.decode()


def test_questions_that_ask_the_same_are_paired(instructor: Client) -> None:
    write(instructor, "n-1", "When does the one-year clock for asylum begin to run?")
    write(instructor, "n-2", "When does the one-year clock for asylum start to run?")

    page = instructor.get(f"{BANK}duplicates/").content.decode()
    question = instructor.get(f"{BANK}{ref('n-1')}/").content.decode()

    assert page.count("% alike</h2>") == 1
    assert "n-2 in First module" in question
