"""An author's first page in Wagtail leads to writing and to what waits; the report lists what is due."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from curriculum.models import LessonPage, ModulePage
from curriculum.queries.authoring import AuthoringLink, module_links
from curriculum.views.authoring import due_in_words
from lms.core.waiting import waiting_for
from lms.people.models import Campus
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.review import Reviewers, approve_all, reviewers, submit

REPORT = "/cms/reports/due-for-review/"


@pytest.fixture
def people(tmp_path: Path, db: None) -> Reviewers:
    load_course(tmp_path / "course")
    return reviewers(enrolled_student().campus)


@pytest.fixture
def author(people: Reviewers) -> Client:
    return signed_in(people.author)


def due(slug: str, days: int) -> None:
    LessonPage.objects.filter(slug=slug).update(review_by=timezone.localdate() + timedelta(days=days))


def test_the_first_page_leads_to_a_new_lesson_and_to_reviews(author: Client, people: Reviewers) -> None:
    due("one", -1)
    submit("two", people.peer)

    page = author.get("/cms/").text

    assert page.index("Your programs") < page.index("Your most recent edits") if "Your most recent edits" in page else "Your programs" in page
    assert f"/cms/pages/add/curriculum/lessonpage/{ModulePage.objects.get().pk}/" in page
    assert ["1 lesson for your peer review" in page, "1 lesson due for review" in page, REPORT in page] == [True, True, True]


def test_another_way_to_begin_a_lesson_has_its_place(author: Client) -> None:
    module_links.register("test", lambda module: AuthoringLink("Import from Word", f"/import/{module.pk}/"))
    try:
        page = author.get("/cms/").text
    finally:
        module_links._items.pop("test")

    assert [f'href="/import/{ModulePage.objects.get().pk}/"' in page, "Import from Word" in page] == [True, True]


def test_who_teaches_elsewhere_sees_none_of_it(people: Reviewers) -> None:
    south = Campus.objects.create(slug="south", name="South", time_zone="America/New_York")
    stranger = signed_in(member("i@south.example", "instructor", south))
    due("one", -1)

    assert "You write for no program yet." in stranger.get("/cms/").text
    assert ["Lesson one" in stranger.get(REPORT).text, stranger.get(REPORT).status_code] == [False, 200]


def test_the_panel_costs_the_same_with_one_module_and_with_three(author: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            author.get("/cms/")
        return len(captured)

    cost()
    before = cost()
    for number in range(2):
        ModulePage.objects.first().add_sibling(instance=ModulePage(title=f"M{number}", slug=f"m{number}", track="law_and_skills"))

    assert cost() == before


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("", ["one"]), ("?when=overdue", ["one"]), ("?when=soon", []), ("?when=later", ["two"]), ("?when=never", []), ("?when=nonsense", ["one"])],
)
def test_the_report_is_filtered(asked: str, listed: list[str], author: Client) -> None:
    due("one", -3)
    due("two", 60)

    page = author.get(REPORT + asked).text

    assert [slug for slug in ("one", "two") if f"Lesson {slug}" in page] == listed


def test_a_title_that_a_spreadsheet_would_run_goes_out_as_text(author: Client) -> None:
    due("one", -3)
    LessonPage.objects.filter(slug="one").update(title='=HYPERLINK("https://evil.example")')

    rows = b"".join(author.get(f"{REPORT}?export=csv").streaming_content).decode().splitlines()

    assert rows[1].startswith("\"'=HYPERLINK(")


def test_the_report_says_when_and_by_whom_and_goes_out_as_csv(author: Client, people: Reviewers) -> None:
    review = approve_all("one", people, "Law.")
    due("one", -3)

    rows = b"".join(author.get(f"{REPORT}?export=csv").streaming_content).decode().splitlines()

    assert rows[0] == "Lesson,Program,Module,Review by,Due,Last attorney review,Law is moving"
    day = LessonPage.objects.get(slug="one").review_by.isoformat()
    assert rows[1:] == [f"Lesson one,Small course,First module,{day},3 days overdue,{review.decided_on.isoformat()},False"]


def test_lessons_due_wait_on_the_home_page(people: Reviewers, author: Client) -> None:
    due("one", 0)
    due("two", 10)

    assert [(work.count, work.things, work.url) for work in waiting_for(people.author)] == [(2, "lessons due for review", REPORT)]
    assert "2 lessons due for review" in author.get("/").text


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-5000, 5000))
def test_days_are_counted_and_said(today: date, days: int) -> None:
    said = due_in_words(today + timedelta(days=days), today).split()

    counted = [str(abs(days)), "day" if abs(days) == 1 else "days"]
    assert said == (["today"] if not days else ["in", *counted] if days > 0 else [*counted, "overdue"])
    assert due_in_words(None, today) == ""
