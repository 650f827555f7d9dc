"""From an upload to a draft: the report first, then the lesson, for who writes the program only."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images import get_image_model

from curriculum.models import ContentSnapshot, LessonPage, ModulePage
from lms.audit.models import Event
from lms.people.models import Campus
from lms.vault.api import read
from lms.vault.models import StoredFile
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.docx import docx, note, p, picture, table

pytestmark = pytest.mark.django_db
START = "/cms/lessons/import/"


def a_document() -> bytes:
    return docx(
        p("Credible fear", style="Title"), p("The screening", style="Heading1"), p("Words.", note(1)), table(["A", "B"], ["1", "2"]), p(picture()),
        footnotes={1: "8 CFR 208.30(e)."},
    )  # fmt: skip


@pytest.fixture
def campus(tmp_path: Path, settings: Any) -> Campus:
    settings.MEDIA_ROOT = tmp_path / "media"
    load_course(tmp_path / "course")
    return enrolled_student().cohort.campus


@pytest.fixture
def instructor(campus: Campus, settings: Any) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    return signed_in(member("instructor@north.example", "instructor", campus))


def upload(client: Client, data: bytes | None = None, name: str = "fear.docx") -> Any:
    file = SimpleUploadedFile(name, a_document() if data is None else data)
    return client.post(START, {"module": ModulePage.objects.get().pk, "file": file})


def test_nothing_is_kept_until_the_report_was_read(instructor: Client) -> None:
    answer = upload(instructor)
    page = instructor.get(answer.url)

    assert page.status_code == 200
    assert [words in page.content.decode() for words in ("8 CFR 208.30(e)", "Pictures without words", "Keep as a draft", "under “The screening”")] == [True] * 4
    assert (LessonPage.objects.count(), get_image_model().objects.count()) == (2, 0)


def test_a_kept_lesson_is_a_draft_with_its_blocks_and_the_file_is_gone(instructor: Client) -> None:
    address = upload(instructor).url.split("?")[0]

    answer = instructor.post(f"{address}keep/", {"title": "Credible fear ", "module": ModulePage.objects.get().pk})

    lesson = LessonPage.objects.get(slug="credible-fear")
    assert answer.url == f"/cms/pages/{lesson.pk}/edit/"
    assert (lesson.live, lesson.title, [block.block_type for block in lesson.body]) == (False, "Credible fear", ["markdown", "table", "image"])
    assert "[^1]: 8 CFR 208.30(e)." in lesson.body[0].value["source"]
    assert lesson.get_latest_revision_as_object().body[2].value["image"].file
    assert not ContentSnapshot.objects.filter(lesson=lesson).exists()
    assert StoredFile.objects.get().removed_at is not None
    assert Event.objects.get(kind="curriculum.lesson_imported").data["file"] == "fear.docx"
    assert instructor.get(address).status_code == 404
    assert instructor.get(answer.url).status_code == 200


def test_a_button_pressed_twice_makes_one_draft(instructor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second press found the file still there, and waited while the first made the draft."""
    address = upload(instructor).url.split("?")[0]
    module = ModulePage.objects.get()
    file = StoredFile.objects.get()
    data = read(file)
    instructor.post(f"{address}keep/", {"title": "One", "module": module.pk})
    monkeypatch.setattr("curriculum.views.lesson_import.file_called", lambda _: file)
    monkeypatch.setattr("curriculum.views.lesson_import.read", lambda _: data)

    second = instructor.post(f"{address}keep/", {"title": "One", "module": module.pk}, follow=True)

    assert second.redirect_chain[0][0] == f"/cms/pages/{module.pk}/"
    assert "This file has become a draft already." in second.content.decode()
    assert LessonPage.objects.filter(slug__startswith="one-").count() == 1


def test_two_lessons_of_one_title_get_two_addresses(instructor: Client) -> None:
    for _ in range(2):
        address = upload(instructor).url.split("?")[0]
        instructor.post(f"{address}keep/", {"title": "One", "module": ModulePage.objects.get().pk})

    assert sorted(LessonPage.objects.filter(title="One").values_list("slug", flat=True)) == ["one-2", "one-3"]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"%PDF", "x.docx", "not a Word document"), (b"x", "x.pdf", "Choose a Word document"), (b"\xd0\xcf\x11\xe0", "x.doc", "save it as .docx"),
        (b"\xff", "x.md", "not UTF-8"), (b"", "x.md", "This file is empty"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(instructor: Client, data: bytes, name: str, sentence: str) -> None:
    answer = upload(instructor, data, name)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not StoredFile.objects.exists()


def test_a_lesson_without_title_is_not_kept_and_the_report_stays(instructor: Client) -> None:
    address = upload(instructor).url.split("?")[0]

    answer = instructor.post(f"{address}keep/", {"title": " ", "module": ModulePage.objects.get().pk})

    assert (answer.status_code, "Lost or changed" in answer.content.decode()) == (422, True)
    assert LessonPage.objects.count() == 2


def test_another_instructor_finds_neither_file_nor_module(instructor: Client, campus: Campus) -> None:
    address = upload(instructor).url.split("?")[0]
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")
    other = signed_in(member("instructor@south.example", "instructor", south))

    assert [other.get(address).status_code, other.post(f"{address}keep/", {}).status_code] == [404, 404]
    assert upload(other).status_code == 422


def test_a_markdown_file_is_taken_too(instructor: Client) -> None:
    answer = upload(instructor, b"# Title\n\nText.", "t.md")

    assert "Text." in instructor.get(answer.url).content.decode()


def test_a_module_has_a_button_and_the_menu_an_entry(instructor: Client) -> None:
    page = instructor.get(f"/cms/pages/{ModulePage.objects.get().pk}/").content.decode()

    assert f"/cms/lessons/import/?module={ModulePage.objects.get().pk}" in page
    assert "Import a lesson" in instructor.get("/cms/").content.decode()
