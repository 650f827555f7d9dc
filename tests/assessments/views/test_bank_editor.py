"""Writing questions on the screen: every type, faults beside their fields, rows, versions, two editors."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from assessments.models import Question, QuestionVersion
from curriculum.models import Enrollment
from lms.questions.api import question_types
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.editor import content_form, editor_form, sent_by
from tests.lms.questions.samples import SAMPLES, option

pytestmark = pytest.mark.django_db
BANK = "/teach/banks/first-module/"
CHOICES = {"options": [option("a", correct=True), option("b")]}


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def instructor(place: Enrollment) -> Client:
    return signed_in(member("ines@north.example", "instructor", place.cohort.campus))


def written(client: Client, **facts: Any) -> Question:
    client.post(f"{BANK}new/single_choice/", content_form("single_choice", CHOICES, **facts))
    return Question.objects.get(external_id=facts.get("external_id", "new-1"))


@pytest.mark.parametrize("kind", [key for key in SAMPLES if key != "hotspot"])
def test_a_question_of_every_type_is_written_shown_tried_and_edited(instructor: Client, kind: str) -> None:
    content = question_types.get(kind).validate_content(SAMPLES[kind].content).facts()

    kept = instructor.post(f"{BANK}new/{kind}/", content_form(kind, content))

    question = Question.objects.get(external_id="new-1")
    assert (kept.status_code, question.state) == (302, "draft")
    assert question.versions.get().content == content
    path = f"{BANK}{question.public_id}/"
    assert [instructor.get(path + page).status_code for page in ("", "edit/", "try/", "versions/1/")] == [200] * 4
    assert instructor.post(f"{path}try/", {"try": ""}).status_code == 200
    again = editor_form(kind, {**fields_of(question), "content": content}, stem="What is it now?")
    assert instructor.post(f"{path}edit/", {**again, "seen": "1"}).status_code == 302
    assert [version.number for version in question.versions.all()] == [1, 2]


def fields_of(question: Question) -> dict[str, Any]:
    version = question.versions.order_by("-number").first()
    assert version is not None
    names = ("stem", "title", "points", "difficulty", "topics", "authorities", "explanation")
    return {**{name: getattr(version, name) for name in names}, "external_id": question.external_id, "category": question.category}


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(instructor: Client) -> None:
    form = content_form("single_choice", {"options": [option("a"), {**option("b"), "text": " "}]}, points="many", category="Asylum/")

    page = instructor.post(f"{BANK}new/single_choice/", form)

    text = page.content.decode()
    assert page.status_code == 422
    assert 'id="q-points_error"' in text
    assert 'id="q-content-options-1-text_error"' in text
    assert [typed in text for typed in ('value="many"', 'value="Asylum/"', "Text of a")] == [True] * 3
    assert not Question.objects.filter(external_id="new-1").exists()


def test_the_fault_of_the_whole_stands_at_the_answers(instructor: Client) -> None:
    page = instructor.post(f"{BANK}new/single_choice/", content_form("single_choice", {"options": [option("a"), option("b")]})).content.decode()

    assert "Exactly one option must be correct, and 0 are." in page
    assert 'id="q-content_error"' in page


def test_a_taken_name_is_said_beside_it(instructor: Client) -> None:
    page = instructor.post(f"{BANK}new/single_choice/", content_form("single_choice", CHOICES, external_id="q-1"))

    assert page.status_code == 422
    assert 'id="q-external_id_error"' in page.content.decode()


def test_rows_nobody_wrote_into_are_left_away(instructor: Client) -> None:
    form = content_form("single_choice", {"options": [*CHOICES["options"], {"id": "c", "text": "", "correct": False, "feedback": ""}]})

    instructor.post(f"{BANK}new/single_choice/", form)

    assert [one["id"] for one in QuestionVersion.objects.get(question__external_id="new-1").content["options"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("button", "texts"),
    [
        ("add:q.content.options", ["Text of a", "Text of b", ""]), ("remove:q.content.options.0", ["Text of b"]),
        ("down:q.content.options.0", ["Text of b", "Text of a"]), ("up:q.content.options.1", ["Text of b", "Text of a"]),
        ("up:q.content.options.7", ["Text of a", "Text of b"]), ("add:q.content.nothing", ["Text of a", "Text of b"]), ("nonsense", ["Text of a", "Text of b"]),
    ],
)  # fmt: skip
def test_buttons_change_rows_and_keep_what_was_typed(instructor: Client, button: str, texts: list[str]) -> None:
    page = instructor.post(f"{BANK}new/single_choice/", {**content_form("single_choice", CHOICES), "q.title": "Typed", "do": button})

    rows = page.context["root"].children[1].children[0].children
    assert page.status_code == 200
    assert [row.children[1].value for row in rows] == texts
    assert 'value="Typed"' in page.content.decode()
    assert not Question.objects.filter(external_id="new-1").exists()


def test_what_says_the_same_makes_no_version(instructor: Client) -> None:
    question = written(instructor)

    page = instructor.post(f"{BANK}{question.public_id}/edit/", {**content_form("single_choice", CHOICES, category="Ethics"), "seen": "1"}, follow=True)

    question.refresh_from_db()
    assert (question.versions.count(), question.category) == (1, "Ethics")
    assert "there is no new version" in page.content.decode()


def test_an_imported_question_that_is_kept_as_it_is_makes_no_version(instructor: Client) -> None:
    question = Question.objects.get(external_id="q-2")
    page = instructor.get(f"{BANK}{question.public_id}/edit/")
    form = sent_by(page.context["root"])

    instructor.post(f"{BANK}{question.public_id}/edit/", {**form, "do": "save", "seen": "1"})

    assert question.versions.count() == 1


def test_of_two_editors_the_second_sees_both_and_may_go_on(instructor: Client) -> None:
    question = written(instructor)
    path = f"{BANK}{question.public_id}/edit/"
    instructor.post(path, {**content_form("single_choice", CHOICES, stem="Theirs?"), "seen": "1"})

    refused = instructor.post(path, {**content_form("single_choice", CHOICES, stem="Mine?"), "seen": "1"})
    kept = instructor.post(path, {**content_form("single_choice", CHOICES, stem="Mine?"), "seen": str(refused.context["seen"])})

    text = refused.content.decode()
    assert (refused.status_code, refused.context["seen"], kept.status_code) == (409, 2, 302)
    assert "<del>" in text
    assert "Mine?</textarea>" in text
    assert [version.stem for version in question.versions.order_by("number")] == ["What is it?", "Theirs?", "Mine?"]


def test_an_old_version_is_compared_and_restored_as_a_new_one(instructor: Client) -> None:
    question = written(instructor, stem="Who may appear?")
    path = f"{BANK}{question.public_id}/"
    instructor.post(f"{path}edit/", {**content_form("single_choice", CHOICES, stem="Who may not appear?"), "seen": "1"})

    compared = instructor.get(f"{path}versions/1/").content.decode()
    instructor.post(f"{path}versions/1/restore/", {"seen": "2"})
    late = instructor.post(f"{path}versions/2/restore/", {"seen": "2"}, follow=True)

    assert "added: </span>not" in compared
    assert [version.stem for version in question.versions.order_by("number")] == ["Who may appear?", "Who may not appear?", "Who may appear?"]
    assert "Somebody else has changed this question" in late.content.decode()


def test_the_preview_shows_what_is_written_and_says_what_is_like_it(instructor: Client) -> None:
    form = content_form(
        "single_choice", {"options": [{**option("a", correct=True), "text": "An accredited representative"}, {**option("b"), "text": "Anybody"}]}
    )

    whole = instructor.post(f"{BANK}preview/single_choice/", {**form, "q.stem": "Who may **represent**?"}).content.decode()
    begun = instructor.post(f"{BANK}preview/single_choice/", editor_form("single_choice", stem="Who?")).content.decode()

    assert "<strong>represent</strong>" in whole
    assert "q-1 in First module</a>: 100 % alike" in whole.replace('<span class="visually-hidden"> (opens a new tab)</span>', "")
    assert "The answers are shown once they are whole" in begun


def test_an_answer_is_tried_and_marked_and_nothing_is_kept(instructor: Client) -> None:
    question = written(instructor)

    right = instructor.post(f"{BANK}{question.public_id}/try/", {"try": "a"})
    forged = instructor.post(f"{BANK}{question.public_id}/try/", {"try": "zz"})

    assert "1 of 1 point" in right.content.decode()
    assert "Feedback of a" not in right.content.decode()  # this sample has none
    assert (forged.status_code, "does not belong to this question" in forged.content.decode()) == (422, True)


def test_a_picture_is_uploaded_once_and_stays_while_faults_are_mended(instructor: Client) -> None:
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, format="PNG")
    content = SAMPLES["hotspot"].content
    unstored = {**content, "picture": {"file": "", "alt": "", "stored": "", "width": 0, "height": 0}}
    upload = SimpleUploadedFile("Form G-28.png", made.getvalue(), content_type="image/png")

    page = instructor.post(f"{BANK}new/hotspot/", {**content_form("hotspot", unstored), "q.content.picture.upload": upload})
    picture = page.context["root"].children[1].children[0].value
    kept = instructor.post(f"{BANK}new/hotspot/", content_form("hotspot", {**content, "picture": {**picture, "alt": "A form"}}))

    assert (page.status_code, kept.status_code) == (422, 302)
    stored = QuestionVersion.objects.get(question__external_id="new-1").content["picture"]
    assert (stored["file"], stored["width"], stored["height"]) == ("images/Form-G-28.png", 40, 30)
    assert default_storage.exists(f"images/questions/{stored['stored']}")


def test_what_is_no_picture_is_refused_beside_its_field(instructor: Client) -> None:
    upload = SimpleUploadedFile("form.png", b"<svg/>", content_type="image/png")

    page = instructor.post(f"{BANK}new/hotspot/", {**content_form("hotspot", SAMPLES["hotspot"].content), "q.content.picture.upload": upload})

    assert page.status_code == 422
    assert "This is no picture that a question can show" in page.content.decode()


def test_a_stored_name_that_nobody_stored_is_no_picture(instructor: Client) -> None:
    page = instructor.post(f"{BANK}new/hotspot/", content_form("hotspot", SAMPLES["hotspot"].content))

    assert page.status_code == 422


def test_students_find_nothing(place: Enrollment) -> None:
    question = Question.objects.get(external_id="q-1")

    found = [signed_in(place.student).get(path).status_code for path in (BANK, f"{BANK}{question.public_id}/", f"{BANK}new/single_choice/", "/teach/banks/")]

    assert found == [404] * 4
