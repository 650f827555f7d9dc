"""A file as an answer: kept once, never lost, never somebody else's, refused with a sentence where it could do harm."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.bring_back_answer import bring_back_answer
from assessments.actions.decide_late_answer import decide_late_answer
from assessments.actions.remove_answer_file import remove_answer_file
from assessments.actions.submit_attempt import submit_attempt
from assessments.actions.upload_file import upload_file
from assessments.models import Attempt, AttemptItem, AttemptStep, LateAnswer
from assessments.queries.answer_files import may_read_answer_file
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from lms.vault.api import StoredFile, read
from tests.factories.course import enrolled_student, member
from tests.factories.sent_files import archive, asks_for_files, jpeg, pdf, sent, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(tmp_path: Path) -> AttemptItem:
    return asks_for_files(sitting(tmp_path))


def send(item: AttemptItem, key: str = "k1", **file: Any) -> AttemptStep:
    return upload_file(item=item, file=sent(**file), key=key, by=item.attempt.enrollment.student).step


def named(item: AttemptItem) -> list[list[str]]:
    """The names in each saved answer, oldest first."""
    return [[file["name"] for file in step.response["files"]] for step in AttemptStep.objects.filter(item=item).order_by("number")]


def end(item: AttemptItem) -> AttemptItem:
    Attempt.objects.filter(pk=item.attempt_id).update(ends_at=now() - timedelta(hours=1))
    return asks_for_files(item.attempt)


def test_a_file_is_kept_in_the_vault_and_named_by_a_step(item: AttemptItem) -> None:
    step = send(item)

    (named_file,) = step.response["files"]
    kept = StoredFile.objects.get(public_id=named_file["id"])
    student = item.attempt.enrollment.student.public_id
    assert named_file == {"id": kept.public_id, "type": "pdf", "name": "Brief of Ana Alvarez.pdf", "size": kept.size, "sha256": kept.sha256}
    assert (kept.kind, kept.media_type, kept.owner, kept.campus) == ("assessments.answer_file", "application/pdf", student, "north")
    assert kept.name == "question-1-file-1.pdf"  # which says nothing of who sent it
    assert read(kept) == pdf()
    assert (step.number, step.key) == (1, "k1:1")


def test_the_same_sending_twice_is_one_step_and_one_file(item: AttemptItem) -> None:
    assert send(item) == send(item)
    assert send(item, "k2").number == 1  # the same bytes under another key: they are here already
    assert (AttemptStep.objects.count(), StoredFile.objects.filter(kind="assessments.answer_file").count()) == (1, 1)


def test_a_file_taken_out_stays_kept_and_can_be_brought_back(item: AttemptItem) -> None:
    first = send(item).response["files"][0]["id"]
    send(item, "k2", name="Page 2.jpg", data=jpeg())

    newest = [remove_answer_file(item=item, file=first, key="k3", by=item.attempt.enrollment.student) for _ in range(2)]
    bring_back_answer(item=item, number=1, by=item.attempt.enrollment.student)

    brief = "Brief of Ana Alvarez.pdf"
    assert newest == [3, 3]
    assert named(item) == [[brief], [brief, "Page 2.jpg"], ["Page 2.jpg"], [brief]]
    assert StoredFile.objects.filter(removed_at__isnull=True, kind="assessments.answer_file").count() == 2


def test_one_file_too_many_is_refused_and_the_others_stay(item: AttemptItem) -> None:
    send(item)
    send(item, "k2", data=jpeg(), name="a.jpg")

    with pytest.raises(Invalid, match="No more files fit here"):
        send(item, "k3", data=jpeg("red"), name="b.jpg")

    assert len(named(item)[-1]) == 2


HOSTILE = {
    "empty": ("empty.pdf", b""),
    "a page that calls itself a document": ("brief.pdf", b"<html><script>alert(1)</script></html>"),
    "a program": ("brief.pdf", b"MZ\x90\x00" + bytes(200)),
    "an archive": ("brief.pdf", archive()),
    "a type that is not asked for": ("notes.txt", b"Notes"),
    "a document with a script": ("brief.pdf", pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
    "half a document": ("brief.pdf", pdf()[:120]),
    "half a picture": ("photo.jpg", b"\xff\xd8\xff\xe0"),
    "too large": ("brief.pdf", pdf() + b" " * 5_000_001),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_could_do_harm_is_refused_in_a_sentence_and_nothing_is_kept(item: AttemptItem, case: str) -> None:
    send(item)
    name, data = HOSTILE[case]

    with pytest.raises(Invalid) as refused:
        send(item, "k2", name=name, data=data)

    assert refused.value.sentence.endswith(".")
    assert (len(named(item)), StoredFile.objects.filter(kind="assessments.answer_file").count()) == (1, 1)


ODD_NAMES = ["../../etc/passwd.pdf", "C:\\x\\brief.pdf", "brief\u202efdp.pdf", "a" * 300 + ".pdf", "=cmd|' /C calc'!A0.pdf", "brief\n.pdf"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_made_plain(item: AttemptItem, name: str) -> None:
    (kept,) = send(item, name=name).response["files"]

    assert len(kept["name"]) <= 120
    assert kept["name"].isprintable()
    assert not {"/", "\\"} & set(kept["name"])


def test_only_the_student_sends_and_only_where_files_are_asked_for(item: AttemptItem) -> None:
    other = enrolled_student(email="other@north.example").student
    choice = AttemptItem.objects.get(attempt=item.attempt, position=2)

    with pytest.raises(Forbidden):
        upload_file(item=item, file=sent(), key="k1", by=other)
    with pytest.raises(Forbidden):
        remove_answer_file(item=item, file="x", key="k1", by=other)
    with pytest.raises(NotFound):
        upload_file(item=choice, file=sent(), key="k1", by=item.attempt.enrollment.student)
    with pytest.raises(NotFound):
        remove_answer_file(item=choice, file="x", key="k1", by=item.attempt.enrollment.student)
    with pytest.raises(Invalid, match="no name of its own"):
        upload_file(item=item, file=sent(), key="a b", by=item.attempt.enrollment.student)
    assert not AttemptStep.objects.exists()


def test_a_script_cannot_fill_the_vault(item: AttemptItem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.actions.upload_file.MOST_TIMES", 1)
    send(item)

    with pytest.raises(TooMany):
        send(item, "k2", data=jpeg(), name="a.jpg")


def test_a_file_after_the_end_is_kept_as_a_late_answer_and_counts_when_accepted(item: AttemptItem) -> None:
    send(item)
    item = end(item)

    for _ in range(2):
        with pytest.raises(Conflict, match="has ended"):
            send(item, "k2", name="late.jpg", data=jpeg())
    with pytest.raises(Conflict, match="no longer change"):
        remove_answer_file(item=item, file="x", key="k3", by=item.attempt.enrollment.student)

    late = LateAnswer.objects.get()
    instructor = member("instructor@north.example", "instructor", item.attempt.enrollment.cohort.campus)
    assert [file["name"] for file in late.response["files"]] == ["Brief of Ana Alvarez.pdf", "late.jpg"]
    assert named(item) == [["Brief of Ana Alvarez.pdf"]]
    decide_late_answer(late=late, accept=True, reason="The network was down.", by=instructor)
    assert len(named(item)[-1]) == 2


def test_a_file_that_was_declined_does_not_come_in_again_beside_the_next_late_one(item: AttemptItem) -> None:
    instructor = member("instructor@north.example", "instructor", item.attempt.enrollment.cohort.campus)
    send(item)
    item = end(item)
    with pytest.raises(Conflict):
        send(item, "k2", name="declined.jpg", data=jpeg())
    decide_late_answer(late=LateAnswer.objects.get(), accept=False, reason="It shows the solution.", by=instructor)

    with pytest.raises(Conflict):
        send(item, "k3", name="wanted.jpg", data=jpeg("blue"))

    second = LateAnswer.objects.order_by("pk")[1]
    decide_late_answer(late=second, accept=True, reason="The network was down.", by=instructor)
    assert named(item)[-1] == ["Brief of Ana Alvarez.pdf", "wanted.jpg"]


def test_a_submitted_answer_with_files_waits_for_a_marker(item: AttemptItem) -> None:
    send(item)

    submit_attempt(attempt=item.attempt, by=item.attempt.enrollment.student)

    item.attempt.refresh_from_db()
    assert item.attempt.state == "marking"
    with pytest.raises(Conflict):
        send(item, "k2", data=jpeg(), name="a.jpg")


def test_who_may_read_a_file(item: AttemptItem) -> None:
    student, campus = item.attempt.enrollment.student, item.attempt.enrollment.cohort.campus
    file = StoredFile.objects.get(public_id=send(item).response["files"][0]["id"])
    people = {role: member(f"{role}@north.example", role, campus) for role in ("instructor", "coordinator", "officer")}
    people["other"] = enrolled_student(email="other@north.example").student
    people["south"] = enrolled_student("south", "student@south.example").student
    people["south instructor"] = member("instructor@south.example", "instructor", people["south"].memberships.get().campus)

    during = {name for name, person in people.items() if may_read_answer_file(person, file)}
    own = may_read_answer_file(student, file)
    submit_attempt(attempt=item.attempt, by=student)
    after = {name for name, person in people.items() if may_read_answer_file(person, file)}

    assert (during, own, after) == (set(), True, {"instructor"})
    assert not may_read_answer_file(people["instructor"], StoredFile(kind="assessments.answer_file", key="other/x"))


def test_the_student_reads_it_afterwards_as_long_as_answers_are_shown(item: AttemptItem) -> None:
    file = StoredFile.objects.get(public_id=send(item).response["files"][0]["id"])
    student, page = item.attempt.enrollment.student, item.attempt.assessment
    submit_attempt(attempt=item.attempt, by=student)

    told = []
    for when in ("after_submit", "never"):
        type(page).objects.filter(pk=page.pk).update(show_response=when)
        told.append(may_read_answer_file(student, file))

    assert told == [True, False]


def test_a_second_file_costs_no_more_than_the_first(item: AttemptItem) -> None:
    with CaptureQueriesContext(connection) as first:
        send(item)
    with CaptureQueriesContext(connection) as second:
        send(item, "k2", data=jpeg(), name="a.jpg")

    assert len(second) <= len(first)
