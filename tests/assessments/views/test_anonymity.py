"""Whoever marks learns nobody's name by any address, as long as a judgment may come (decision 62)."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from assessments.models import AssessmentPage, Dispute, LateAnswer, MarkingRules
from assessments.queries.anonymity import is_name_hidden, name_for_marker
from tests.factories.answers import AT, Scene, answered
from tests.factories.course import signed_in
from tests.factories.people import person
from tests.project.leaks import body_of
from tests.project.routes import every_route

pytestmark = [pytest.mark.django_db, pytest.mark.services]
POINTS = {"points-law": "3", "points-facts": "6", "seen": "0"}
LINK = re.compile(r"""(?:href|action|hx-get)=["'](/[^"'\s]*|\?[^"'\s]*)["']""")
LEFT_OUT = ("/static/", "/accounts/", "/language/", "/cms/")


@pytest.fixture
def scene() -> Scene:
    """Two students whose essays wait; one answer of the first came late."""
    scene = answered("ab", essay=True)
    LateAnswer.objects.create(attempt=scene.attempts[0], item=scene.item(), key="late:1", response={"choice": "b"}, received_at=AT)
    return scene


@pytest.fixture
def marker(scene: Scene) -> Client:
    return signed_in(scene.instructor())


def mark(scene: Scene, marker: Client) -> None:
    for item in scene.essays():
        marker.post(f"/teach/marking/{item.pk}/", POINTS)


def dispute(scene: Scene, at: int = 0) -> Dispute:
    signed_in(scene.attempts[at].enrollment.student).post(f"/attempts/{scene.attempts[at].public_id}/questions/2/dispute/", {"text": "Why?"})
    return Dispute.objects.get(item__attempt=scene.attempts[at])


def is_hidden(scene: Scene, at: int = 0) -> bool:
    return is_name_hidden(type(scene.attempts[at]).objects.get(pk=scene.attempts[at].pk))


def names(scene: Scene, text: str) -> list[str]:
    students = [attempt.enrollment.student for attempt in scene.attempts]
    return [word for student in students for word in (student.legal_first_name, student.email, student.public_id) if word in text]


def addresses(scene: Scene) -> set[str]:
    """Every route of ours that an attempt, or a row of one, can be asked by."""
    late, found = LateAnswer.objects.get(), set()
    for attempt in scene.attempts:
        for item in attempt.items.all():
            known = {"attempt": attempt.public_id, "position": item.position, "item": item.pk, "late": late.pk, "public_id": scene.page.public_id}
            found |= {route.path(**known) for route in every_route() if route.is_ours and route.arguments and set(route.arguments) <= set(known)}
    return found


def reached(client: Client, start: set[str]) -> Iterator[tuple[str, str]]:
    """The text of every page of ours that links lead to, each once."""
    seen, waiting = set(start), sorted(start)
    while waiting:
        path = waiting.pop()
        response: Any = client.get(path)
        text = body_of(response).decode("utf-8", "replace")
        yield path, text
        if "html" in response.headers.get("Content-Type", ""):
            links = {unescape(link) for link in LINK.findall(text)}
            links = {path.split("?")[0] + link if link.startswith("?") else link.split("#")[0] for link in links}
            fresh = sorted(link for link in links - seen if not link.startswith(LEFT_OUT) and link.count("?") < 2)
            seen |= set(fresh)
            waiting += fresh


def test_no_address_of_an_attempt_names_its_student_while_it_is_marked(scene: Scene, marker: Client) -> None:
    answers = {path: marker.get(path) for path in addresses(scene)}

    assert {path: found for path, answer in answers.items() if (found := names(scene, body_of(answer).decode()))} == {}
    assert {path for path, answer in answers.items() if answer.status_code == 200} >= {f"/attempts/{scene.attempts[0].public_id}/questions/2/"}


