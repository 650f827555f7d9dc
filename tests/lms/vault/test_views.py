"""The one way a private file leaves."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lms.audit.models import Disclosure
from lms.vault.api import files_visible_to, may_read_file, store
from lms.vault.models import StoredFile
from tests.factories.pages import without_tokens
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Any:
    return UserFactory()


@pytest.fixture
def file(ana: Any) -> StoredFile:
    return store("note", b"abc" * 50_000, name="note.txt", media_type="text/plain", owner=ana.public_id, campus="north")


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(file: StoredFile) -> str:
    return reverse("vault:file", args=[file.public_id])


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_owner_gets_the_file_as_an_attachment(ana: Any, file: StoredFile) -> None:
    response = as_(ana).get(address(file))

    assert response.status_code == 200
    assert content_of(response) == b"abc" * 50_000
    assert response["Content-Length"] == "150000"
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"] == 'attachment; filename="note.txt"'


def test_the_file_is_served_so_that_nothing_in_it_can_run_or_stay_behind(ana: Any, file: StoredFile) -> None:
    response = as_(ana).get(address(file))

    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert not response.has_header("ETag")
    assert not response.has_header("Last-Modified")


def test_somebody_else_and_a_file_that_never_was_look_the_same(file: StoredFile) -> None:
    stranger = as_(UserFactory())

    theirs, missing = stranger.get(address(file)), stranger.get(reverse("vault:file", args=["A" * 22]))

    assert theirs.status_code == missing.status_code == 404
    assert without_tokens(theirs) == without_tokens(missing)
    assert Disclosure.objects.count() == 0


def test_a_visitor_is_sent_to_sign_in_whether_the_file_exists_or_not(client: Client, file: StoredFile) -> None:
    theirs, missing = client.get(address(file)), client.get(reverse("vault:file", args=["A" * 22]))

    assert (theirs.status_code, missing.status_code) == (302, 302)
    assert theirs.url.split("?")[0] == missing.url.split("?")[0]


def test_reading_ones_own_file_is_no_disclosure(ana: Any, file: StoredFile) -> None:
    content_of(as_(ana).get(address(file)))

    assert Disclosure.objects.count() == 0


def test_a_download_by_somebody_else_is_a_disclosure_of_each_person_in_the_file() -> None:
    rosa = UserFactory(public_id="rosa")
    export = store("export", b"a,b", name="records.csv", media_type="text/csv", owner="rosa", campus="north")

    content_of(as_(rosa).get(address(export)))

    found = Disclosure.objects.order_by("owner").values_list("viewer", "owner", "what", "purpose", "campus")
    assert list(found) == [("rosa", owner, "Records export", "Download", "north") for owner in ("ana", "ben")]


@pytest.mark.parametrize("method", ["head", "post", "put", "patch", "delete", "options", "trace"])
def test_only_get_is_answered(ana: Any, file: StoredFile, method: str) -> None:
    response = getattr(as_(ana), method)(address(file))

    assert response.status_code == 405
    assert response.content == b""
    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize("wanted", ["bytes=0-1", "bytes=-1", "bytes=5-", "bytes=0-0,2-3"])
def test_a_range_gets_the_whole_file(ana: Any, file: StoredFile, wanted: str) -> None:
    response = as_(ana).get(address(file), headers={"Range": wanted})

    assert response.status_code == 200
    assert response["Accept-Ranges"] == "none"
    assert len(content_of(response)) == 150_000


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plain.pdf", 'attachment; filename="plain.pdf"'),
        ("r\u00e9sum\u00e9.pdf", "attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf"),
        ('a";x="b.pdf', 'attachment; filename="a_;x=_b.pdf"'),
        ("a\r\nSet-Cookie: b=c.pdf", 'attachment; filename="aSet-Cookie_ b=c.pdf"'),
        ("../../../etc/passwd", 'attachment; filename="passwd"'),
        ("\u202ecod.exe", 'attachment; filename="cod.exe"'),
        ("100%25 'sure'.pdf", "attachment; filename=\"100%25 'sure'.pdf\""),
    ],
)
def test_a_hostile_name_makes_a_harmless_header(ana: Any, name: str, header: str) -> None:
    file = store("note", b"x", name=name, media_type="text/plain", owner=ana.public_id)

    response = as_(ana).get(address(file))

    assert response["Content-Disposition"] == header
    assert "Set-Cookie" not in response.headers


def test_a_damaged_file_is_refused_before_a_byte_leaves(ana: Any, file: StoredFile, shelf: Path) -> None:
    [path] = [path for path in shelf.rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1])

    response = as_(ana).get(address(file), headers={"Accept": "application/json"})

    assert response.status_code == 500
    assert response.json() == {"error": "unreadable", "sentence": "This file cannot be read: it was damaged, or its key is missing. Please tell support."}


def test_a_right_that_ended_since_the_page_was_made_counts(ana: Any, file: StoredFile) -> None:
    client = as_(ana)
    StoredFile.objects.filter(pk=file.pk).update(owner="somebody-else")

    assert client.get(address(file)).status_code == 404


def test_a_file_whose_kind_is_gone_is_read_by_nobody(ana: Any, file: StoredFile) -> None:
    StoredFile.objects.filter(pk=file.pk).update(kind="vanished")

    assert as_(ana).get(address(file)).status_code == 404


def test_the_list_and_the_single_question_agree(ana: Any, file: StoredFile) -> None:
    theirs = store("note", b"x", name="x", media_type="text/plain", owner="somebody-else")
    export = store("export", b"x", name="x", media_type="text/csv")
    everything = [file, theirs, export]

    for person in (ana, UserFactory(), UserFactory(is_active=False)):
        assert files_visible_to(person, everything) == [one for one in everything if may_read_file(person, one)]
        assert [person.has_perm("vault.read_file", one) for one in everything] == [may_read_file(person, one) for one in everything]
    assert files_visible_to(ana, everything) == [file, export]


@pytest.mark.services
@pytest.mark.parametrize("path", ["/files/", "/files/x/", "/files/" + "A" * 300 + "/", "/files/%00/", "/files/%2e%2e/"])
def test_an_odd_address_is_simply_not_there(ana: Any, path: str) -> None:
    assert as_(ana).get(path).status_code == 404


def test_a_download_is_told_to_those_who_are_kept_with_the_file_by_campus(ana: Any) -> None:
    """The kind would name others by now."""
    people = {"north": [ana.public_id, "bea"], "south": ["sol"]}
    file = store("export", b"x", name="x.csv", media_type="text/csv", by=ana.public_id, people=people)

    as_(ana).get(address(file))

    assert list(Disclosure.objects.values_list("owner", "campus").order_by("campus")) == [("bea", "north"), ("sol", "south")]
