"""Questions on a lesson: asked under it, answered by who teaches, shared without a name unless the asker allows it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.actions.answer_question import answer_question
from curriculum.actions.ask_question import MOST_OPEN, ask_question
from curriculum.actions.enroll import close_cohort, withdraw_student
from curriculum.models import ContentSnapshot, Enrollment, LessonPage, LessonQuestion
from curriculum.queries.lesson_questions import headings_of, open_lesson_called
from curriculum.rules import questions_answered_by, questions_visible_to
from lms.core.errors import Conflict, Forbidden, Invalid, TooMany
from lms.core.markdown import render_markdown
from lms.core.waiting import waiting_for
from lms.notices.api import Notice
from lms.people.models import Membership, User
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return member("instructor@north.example", "instructor", place.cohort.campus)


@pytest.fixture
def noor(place: Enrollment) -> Enrollment:
    """Another student of the cohort."""
    return enrolled_student(email="noor@north.example", program=place.cohort.program)


def snapshot(slug: str = "one") -> ContentSnapshot:
    found = ContentSnapshot.objects.filter(lesson__slug=slug).order_by("-pk").first()
    assert found is not None
    return found


def asked(place: Enrollment, key: str = "k", **changes: Any) -> LessonQuestion:
    facts = {"snapshot": snapshot(), "passage": "In short", "text": "Is a notary enough?", "may_name": False, "key": key, **changes}
    return ask_question(enrollment=place, **facts, by=place.student)


def answered(question: LessonQuestion, by: User, **changes: Any) -> LessonQuestion:
    return answer_question(question=question, **{"answer": "No, **never**.", "share": True, "seen": question.version, **changes}, by=by)


def path_of(place: Enrollment) -> str:
    return f"/questions/{place.public_id}/{snapshot().public_id}/"


def part(client: Client, place: Enrollment) -> str:
    answer = client.get(path_of(place), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def told(kind: str) -> list[tuple[str, str]]:
    return [(User.objects.get(public_id=row.person).email, row.subject_line) for row in Notice.objects.filter(kind=f"curriculum.{kind}").order_by("pk")]


def test_a_question_names_the_revision_and_reaches_the_instructors(place: Enrollment, instructor: User) -> None:
    client = signed_in(place.student)
    before = snapshot()
    lesson = LessonPage.objects.get(slug="one")
    lesson.title = "Lesson one, newer"
    lesson.save_revision().publish()

    path = f"/questions/{place.public_id}/{before.public_id}/"  # the page that was open
    answer = client.post(path, {"text": "Is a notary enough?", "passage": "In short", "key": "k"})

    question = LessonQuestion.objects.get()
    assert (answer.status_code, question.snapshot, question.lesson.pk, question.passage) == (302, before, lesson.pk, "In short")
    assert told("question_asked") == [("instructor@north.example", "A student has a question on a lesson")]
    [waiting] = [one for one in waiting_for(instructor) if one.thing == "question to answer"]
    assert (waiting.count, waiting.url) == (1, "/teach/questions/")


def test_the_lesson_page_brings_its_questions_lazily(place: Enrollment) -> None:
    client = signed_in(place.student)

    page = client.get(LessonPage.objects.get(slug="one").url).content.decode()

    assert f'hx-get="{path_of(place)}"' in page
    assert "<h2" in part(client, place)
    assert "<html" not in part(client, place)
    assert "<html" in client.get(path_of(place)).content.decode()  # without scripts: a page of its own


def test_asking_twice_by_the_same_form_asks_once(place: Enrollment, instructor: User) -> None:
    assert asked(place) == asked(place)
    assert (LessonQuestion.objects.count(), len(told("question_asked"))) == (1, 1)


def test_a_student_sees_only_their_own_until_one_is_shared(place: Enrollment, noor: Enrollment, instructor: User) -> None:
    question = asked(place)
    mine, others = signed_in(place.student), signed_in(noor.student)
    assert ["Is a notary enough?" in part(client, who) for client, who in ((mine, place), (others, noor))] == [True, False]
    assert others.get(f"/questions/{question.public_id}/").status_code == 404

    answered(question, instructor)

    shown = part(others, noor)
    assert ("Is a notary enough?" in shown, "<strong>never</strong>" in shown, "Somebody in your cohort" in shown) == (True, True, True)
    assert others.get(f"/questions/{question.public_id}/").status_code == 200


@pytest.mark.parametrize("may_name", [True, False])
def test_the_name_is_shown_only_where_the_asker_allows_it(place: Enrollment, noor: Enrollment, instructor: User, may_name: bool) -> None:
    User.objects.filter(pk=place.student_id).update(preferred_name="Mateo")
    question = answered(asked(place, may_name=may_name), instructor)
    others = signed_in(noor.student)

    shown = part(others, noor) + others.get(f"/questions/{question.public_id}/").content.decode()

    assert ("Mateo" in shown) is may_name
    assert place.student.email not in shown
    text = Notice.objects.get(kind="curriculum.question_answered").text
    assert ("with your name, as you allowed" in text, "without your name" in text) == (may_name, not may_name)


def test_the_asker_is_told_of_the_answer_and_of_the_sharing(place: Enrollment, instructor: User) -> None:
    question = answered(asked(place), instructor, share=False)
    question = answered(question, instructor, share=True)
    question = answered(question, instructor, answer="No. See 8 CFR 1292.1.")
    answered(question, instructor, answer="No. See 8 CFR 1292.1.", share=False)  # less shared: nothing to tell

    assert [subject for _, subject in told("question_answered")] == [
        "Your question was answered", "Your question is shared with your cohort", "The answer to your question was changed",
    ]  # fmt: skip


def test_the_same_answer_again_changes_nothing(place: Enrollment, instructor: User) -> None:
    question = answered(asked(place), instructor)

    assert answered(question, instructor).version == 1
    assert len(told("question_answered")) == 1


def test_no_longer_shared_is_gone_for_the_others(place: Enrollment, noor: Enrollment, instructor: User) -> None:
    question = answered(asked(place), instructor)
    answered(question, instructor, share=False)

    assert "Is a notary enough?" not in part(signed_in(noor.student), noor)


def test_another_campus_and_a_withdrawn_student_see_nothing(place: Enrollment, noor: Enrollment, instructor: User) -> None:
    question = answered(asked(place), instructor)
    south = enrolled_student("south", "student@south.example", program=place.cohort.program)
    withdraw_student(enrollment=noor, by=member("coordinator@north.example", "coordinator", place.cohort.campus), reason="Moved away.")

    assert "Is a notary enough?" not in part(signed_in(south.student), south)
    for person in (south.student, noor.student, member("instructor@south.example", "instructor", south.cohort.campus)):
        client = signed_in(person)
        paths = (f"/questions/{question.public_id}/", f"/teach/questions/{question.public_id}/", path_of(place))
        assert [client.get(path).status_code for path in paths] == [404, 404, 404], person.email


def test_two_instructors_do_not_overwrite_each_other(place: Enrollment, instructor: User) -> None:
    question = asked(place)
    answered(question, instructor)

    with pytest.raises(Conflict, match="Somebody else has answered"):
        answered(question, instructor, answer="Yes.", seen=0)
    answer = signed_in(instructor).post(f"/teach/questions/{question.public_id}/", {"answer": "My own long answer", "seen": "0"})

    page = answer.content.decode()
    assert (answer.status_code, "My own long answer" in page, "<strong>never</strong>" in page) == (409, True, True)
    assert LessonQuestion.objects.get().answer == "No, **never**."


def test_answering_on_the_page(place: Enrollment, instructor: User) -> None:
    question = asked(place)
    client = signed_in(instructor)
    assert "Is a notary enough?" in client.get("/teach/questions/").content.decode()

    client.post(f"/teach/questions/{question.public_id}/", {"answer": "No.", "share": "on", "seen": "0"})

    assert "Is a notary enough?" not in client.get("/teach/questions/").content.decode()
    assert "Is a notary enough?" in client.get("/teach/questions/?show=answered").content.decode()
    question.refresh_from_db()
    assert (question.answered_by, question.shared_at is not None) == (instructor, True)


@pytest.mark.parametrize(("said", "status"), [({"text": " "}, 422), ({"text": "x" * 4001}, 422), ({"text": "A", "passage": "x" * 301}, 422)])
def test_a_wrong_question_is_refused_and_not_lost(place: Enrollment, said: dict[str, str], status: int) -> None:
    client = signed_in(place.student)

    answer = client.post(path_of(place), {"key": "k", **said})
    part_answer = client.post(path_of(place), {"key": "k", **said}, headers={"HX-Request": "true"})

    assert (answer.status_code, LessonQuestion.objects.count()) == (status, 0)
    assert said["text"].strip() in part_answer.content.decode()


def test_an_action_refuses_what_says_nothing(place: Enrollment, instructor: User) -> None:
    with pytest.raises(Invalid):
        asked(place, text="  ")
    with pytest.raises(Invalid):
        answered(asked(place), instructor, answer=" ")


def test_nobody_asks_in_anothers_place_or_answers_their_own(place: Enrollment, noor: Enrollment, instructor: User) -> None:
    with pytest.raises(Forbidden):
        ask_question(enrollment=place, snapshot=snapshot(), passage="", text="A", may_name=False, key="k", by=noor.student)
    Membership.objects.create(user=place.student, campus=place.cohort.campus, role="instructor")
    question = asked(place)
    with pytest.raises(Forbidden):
        answered(question, User.objects.get(pk=place.student_id))
    assert told("question_asked") == [("instructor@north.example", "A student has a question on a lesson")]


def test_after_the_cohort_has_closed_nobody_waits_for_questions(place: Enrollment) -> None:
    close_cohort(cohort=place.cohort, by=member("coordinator@north.example", "coordinator", place.cohort.campus))

    with pytest.raises(Conflict, match="has ended"):
        asked(place)
    assert "no more questions" in part(signed_in(place.student), place)


def test_twenty_wait_at_most(place: Enrollment) -> None:
    for number in range(MOST_OPEN):
        asked(place, key=str(number))

    with pytest.raises(TooMany):
        asked(place, key="more")


def test_a_campus_without_instructors_has_administrators(place: Enrollment) -> None:
    member("admin@north.example", "administrator", place.cohort.campus)

    asked(place)

    assert [email for email, _ in told("question_asked")] == ["admin@north.example"]


def test_a_revision_of_another_program_opens_nothing(place: Enrollment) -> None:
    found = snapshot()
    assert open_lesson_called(place.public_id, found.public_id) is not None
    LessonPage.objects.filter(pk=found.lesson_id).update(live=False)

    assert open_lesson_called(place.public_id, found.public_id) is None
    assert open_lesson_called(place.public_id, "A" * 22) is None


def test_headings_are_what_a_question_may_be_about(place: Enrollment) -> None:
    lesson = LessonPage.objects.get(slug="one")
    source = "## Fear & *loss*\n\nText\n\n## Fear & *loss*\n\n### Next"
    lesson.body = json.dumps([{"type": "markdown", "value": {"source": source, "html": render_markdown(source)}}])
    lesson.save_revision().publish()

    assert headings_of(snapshot()) == ["Fear & loss", "Next"]


def test_rules_and_lists_agree(place: Enrollment, noor: Enrollment, instructor: User) -> None:
    south = enrolled_student("south", "student@south.example", program=place.cohort.program)
    teacher = member("instructor@south.example", "instructor", south.cohort.campus)
    all_of_them = [answered(asked(place), instructor), asked(noor), asked(south)]
    north = place.cohort.campus
    others = [member(f"{role}@north.example", role, north) for role in ("coordinator", "officer", "auditor", "attorney", "administrator")]

    for person in (place.student, noor.student, south.student, instructor, teacher, *others):
        fresh = User.objects.get(pk=person.pk)
        seen = {one.pk for one in all_of_them if fresh.has_perm("curriculum.view_question", one)}
        assert set(questions_visible_to(fresh).values_list("pk", flat=True)) == seen, fresh.email
        taught = {one.pk for one in all_of_them if fresh.has_perm("curriculum.answer_question", one)}
        assert set(questions_answered_by(fresh).values_list("pk", flat=True)) == taught, fresh.email


def test_pages_cost_the_same_for_one_and_for_three(place: Enrollment, noor: Enrollment, instructor: User) -> None:
    def cost(client: Client, path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    teacher, student = signed_in(instructor), signed_in(noor.student)
    answered(asked(place, "a"), instructor)
    asked(noor, "b")
    before = [cost(teacher, "/teach/questions/"), cost(student, path_of(noor))]
    for number in range(2):
        answered(asked(place, f"a{number}"), instructor)
        asked(noor, f"b{number}")

    assert [cost(teacher, "/teach/questions/"), cost(student, path_of(noor))] == before


@pytest.mark.parametrize("wrong", [{"text": ""}, {"answer": "Yes."}, {"shared_at": "2026-11-01T00:00Z"}, {"answer_edited_at": "2026-11-01T00:00Z"}])
def test_the_database_keeps_what_must_hold(place: Enrollment, wrong: dict[str, str]) -> None:
    asked(place)

    with pytest.raises(IntegrityError), transaction.atomic():
        LessonQuestion.objects.update(**wrong)