def test_no_page_that_names_a_student_leads_to_their_attempt(scene: Scene, marker: Client) -> None:
    hidden = {text: attempt for attempt in scene.attempts for text in (str(attempt.public_id), *(f"/marking/{item.pk}/" for item in attempt.items.all()))}

    told = {
        path: list(both)
        for path, text in reached(marker, {"/", "/teach/", "/teach/marking/?by=student", *addresses(scene)})
        if (both := [word for word, attempt in hidden.items() if word in text and attempt.enrollment.student.legal_first_name in text])
    }

    assert told == {}


def test_the_crawl_passes_pages_that_name_students(scene: Scene, marker: Client) -> None:
    assert {path for path, text in reached(marker, {"/"}) if names(scene, text)} >= {f"/cohorts/{scene.cohort.slug}/gradebook/"}


def test_the_name_comes_out_with_the_result(scene: Scene, marker: Client) -> None:
    AssessmentPage.objects.update(show_score="after_release", show_marks="after_release")
    page = f"/attempts/{scene.attempts[1].public_id}/questions/2/"
    mark(scene, marker)

    before = (is_hidden(scene, 1), names(scene, marker.get(page).content.decode()))
    marker.post(f"/teach/marking/of/{scene.page.public_id}/release/", {"cohort": scene.cohort.slug})
    after = (is_hidden(scene, 1), names(scene, marker.get(page).content.decode()))

    assert (before, after) == ((True, []), (False, ["Ana1"]))


def test_two_marks_that_differ_keep_it_hidden(scene: Scene, marker: Client) -> None:
    MarkingRules.objects.create(assessment=scene.page, markers=2, tolerance_percent=0)
    second = signed_in(scene.instructor("second"))
    mark(scene, marker)
    for item in scene.essays():
        second.post(f"/teach/marking/{item.pk}/", {**POINTS, "points-law": "0"})

    pages = [client.get(f"/teach/marking/{scene.essays()[1].pk}/reconcile/") for client in (marker, second)]

    assert [(page.status_code, names(scene, page.content.decode())) for page in pages] == [(200, []), (200, [])]
    assert is_hidden(scene, 1)


def test_a_late_answer_that_waits_keeps_it_hidden(scene: Scene, marker: Client) -> None:
    mark(scene, marker)

    before = is_hidden(scene, 0)
    marker.post(f"/teach/late-answers/{LateAnswer.objects.get().pk}/", {"decision": "decline", "reason": "Too late."})

    assert (before, is_hidden(scene, 0), is_hidden(scene, 1)) == (True, False, False)


def test_a_dispute_names_nobody_until_it_is_closed(scene: Scene, marker: Client) -> None:
    mark(scene, marker)
    thread = dispute(scene, 1)
    path = f"/attempts/{scene.attempts[1].public_id}/questions/2/dispute/"

    listed, page = marker.get("/teach/marking/").content.decode(), marker.get(path).content.decode()
    own = signed_in(scene.attempts[1].enrollment.student).get(path).content.decode()
    marker.post(path, {"text": "It stands.", "then": "stands"})
    closed = marker.get(path).content.decode()

    assert (path in listed, names(scene, listed), names(scene, page)) == (True, [], [])
    assert f"Student {str(scene.attempts[1].public_id)[:4].upper()}" in page
    assert (names(scene, own), "Why?" in own) == (["Ana1", "student1@north.example"], True)
    assert (names(scene, closed), Dispute.objects.get(pk=thread.pk).is_open) == (["Ana1"], False)


def test_a_name_is_there_at_once_where_somebody_chose_so(scene: Scene) -> None:
    MarkingRules.objects.create(assessment=scene.page, anonymous=False)

    assert name_for_marker(scene.attempts[0]) == "Ana0"


def test_an_administrator_who_marks_sees_as_little(scene: Scene) -> None:
    page = signed_in(person("administrator", None)).get(f"/attempts/{scene.attempts[0].public_id}/questions/2/")

    assert (page.status_code, names(scene, page.content.decode())) == (200, [])


def test_a_coordinator_reads_names_and_opens_no_answer(scene: Scene) -> None:
    client = signed_in(person("coordinator", scene.campus))

    assert {path for path in addresses(scene) if client.get(path).status_code == 200} == set()
    assert "Ana0" in client.get(f"/cohorts/{scene.cohort.slug}/gradebook/").content.decode()
