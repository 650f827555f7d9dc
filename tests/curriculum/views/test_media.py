"""Pictures, recordings and captions of lessons are for whoever is signed in, whole or in the parts a player asks for."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from curriculum.views.media import _RANGE, _part
from tests.factories.course import member, signed_in
from tests.factories.people import CampusFactory

pytestmark = pytest.mark.django_db
WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n"


@pytest.fixture
def captions() -> Iterator[str]:
    name = default_storage.save("captions/morning.vtt", ContentFile(WORDS))
    yield name
    default_storage.delete(name)


@pytest.fixture
def student() -> Client:
    return signed_in(member("student@north.example", "student", CampusFactory(slug="north")))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_signed_in_person_reads_a_file_whole(student: Client, captions: str) -> None:
    answer = student.get(f"/lesson-media/{captions}")
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (200, "text/vtt", "bytes")
    assert body(answer) == WORDS


def test_nobody_else_reads_it(client: Client, captions: str) -> None:
    assert client.get(f"/lesson-media/{captions}").status_code == 302


@pytest.mark.parametrize(("asked", "part"), [("bytes=0-5", WORDS[:6]), ("bytes=8-", WORDS[8:]), ("bytes=-5", WORDS[-5:])])
def test_a_player_gets_the_part_it_asks_for(student: Client, captions: str, asked: str, part: bytes) -> None:
    answer = student.get(f"/lesson-media/{captions}", headers={"Range": asked})
    assert (answer.status_code, body(answer), int(answer["Content-Length"])) == (206, part, len(part))


@pytest.mark.parametrize("asked", ["bytes=" + "9" * 5000 + "-", "bytes=0-" + "9" * 5000, "bytes=-" + "9" * 5000, "bytes=٣-"])
def test_a_part_that_no_file_has_room_for_is_not_asked_for(student: Client, captions: str, asked: str) -> None:
    assert student.get(f"/lesson-media/{captions}", headers={"Range": asked.encode().decode("latin-1")}).status_code == 200


@pytest.mark.parametrize("asked", ["bytes=9999-", "bytes=-", "bytes=7-3", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(student: Client, captions: str, asked: str) -> None:
    answer = student.get(f"/lesson-media/{captions}", headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(WORDS)}")


@pytest.mark.parametrize(
    "name",
    [
        "captions/none.vtt",
        "documents/brief.pdf",
        "original_images/a.png",
        "images/../db.sqlite3",
        "images/%2e%2e/db.sqlite3",
        "images",
        "captions/",
        "captions/.",
        "captions/" + "a" * 300,
    ],
)
def test_what_is_no_file_of_a_lesson_is_not_there(student: Client, name: str) -> None:
    assert student.get(f"/lesson-media/{name}").status_code == 404


def test_a_page_among_the_media_is_never_shown_as_a_page(student: Client) -> None:
    name = default_storage.save("media/hello.html", ContentFile(b"<script>alert(1)</script>"))
    answer = student.get(f"/lesson-media/{name}")
    default_storage.delete(name)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


@given(size=st.integers(0, 50), first=st.none() | st.integers(0, 60), last=st.none() | st.integers(0, 60))
def test_a_part_is_always_inside_the_file(size: int, first: int | None, last: int | None) -> None:
    asked = _RANGE.fullmatch(f"bytes={'' if first is None else first}-{'' if last is None else last}")
    assert asked
    start, end = _part(asked, size)
    assert start >= end or 0 <= start < end <= size
