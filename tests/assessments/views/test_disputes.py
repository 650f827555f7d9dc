"""A thread about one mark: the student asks, the instructor answers, the mark stands or changes, both are told."""

from fractions import Fraction

import pytest
from django.test import Client

from assessments.models import Attempt, Dispute, Grade
from lms.notices.api import Notice
from tests.factories.answers import Scene, answered
from tests.factories.course import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def scene() -> Scene:
    """One student whose essay was marked just now."""
    scene = answered("a", essay=True)
    signed_in(scene.instructor()).post(f"/teach/marking/{scene.item(kind='essay').pk}/", {"points-law": "1", "points-facts": "2", "seen": "0"})
    return scene


@pytest.fixture
def path(scene: Scene) -> str:
    return f"/attempts/{scene.attempts[0].public_id}/questions/2/dispute/"


@pytest.fixture
def student(scene: Scene) -> Client:
    return signed_in(scene.attempts[0].enrollment.student)


def told() -> list[str]:
    return list(Notice.objects.filter(kind="assessments.dispute").order_by("pk").values_list("person", flat=True))


def test_a_mark_is_asked_about_answered_and_changed(scene: Scene, path: str, student: Client) -> None:
    instructor = signed_in(scene.instructor())
    before = instructor.get(path).status_code
    student.post(path, {"text": "I cited the rule."})
    instructor.post(path, {"text": "Where?"})
    listed = instructor.get("/teach/marking/").content.decode()
    instructor.post(path, {"text": "You are right.", "then": "changed", "points-law": "4", "points-facts": "2"})
    page = student.get(path).content.decode()

    item = scene.item(kind="essay")
    grade = Grade.objects.filter(item=item).order_by("-number")[0]
    assert before == 404
    assert path in listed
    assert (grade.kind, Fraction(grade.numerator, grade.denominator), grade.reason) == ("dispute", 6, "You are right.")
    assert [text in page for text in ("I cited the rule.", "Where?", "You are right.", "The mark was changed.")] == [True] * 4
    people = scene.instructor().public_id, scene.attempts[0].enrollment.student.public_id
    assert told() == [people[0], people[1], people[1]]
    assert student.post(path, {"text": "Thanks."}).status_code == 409


def test_a_mark_that_was_changed_meanwhile_is_looked_at_before_the_thread_is_closed(scene: Scene, path: str, student: Client) -> None:
    student.post(path, {"text": "Why?"})
    instructor, item = signed_in(scene.instructor()), scene.item(kind="essay")
    page = instructor.get(path)
    said = {"text": "You are right.", "then": "changed", "points-law": "4", "points-facts": "2", "answer": page.context["answer"]}
    signed_in(scene.instructor("second")).post(f"/teach/marking/{item.pk}/", {"points-law": "4", "points-facts": "6", "seen": "1"})

    refused = instructor.post(path, {**said, "seen": page.context["seen"]})
    kept = Grade.objects.filter(item=item).order_by("-number")[0].numerator
    instructor.post(path, {**said, "seen": refused.context["seen"]})

    assert (refused.status_code, "You are right." in refused.content.decode(), kept) == (409, True, 10)
    assert (Dispute.objects.get().outcome, Grade.objects.filter(item=item).count()) == ("changed", 3)


def test_a_mark_may_stand(scene: Scene, path: str, student: Client) -> None:
    student.post(path, {"text": "Why?"})

    signed_in(scene.instructor()).post(path, {"text": "No rule is cited.", "then": "stands"})

    assert Dispute.objects.get().outcome == "stands"
    assert Grade.objects.filter(item=scene.item(kind="essay")).count() == 1


def test_nothing_typed_is_lost_and_only_those_two_see_it(scene: Scene, path: str, student: Client) -> None:
    student.post(path, {"text": "Why?"})
    instructor = signed_in(scene.instructor())

    wrong = instructor.post(path, {"text": "You are right.", "then": "changed", "points-law": "9", "points-facts": "2"})
    other = answered("a", slug="south")

    assert (wrong.status_code, "You are right." in wrong.content.decode(), Dispute.objects.get().outcome) == (422, True, "")
    assert student.post(path, {"text": " "}).status_code == 422
    assert signed_in(other.attempts[0].enrollment.student).get(path).status_code == 404
    assert signed_in(other.instructor("south")).get(path).status_code == 404


def test_a_mark_that_is_not_shown_cannot_be_asked_about(scene: Scene, path: str, student: Client) -> None:
    Attempt.objects.update(state="marking")

    assert student.post(path, {"text": "Why?"}).status_code == 404


def test_a_mark_of_a_question_that_marks_itself_can_be_changed_too(scene: Scene, student: Client) -> None:
    path = f"/attempts/{scene.attempts[0].public_id}/questions/1/dispute/"
    student.post(path, {"text": "Option b is right as well."})
    instructor = signed_in(scene.instructor())

    wrong = instructor.post(path, {"text": "No.", "then": "changed", "points-whole": "3"})
    instructor.post(path, {"text": "One for the thought.", "then": "changed", "points-whole": "1"})

    assert wrong.status_code == 422
    assert list(Grade.objects.filter(item=scene.item()).order_by("number").values_list("kind", "numerator")) == [("automatic", 2), ("dispute", 1)]
