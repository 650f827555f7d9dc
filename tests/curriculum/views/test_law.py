"""The law as readers and instructors find it: pages, popovers, and that their cost does not grow."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.actions.change_status import change_status
from curriculum.models import Authority, Enrollment, GlossaryTerm, LawChange, LessonPage, ModulePage
from lms.people.api import User
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    GlossaryTerm.objects.create(slug="notario", term="notario", forms="notarios", definition="Somebody who poses as a lawyer (8 CFR 1292.1).")
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return member("instructor@north.example", "instructor", place.cohort.campus)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        text(client, path)
    return len(captured)


def test_a_citation_in_a_lesson_leads_to_its_authority(place: Enrollment) -> None:
    student = signed_in(place.student)
    lesson = LessonPage.objects.get(slug="one")

    student.post(f"/study/checks/{lesson.snapshots.get().public_id}/check-1/", {"check-1": "true"})

    assert '<a class="cite" href="https://www.ecfr.gov/current/title-8/section-1292.12"' in text(student, lesson.url), "unknown law leads to its source"
    page = text(student, "/law/8-CFR-1292-1/")
    assert ["Where we teach this" in page, "Lesson one" in page, "Questions" in page] == [True, True, False]


def test_a_popover_shows_status_as_it_is_today(place: Enrollment, instructor: User) -> None:
    facts = {"status": "superseded", "effective_on": date(2026, 11, 3), "note": "Replaced.", "source": "91 FR 1"}
    change_status(authority=Authority.objects.get(key="8 CFR 1292.1"), **facts, by=instructor)

    card = text(signed_in(place.student), "/law/8-CFR-1292-1/?card=1")

    assert ["Superseded" in card, "Nov 3, 2026" in card, "Replaced." in card, "<html" in card] == [True, True, True, False]


def test_questions_that_cite_the_law_are_shown_to_instructors_only(place: Enrollment, instructor: User) -> None:
    path = "/law/8-CFR-1292-1/"

    assert "q-1 in First module" in text(signed_in(instructor), path)
    assert "q-1" not in text(signed_in(place.student), path)


@pytest.mark.parametrize(
    ("query", "found"), [("q=represent", True), ("q=8+C.F.R.+%C2%A7+1292.1", True), ("kind=statute", False), ("status=vacated", False), ("q=%00", True)]
)
def test_authorities_are_found_by_words_and_by_citations_in_any_form(query: str, found: bool, place: Enrollment) -> None:
    assert ("/law/8-CFR-1292-1/" in text(signed_in(place.student), f"/law/?{query}")) is found


def test_unknown_names_do_not_exist(place: Enrollment) -> None:
    student = signed_in(place.student)

    assert [student.get(path).status_code for path in ("/law/9-CFR-1/", "/law/terms/none/")] == [404, 404]


def test_the_glossary_lists_terms_with_their_meaning(place: Enrollment) -> None:
    assert "poses as a lawyer" in text(signed_in(place.student), "/law/terms/")


def test_an_instructor_records_a_change_on_the_screen_and_decides(place: Enrollment, instructor: User) -> None:
    teacher = signed_in(instructor)
    wrong = teacher.post("/teach/law/change/8-CFR-1292-1/", {"status": "amended", "effective_on": "soon", "note": "", "source": ""})
    said = {"status": "amended", "effective_on": "2026-11-01", "note": "It moved.", "source": "91 FR 1"}

    answer = teacher.post("/teach/law/change/8-CFR-1292-1/", said)

    case = LawChange.objects.get()
    assert [wrong.status_code, answer.status_code, answer.url] == [422, 302, f"/teach/law/{case.public_id}/"]
    item = case.items.get(kind="lesson", title="Lesson one")
    teacher.post(f"/teach/law/{case.public_id}/items/{item.pk}/", {"state": "revised", "note": "New text."})
    teacher.post(f"/teach/law/{case.public_id}/hold/", {"held": "1"})
    term = case.items.get(kind="term")
    teacher.post(f"/teach/law/{case.public_id}/items/{term.pk}/owner/", {"owner": instructor.public_id})
    teacher.post(f"/teach/law/{case.public_id}/items/{term.pk}/owner/", {"owner": "somebody else"})
    page = text(teacher, f"/teach/law/{case.public_id}/")
    assert ["New text." in page, "Held" in page, "Cites it" in page] == [True, True, True]
    assert case.items.get(kind="term").owner == instructor.public_id
    refused = teacher.post(f"/teach/law/{case.public_id}/close/", {"conclusion": "Done."}, follow=True).content.decode()
    assert "still to check" in refused


def test_a_case_costs_the_same_for_one_student_and_for_three(place: Enrollment, instructor: User) -> None:
    facts = {"status": "amended", "effective_on": date(2026, 11, 1), "note": "It moved.", "source": "91 FR 1"}
    case = change_status(authority=Authority.objects.get(key="8 CFR 1292.1"), **facts, by=instructor)
    teacher, path = signed_in(instructor), f"/teach/law/{case.public_id}/"
    queries(teacher, path)
    before = queries(teacher, path)

    for number in range(3):
        case.items.create(kind="lesson", ref=f"gone-{number}", title=f"Gone {number}")

    assert queries(teacher, path) == before


def test_an_authority_page_costs_the_same_for_one_lesson_and_for_three(place: Enrollment, instructor: User) -> None:
    teacher, path = signed_in(instructor), "/law/8-CFR-1292-1/"
    LessonPage.objects.get(slug="two").unpublish()
    queries(teacher, path)
    one = queries(teacher, path)
    GlossaryTerm.objects.create(slug="who", term="who", definition="See 8 CFR 1292.1(a).")

    for slug in ("two", "one"):
        LessonPage.objects.get(slug=slug).save_revision().publish()

    page = text(teacher, path)
    assert queries(teacher, path) == one
    assert ["Lesson one" in page, "Lesson two" in page, "notario" in page, "Cites a part of it: 8 CFR 1292.1(a)" in page] == [True] * 4


@pytest.mark.parametrize("path", ["/teach/law/%00/", "/teach/law/a%00b/close/", "/record/revisions/%00/"])
def test_what_cannot_be_an_id_is_not_asked_for(path: str, place: Enrollment, instructor: User) -> None:
    assert signed_in(instructor).get(path).status_code == 404


def test_lessons_that_a_student_may_not_read_are_not_named(place: Enrollment, instructor: User) -> None:
    path = "/law/8-CFR-1292-1/"
    ModulePage.objects.update(live=False)

    assert "Lesson one" not in text(signed_in(place.student), path)
