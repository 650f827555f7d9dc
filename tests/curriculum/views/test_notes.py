"""A reader's own notes: kept, found again in a new revision, read by nobody else, and theirs after they have left."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.models import Enrollment, LessonPage, Mark, ReadingPlace
from curriculum.queries.snapshots import newest_snapshot
from lms.people.api import User
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.people import person

pytestmark = pytest.mark.django_db
FILING = "An applicant must file within one year of arrival."
FEAR = "A well-founded fear may be a one in ten chance."
HX = {"HX-Request": "true"}


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    publish(FILING, FEAR)
    return enrolled_student()


def publish(*paragraphs: str) -> LessonPage:
    lesson = LessonPage.objects.get(slug="one")
    html = "".join(f"<p>{one}</p>" for one in paragraphs)
    lesson.body = [("markdown", {"source": html, "html": html})]
    lesson.save_revision().publish()
    return lesson


def url(action: str = "") -> str:
    return f"/notes/lessons/{LessonPage.objects.get(slug='one').public_id}/{action}"


def add(client: Client, **said: str) -> Any:
    snapshot = newest_snapshot(LessonPage.objects.get(slug="one").pk)
    assert snapshot is not None
    return client.post(url("add/"), {"snapshot": snapshot.public_id, **said}, headers=HX)


def panel(client: Client) -> str:
    answer = client.get(url(), headers=HX)
    assert answer.status_code == 200
    return answer.content.decode()


def states(client: Client) -> list[tuple[str, str, str]]:
    return re.findall(r'data-state="(\w+)" data-address="([^"]*)" data-start="\d+" data-words="([^"]*)"', panel(client))


def test_a_lesson_page_names_its_passages_and_asks_for_notes_later(place: Enrollment) -> None:
    client = signed_in(place.student)
    add(client, kind="note", text="My own words")

    page = client.get(LessonPage.objects.get(slug="one").url).content.decode()

    assert [f'<p id="p-1-1">{FILING}</p>' in page, f'hx-get="{url()}?snapshot=' in page, "My own words" in page] == [True, True, False]


def test_words_are_highlighted_and_kept_once(place: Enrollment) -> None:
    client = signed_in(place.student)

    for _ in range(2):
        assert add(client, kind="highlight", address="p-1-1", quote="one year").status_code == 200

    assert states(client) == [("exact", "p-1-1", "one year")]
    assert Mark.objects.count() == 1


def test_the_word_that_was_meant_is_kept(place: Enrollment) -> None:
    client = signed_in(place.student)

    add(client, kind="highlight", address="p-1-2", quote="a", prefix="A well-founded fear may be ")

    assert Mark.objects.get().prefix == "A well-founded fear may be "


def test_a_note_follows_its_text_into_a_new_revision_or_says_what_became_of_it(place: Enrollment) -> None:
    client = signed_in(place.student)
    add(client, kind="note", address="p-1-1", text="On the limit")
    add(client, kind="note", address="p-1-2", text="On the odds")

    publish("Something new comes first.", "An applicant must file within two years of the last arrival.", FEAR)

    assert states(client) == [("changed", "p-1-2", "An applicant must file within two years of the last arrival."), ("moved", "p-1-3", FEAR)]
    assert "The text changed; here is what you had marked:" in panel(client)
    publish("Nothing of it is left in this lesson at all.")
    assert [state for state, _, _ in states(client)] == ["gone", "gone"]
    assert [FEAR in panel(client), "On the odds" in panel(client)] == [True, True]


def test_a_mark_made_on_an_older_page_rests_on_the_older_text(place: Enrollment) -> None:
    client = signed_in(place.student)
    old = newest_snapshot(LessonPage.objects.get(slug="one").pk)
    publish("Something new.", FILING, FEAR)

    client.post(url("add/"), {"snapshot": old.public_id, "kind": "highlight", "address": "p-1-1", "quote": FILING}, headers=HX)

    assert states(client) == [("moved", "p-1-2", FILING)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "note", "text": "  "}, "Write something first."),
        ({"kind": "note", "text": "x" * 5001}, "5,001 characters"),
        ({"kind": "highlight"}, "Choose the words to highlight first."),
        ({"kind": "highlight", "address": "p-9-9"}, "do not stand in this lesson"),
        ({"kind": "highlight", "address": "p-1-1", "quote": "never said"}, "do not stand in this lesson"),
        ({"kind": "poem", "text": "x"}, "Choose a note"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_nothing_is_lost(place: Enrollment, said: dict[str, str], sentence: str) -> None:
    answer = add(signed_in(place.student), **said)

    assert (answer.status_code, sentence in answer.content.decode(), Mark.objects.count()) == (422, True, 0)
    assert said.get("text", "").strip() in answer.content.decode()


def test_odd_bytes_are_no_error(place: Enrollment) -> None:
    client = signed_in(place.student)

    assert add(client, kind="note", text="a\0b").status_code == 200
    assert add(client, kind="highlight", address="p-1-1\0", quote="\0").status_code == 422
    assert client.get("/notes/", {"q": "\0", "kind": "\0", "page": "x"}).status_code == 200
    assert client.post("/notes/a\0b/remove/").status_code == 404


def test_a_note_is_changed_and_removed(place: Enrollment) -> None:
    client = signed_in(place.student)
    add(client, kind="note", text="Frist")
    mark = Mark.objects.get()

    client.post(f"/notes/{mark.public_id}/change/", {"text": "First"}, headers=HX)

    assert Mark.objects.get().text == "First"
    assert client.post(f"/notes/{mark.public_id}/change/", {"text": ""}, headers=HX).status_code == 422
    assert client.post(f"/notes/{mark.public_id}/remove/").status_code == 302
    assert Mark.objects.count() == 0


def test_without_scripts_a_note_is_written_on_a_page_of_its_own(place: Enrollment) -> None:
    client = signed_in(place.student)

    answer = client.post(url("add/"), {"kind": "note", "address": "", "text": "Plain"}, follow=True)

    assert (answer.status_code, "<html" in answer.content.decode(), "Plain" in answer.content.decode()) == (200, True, True)


@pytest.mark.parametrize("role", ["student", "instructor", "coordinator", "officer", "auditor", "administrator"])
def test_nobody_else_ever_reads_or_changes_it(place: Enrollment, role: str) -> None:
    add(signed_in(place.student), kind="note", address="p-1-1", text="Secret thought")
    mark = Mark.objects.get()
    other = signed_in(person(role, place.cohort.campus, key="other"))

    pages = [other.get(path) for path in ("/notes/", "/notes/export/", url(), f"/cms/pages/{mark.lesson_id}/usage/", f"/cms/pages/usage/{mark.lesson_id}/")]

    assert not [page for page in pages if b"Secret thought" in page.content or mark.public_id.encode() in page.content]
    assert {other.post(f"/notes/{mark.public_id}/{action}/", {"text": "x"}).status_code for action in ("change", "remove")} == {404}
    assert Mark.objects.get().text == "Secret thought"


def test_not_even_a_superuser(place: Enrollment) -> None:
    add(signed_in(place.student), kind="note", text="Secret thought")
    super_user = User.objects.create_superuser("root@north.example", "correct horse battery")

    assert signed_in(super_user).post(f"/notes/{Mark.objects.get().public_id}/remove/").status_code == 404


def test_after_leaving_the_notes_are_read_and_saved_and_not_changed(place: Enrollment) -> None:
    client = signed_in(place.student)
    add(client, kind="note", text="Mine still")
    Enrollment.objects.update(state="withdrawn", ended_at=datetime.now(UTC))
    mark = Mark.objects.get()

    page = client.get("/notes/").content.decode()

    assert ["Mine still" in page, "You do not study this lesson any more" in page, "/remove/" in page] == [True, True, False]
    assert "Mine still" in client.get("/notes/export/").content.decode()
    assert client.post(f"/notes/{mark.public_id}/remove/").status_code == 302
    assert client.post(f"/notes/{mark.public_id}/change/", {"text": "x"}, headers=HX).status_code == 403
    assert (Mark.objects.get().text, add(client, kind="note", text="more").status_code) == ("Mine still", 404)


def test_all_notes_are_found_by_their_words(place: Enrollment) -> None:
    client = signed_in(place.student)
    add(client, kind="note", address="p-1-1", text="Deadline")
    add(client, kind="highlight", address="p-1-2", quote="one in ten")

    shown = {
        query: ["Deadline" in (page := client.get(f"/notes/?{query}").content.decode()), "one in ten" in page]
        for query in ("q=deadline", "q=TEN", "kind=note", "")
    }

    assert shown == {"q=deadline": [True, False], "q=TEN": [False, True], "kind=note": [True, False], "": [True, True]}


def test_the_file_of_notes_is_markdown(place: Enrollment) -> None:
    client = signed_in(place.student)
    add(client, kind="note", address="p-1-1", text="Ask *why*")

    answer = client.get("/notes/export/")

    assert answer["Content-Disposition"] == 'attachment; filename="My notes.md"'
    text = answer.content.decode()
    assert ["## Small course" in text, "### Lesson one" in text, f"> {FILING}" in text, "Ask *why*" in text] == [True] * 4


def test_a_bookmark_is_kept_once_and_the_database_sees_to_it(place: Enrollment) -> None:
    client = signed_in(place.student)
    for _ in range(2):
        add(client, kind="bookmark")
    add(client, kind="bookmark", address="p-1-2")
    kept = Mark.objects.first()

    assert Mark.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(
            owner=kept.owner, lesson=kept.lesson, snapshot=kept.snapshot, kind="bookmark", created_at=kept.created_at, changed_at=kept.created_at
        )
    for wrong in ({"kind": "note"}, {"kind": "highlight"}, {"kind": "poem"}, {"kind": "highlight", "address": "p-1-1", "quote": "x", "text": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mark.objects.create(owner=kept.owner, lesson=kept.lesson, snapshot=kept.snapshot, created_at=kept.created_at, changed_at=kept.created_at, **wrong)


@pytest.mark.parametrize("path", ["/notes/", "panel"])
def test_many_notes_cost_what_one_costs(place: Enrollment, path: str) -> None:
    client = signed_in(place.student)
    address = url() if path == "panel" else path
    add(client, kind="note", address="p-1-1", text="One")
    few = cost(client, address)
    for text in ("Two", "Three"):
        add(client, kind="note", address="p-1-2", text=text)

    assert cost(client, address) == few


def cost(client: Client, path: str) -> int:
    client.get(path, headers=HX)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, headers=HX).status_code == 200
    return len(queries)


# Where reading stopped


def stop(client: Client, place: Enrollment, address: str, percent: str, **more: str) -> int:
    lesson = LessonPage.objects.get(slug="one")
    said = {"enrollment": place.public_id, "lesson": lesson.public_id, "snapshot": newest_snapshot(lesson.pk).public_id, "address": address, "percent": percent}
    return client.post("/study/place/", {**said, **more}).status_code


def test_the_next_visit_offers_to_go_on_where_reading_stopped(place: Enrollment) -> None:
    client = signed_in(place.student)
    client.get(LessonPage.objects.get(slug="one").url)

    assert stop(client, place, "p-1-2", "50") == 204

    assert ["#p-1-2" in panel(client), "about half way" in panel(client)] == [True, True]
    home = client.get("/").content.decode()
    assert ["Go on: Lesson one" in home, "You stopped about half way." in home, "Read to the end of the lesson." in home] == [True, True, True]
    publish("Something new.", FILING, FEAR)
    assert "#p-1-3" in panel(client)


def test_a_place_is_written_seldom_and_when_the_page_is_left(place: Enrollment) -> None:
    client = signed_in(place.student)

    stop(client, place, "p-1-1", "10")
    stop(client, place, "p-1-2", "50")
    assert ReadingPlace.objects.get().percent == 10
    stop(client, place, "p-1-2", "50", leaving="1")

    assert (ReadingPlace.objects.get().percent, ReadingPlace.objects.get().address) == (50, "p-1-2")


@pytest.mark.parametrize(
    ("address", "percent", "status"), [("p-9-9", "5", 422), ("", "5", 422), ("p-1-1", "101", 422), ("p-1-1", "-1", 400), ("p-1-1", "x", 400), ("p\0", "1", 422)]
)
def test_a_place_that_is_none_is_refused(place: Enrollment, address: str, percent: str, status: int) -> None:
    assert (stop(signed_in(place.student), place, address, percent), ReadingPlace.objects.count()) == (status, 0)


def test_nobody_keeps_a_place_for_somebody_else(place: Enrollment) -> None:
    other = enrolled_student(email="other@north.example", program=place.cohort.program)

    assert stop(signed_in(other.student), place, "p-1-1", "5") == 404


def test_the_outline_says_why_a_begun_lesson_is_not_complete(place: Enrollment) -> None:
    client = signed_in(place.student)
    client.get(LessonPage.objects.get(slug="one").url)

    page = client.get("/learn/small-course/").content.decode()

    assert "Not complete yet: Read to the end of the lesson. Study for about 5 more min" in page
    assert json.dumps(page).count("Not complete yet") == 1
