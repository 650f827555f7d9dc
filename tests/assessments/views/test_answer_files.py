"""Sending a file from the page, with scripts and without, and reading it back: by the student, by who marks, by nobody else."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.submit_attempt import submit_attempt
from assessments.actions.upload_file import upload_file
from assessments.models import Attempt, AttemptItem, AttemptStep, MarkingRules
from tests.factories.course import enrolled_student, member, signed_in
from tests.factories.sent_files import asks_for_files, jpeg, pdf, sent, sitting

pytestmark = [pytest.mark.django_db, pytest.mark.services]
NAME = "Brief of Ana Alvarez.pdf"


@pytest.fixture
def item(tmp_path: Path) -> AttemptItem:
    return asks_for_files(sitting(tmp_path))


@pytest.fixture
def student(item: AttemptItem) -> Client:
    return signed_in(item.attempt.enrollment.student)


def at(item: AttemptItem, name: str, **more: Any) -> str:
    return reverse(f"attempts:{name}", kwargs={"attempt": item.attempt.public_id, **more})


def kept(item: AttemptItem) -> list[str]:
    step = AttemptStep.objects.filter(item=item).order_by("-number").first()
    return [file["name"] for file in step.response["files"]] if step else []


def test_without_scripts_the_button_brings_the_whole_page(item: AttemptItem, student: Client) -> None:
    page = student.get(at(item, "take")).content.decode()
    assert f'formaction="{at(item, "upload", position=1)}" formenctype="multipart/form-data"' in page

    answer = student.post(at(item, "upload", position=1), {"key": "k1", "seen": "0", "q2": "a", "q1-file": sent()}, follow=True)

    assert answer.redirect_chain == [(f"{at(item, 'take')}#question-1", 302)]
    assert f"“{NAME}” has arrived and is saved." in answer.content.decode()
    assert kept(item) == [NAME]
    assert AttemptStep.objects.get(item__position=2).response == {"choice": "a"}


def test_a_refused_file_loses_nothing_else_of_the_page(item: AttemptItem, student: Client) -> None:
    form = {"key": "k1", "seen": "0", "q2": "a", "q1-file": sent("brief.pdf", b"<html>no</html>")}

    answer = student.post(at(item, "upload", position=1), form, follow=True).content.decode()

    assert "cannot be handed in here" in answer
    assert (kept(item), AttemptStep.objects.get().response) == ([], {"choice": "a"})


def test_scripts_get_the_list_of_files_and_a_sentence(item: AttemptItem, student: Client) -> None:
    path = at(item, "upload", position=1)

    first = student.post(path, {"key": "k1", "q1-file": sent()}, headers={"accept": "application/json"})
    refused = student.post(path, {"key": "k2", "q1-file": sent("a.pdf", b"MZ")}, headers={"accept": "application/json"})
    nothing = student.post(path, {"key": "k3"}, headers={"accept": "application/json"})

    assert (first.status_code, first.json()["step"], first.json()["sentence"]) == (200, 1, f"“{NAME}” has arrived and is saved.")
    assert NAME in first.json()["html"]
    assert 'type="file"' in first.json()["html"]
    assert (refused.status_code, nothing.status_code) == (422, 422)
    assert "<" not in refused.json()["sentence"]
    assert nothing.json()["sentence"] == "Choose a file first."


def test_a_file_is_taken_out_by_its_button_and_found_among_earlier_ones(item: AttemptItem, student: Client) -> None:
    step = upload_file(item=item, file=sent(), key="k1", by=item.attempt.enrollment.student).step

    student.post(at(item, "remove_file", position=1), {"key": "k2", "seen": "1", "remove": step.response["files"][0]["id"]})

    assert kept(item) == []
    assert NAME in student.get(at(item, "texts", position=1)).content.decode()
    student.post(at(item, "texts", position=1), {"step": "1"})
    assert kept(item) == [NAME]


@pytest.mark.parametrize(("route", "more"), [("save", {}), ("submit", {"then": "look"}), ("next", {"page": "1"})])
def test_a_file_that_was_chosen_and_not_sent_is_told_before_it_is_too_late(item: AttemptItem, student: Client, route: str, more: dict[str, str]) -> None:
    form = {"key": "k1", "seen": "0", "q1-file": "brief.pdf", "q2": "a", **more}  # as a form that is no upload names a file

    answer = student.post(at(item, route), form, follow=True)

    assert answer.redirect_chain[-1][0] == at(item, "take")
    assert "“brief.pdf” was chosen for question 1 but not sent." in answer.content.decode()


def test_who_marks_sees_no_name_while_names_are_hidden(item: AttemptItem) -> None:
    step = upload_file(item=item, file=sent(), key="k1", by=item.attempt.enrollment.student).step
    submit_attempt(attempt=item.attempt, by=item.attempt.enrollment.student)
    marker = signed_in(member("instructor@north.example", "instructor", item.attempt.enrollment.cohort.campus))
    path = reverse("teach:mark", args=[item.pk])
    link = f'href="{reverse("vault:file", kwargs={"public_id": step.response["files"][0]["id"]})}"'

    hidden = marker.get(path).content.decode()
    MarkingRules.objects.update_or_create(assessment=item.attempt.assessment, defaults={"anonymous": False})
    named = marker.get(path).content.decode()

    assert ("File 1" in hidden, "Alvarez" in hidden, link in hidden) == (True, False, True)
    assert (NAME in named, link in named) == (True, True)


def test_a_file_leaves_by_the_vault_to_the_student_and_to_who_marks_and_to_nobody_else(item: AttemptItem, student: Client) -> None:
    step = upload_file(item=item, file=sent(), key="k1", by=item.attempt.enrollment.student).step
    path = reverse("vault:file", kwargs={"public_id": step.response["files"][0]["id"]})
    marker = signed_in(member("instructor@north.example", "instructor", item.attempt.enrollment.cohort.campus))
    other = signed_in(enrolled_student(email="other@north.example").student)

    during = [client.get(path).status_code for client in (student, marker, other)]
    submit_attempt(attempt=item.attempt, by=item.attempt.enrollment.student)
    after = marker.get(path)

    assert during == [200, 404, 404]
    assert (after.status_code, b"".join(after.streaming_content)) == (200, pdf())  # type: ignore[attr-defined]
    assert after["Content-Disposition"] == 'attachment; filename="question-1-file-1.pdf"'
    assert other.get(path).status_code == 404


def test_the_page_costs_the_same_with_one_file_and_with_two(item: AttemptItem, student: Client, django_assert_num_queries: Any) -> None:
    upload_file(item=item, file=sent(), key="k1", by=item.attempt.enrollment.student)
    student.get(at(item, "take"))
    with CaptureQueriesContext(connection) as one:
        student.get(at(item, "take"))
    upload_file(item=item, file=sent("b.jpg", jpeg()), key="k2", by=item.attempt.enrollment.student)

    with django_assert_num_queries(len(one)):
        student.get(at(item, "take"))


def test_a_file_after_the_end_is_told_as_late(item: AttemptItem, student: Client) -> None:
    submit_attempt(attempt=Attempt.objects.get(pk=item.attempt_id), by=item.attempt.enrollment.student)

    page = student.post(at(item, "upload", position=1), {"key": "k1", "q1-file": sent()}, follow=True).content.decode()

    assert "What came later is kept" in page
    assert "PDF" in page[page.index("Arrived after the end") :]
