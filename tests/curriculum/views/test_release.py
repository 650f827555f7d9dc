"""A lesson that is not open yet: listed with its reason, answered with it, and nothing of it leaks or is taken."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import AssessmentPage, Attempt
from curriculum.actions.add_mark import add_mark
from curriculum.actions.ask_question import ask_question
from curriculum.actions.attest_study import attest_study
from curriculum.actions.give_extension import give_extension
from curriculum.actions.report_problem import report_problem
from curriculum.api import new_token, newest_snapshot
from curriculum.models import Attestation, Enrollment, LessonCompletion, LessonPage, LessonProgress, ProgramPage, StudyEvent
from curriculum.queries.opened import closed_lessons
from curriculum.queries.release import today_at
from curriculum.queries.search import lessons_by
from curriculum.queries.snapshots import lesson_content
from curriculum.views.study import session_token
from lms.core.clock import now
from lms.core.errors import Forbidden
from lms.core.wording import short_day
from lms.people.models import User
from tests.curriculum.views.test_pages import LESSON_QUERIES, OUTLINE_QUERIES, queries_of
from tests.factories.cohorts import builds_on, coordinator_of, planned
from tests.factories.course import enrolled_student, load_course, signed_in

pytestmark = pytest.mark.django_db
CANARIES = ("Words to read.", "An accredited representative needs", "Who may represent.", "That was it.", "Know it.")


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    place = enrolled_student()
    place.cohort.ends_on = today_at(place.cohort.campus) + timedelta(days=60)
    place.cohort.save()
    return place


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return coordinator_of(enrollment.campus)


@pytest.fixture
def opens(enrollment: Enrollment, emil: User) -> str:
    """Lesson one and the quiz open in five days; the words that say so."""
    today = today_at(enrollment.cohort.campus)
    day = today + timedelta(days=5)
    planned(enrollment, emil, one=(day, None), first_quiz=(day, None))
    return f"Opens {short_day(day, today)}"


def lesson(slug: str = "one") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def test_the_outline_says_when_it_opens_and_goes_on_with_what_is_open(enrollment, opens):
    answer = signed_in(enrollment.student).get(ProgramPage.objects.get().url)

    assert opens in answer.text
    assert answer.context["outline"].next_row.title == "Lesson two"


def test_its_page_says_why_and_shows_nothing_of_it(enrollment, opens):
    answer = signed_in(enrollment.student).get(lesson().url)

    assert (answer.status_code, f"{opens}." in answer.text) == (403, True)
    assert [text for text in CANARIES if text in answer.text] == []
    assert not LessonProgress.objects.exists()


def test_nothing_done_on_it_is_taken(enrollment, opens):
    client, snapshot = signed_in(enrollment.student), newest_snapshot(lesson().pk)
    place = {"enrollment": enrollment.public_id, "lesson": lesson().public_id}
    token = session_token(enrollment, lesson(), snapshot)
    attest = f"/study/attest/{enrollment.public_id}/{lesson().public_id}/"

    answers = {
        "open": client.post("/study/beats/", {"token": token, "kind": "open", "seq": 0}),
        "beat": client.post("/study/beats/", {"token": token, "kind": "beat", "seq": 1, "active_ms": 1000}),
        "seen": client.post("/study/seen/", place),
        "complete": client.post("/study/complete/", place),
        "token": client.get(f"/study/token/{enrollment.public_id}/{lesson().public_id}/"),
        "statement": client.get(attest),
        "stated": client.post(attest, {"minutes": "2", "studied_on": today_at(enrollment.cohort.campus).isoformat(), "reason": "On paper."}),
        "check": client.post(f"/study/checks/{snapshot.public_id}/check-1/", {"check-1": "true"}),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert answers["beat"].json()["error"] == "not_open"
    assert [opens in answers[name].text for name in ("statement", "stated")] == [True, True]
    assert (LessonProgress.objects.count(), StudyEvent.objects.count(), Attestation.objects.count()) == (0, 0, 0)


def test_a_statement_is_refused_whoever_brings_it(enrollment, opens):
    with pytest.raises(Forbidden):
        attest_study(enrollment=enrollment, lesson=lesson(), minutes=2, studied_on=today_at(enrollment.cohort.campus), reason="On paper.")


def test_who_works_on_the_campus_reads_it(enrollment, opens, emil):
    assert "Words to read." in signed_in(emil).get(lesson().url).text


def test_an_extension_opens_it_to_one_student_only(enrollment, opens, emil):
    other = enrolled_student(email="other@north.example", program=enrollment.cohort.program)
    later = today_at(enrollment.cohort.campus) + timedelta(days=1)

    give_extension(enrollment=enrollment, page=lesson(), due_on=None, opens=True, expires_on=later, reason="Travels.", by=emil)

    assert [signed_in(place.student).get(lesson().url).status_code for place in (enrollment, other)] == [200, 403]


def test_a_lesson_waits_for_what_it_builds_on(enrollment):
    builds_on("two", "one")

    answer = signed_in(enrollment.student).get(lesson("two").url)

    assert (answer.status_code, "First: Lesson one." in answer.text) == (403, True)


def test_a_quiz_that_is_not_open_is_neither_shown_nor_started(enrollment, opens):
    client, quiz = signed_in(enrollment.student), AssessmentPage.objects.get()

    shown, started = client.get(quiz.url), client.post(quiz.url)

    assert (shown.status_code, started.status_code, opens in shown.text, "Answer on your own." in shown.text) == (403, 403, True, False)
    assert not Attempt.objects.exists()


def test_rules_cost_the_outline_and_the_lesson_no_query(enrollment, emil):
    today = today_at(enrollment.cohort.campus)
    builds_on("two", "one")
    planned(enrollment, emil, one=(today, today + timedelta(days=3)), two=(today, today + timedelta(days=6)), first_module=(today, None))
    give_extension(
        enrollment=enrollment, page=lesson(), due_on=today + timedelta(days=9), opens=True, expires_on=today + timedelta(days=9), reason="Travels.", by=emil
    )
    client = signed_in(enrollment.student)

    assert queries_of(client, ProgramPage.objects.get().url) == OUTLINE_QUERIES
    assert queries_of(client, lesson().url) == LESSON_QUERIES


def test_a_beat_takes_the_same_queries_with_rules(enrollment, emil):
    client, snapshot = signed_in(enrollment.student), newest_snapshot(lesson().pk)
    token = session_token(enrollment, lesson(), snapshot)

    def beat(seq: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.post("/study/beats/", {"token": token, "kind": "beat", "seq": seq, "active_ms": 10}).status_code == 200
        return len(queries)

    beat(1)
    without = beat(2)
    planned(enrollment, emil, one=(today_at(enrollment.cohort.campus), None))

    assert beat(3) == without


def test_a_history_made_by_the_server_obeys_the_same_rules(enrollment, opens):
    from curriculum.api import hear

    with pytest.raises(Forbidden):
        hear(token=new_token(enrollment, lesson(), newest_snapshot(lesson().pk)), kind="open", seq=0, active_ms=0, visible=True)


def test_the_closed_page_offers_what_is_open(enrollment, opens):
    answer: Any = signed_in(enrollment.student).get(lesson().url)

    assert "Go on with “Lesson two”" in answer.text
    assert Client().get(lesson().url).status_code == 302


def second_views(place: Enrollment) -> dict[str, str]:
    """Addresses below which the text of lesson one stands, besides its own page."""
    public_id, snapshot = lesson().public_id, newest_snapshot(lesson().pk)
    return {
        "offline": f"/study/offline/{public_id}/",
        "notes": f"/notes/lessons/{public_id}/",
        "questions": f"/questions/{place.public_id}/{snapshot.public_id}/",
        "revision": f"/record/revisions/{snapshot.public_id}/",
    }


def test_no_second_view_reads_out_a_closed_lesson(enrollment, opens):
    client = signed_in(enrollment.student)

    answers = {name: client.get(path) for name, path in second_views(enrollment).items()}

    assert {name: answer.status_code for name, answer in answers.items()} == {"offline": 403, "notes": 403, "questions": 403, "revision": 404}
    assert [text for text in CANARIES for answer in answers.values() if text in answer.text] == []


def test_second_views_are_there_while_the_lesson_is_open(enrollment):
    client = signed_in(enrollment.student)

    assert [client.get(path).status_code for path in second_views(enrollment).values()] == [200] * 4


def test_who_works_on_the_campus_has_every_view_of_a_closed_lesson(enrollment, opens, emil):
    client, paths = signed_in(emil), second_views(enrollment)

    assert [client.get(paths[name]).status_code for name in ("offline", "notes", "revision")] == [200] * 3


def test_no_passage_of_a_closed_lesson_is_kept_with_a_note(enrollment, opens):
    snapshot = newest_snapshot(lesson().pk)
    passage = lesson_content(snapshot).passages[0]

    with pytest.raises(Forbidden):
        add_mark(snapshot=snapshot, kind="note", address=passage.address, text="Mine.", by=enrollment.student)
    with pytest.raises(Forbidden):
        report_problem(snapshot=snapshot, kind="typo", text="Here.", address=passage.address, by=enrollment.student)
    with pytest.raises(Forbidden):
        ask_question(enrollment=enrollment, snapshot=snapshot, passage="", text="What?", may_name=False, key="k", by=enrollment.student)


def found(person: User, text: str) -> list[str]:
    return [str(hit.title) for hit in lessons_by(person, text)]


def test_search_finds_no_closed_lesson_by_words_or_by_what_it_cites(enrollment, emil):
    asked = ("words to read", "8 CFR 1292.1")
    assert [found(enrollment.student, text) != [] for text in asked] == [True, True]
    day = today_at(enrollment.cohort.campus) + timedelta(days=5)
    planned(enrollment, emil, first_module=(day, None))

    assert [found(enrollment.student, text) for text in asked] == [[], []]
    assert [found(emil, text) != [] for text in asked] == [True, True]


def test_an_old_text_of_an_open_lesson_is_theirs_who_studied_by_it(enrollment):
    old = newest_snapshot(lesson().pk)
    changed = lesson()
    changed.title = "Lesson one, again"
    changed.save_revision().publish()
    path, client = f"/record/revisions/{old.public_id}/", signed_in(enrollment.student)
    assert client.get(path).status_code == 404

    token = session_token(enrollment, changed, old)
    assert client.post("/study/beats/", {"token": token, "kind": "open", "seq": 0}).status_code == 200

    assert client.get(path).status_code == 200


def closed_cost(person: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        closed_lessons(person)
    return len(queries)


def test_what_is_closed_costs_one_query_where_no_plan_closes_anything(enrollment, emil):
    today = today_at(enrollment.cohort.campus)
    planned(enrollment, emil, one=(today, today + timedelta(days=3)))

    assert (closed_lessons(enrollment.student), closed_cost(enrollment.student)) == (set(), 1)


def test_closed_lessons_are_those_whose_page_is_closed(enrollment, emil):
    builds_on("two", "one")
    assert closed_lessons(enrollment.student) == {lesson("two").pk}
    LessonCompletion.objects.create(enrollment=enrollment, lesson=lesson(), snapshot=newest_snapshot(lesson().pk), completed_at=now())

    assert (closed_lessons(enrollment.student), closed_cost(enrollment.student)) == (set(), 3)
