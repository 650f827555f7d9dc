"""Who finds what, on SQLite and on PostgreSQL alike."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.actions.index_search import rebuild_search
from curriculum.models import Authority, ContentSnapshot, Enrollment, GlossaryTerm, LessonPage, ModulePage, SearchEntry
from lms.core.searching import search
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.people import CampusFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
HOSTILE = [
    '"',
    '""',
    "*",
    "a*",
    "NEAR",
    "NEAR(a b, 5)",
    "AND",
    "OR OR",
    "NOT",
    "-",
    "--",
    "(",
    ")",
    "a:b",
    "^a",
    "\0",
    "a\0b",
    "%",
    "_",
    "\\",
    "'; DROP TABLE x",
    "<b>",
    "x" * 10_000,
    "\U0001f600",
    "\ue000",
]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    GlossaryTerm.objects.create(slug="notario", term="notario", forms="notarios", definition="Somebody who *poses* as a lawyer & is none.")
    Authority.objects.create(key="INA 208", kind="statute", title="Asylum", citation="INA § 208")
    load_course(tmp_path / "course")
    return enrolled_student()


def publish(slug: str, *blocks: tuple[str, Any]) -> LessonPage:
    lesson = LessonPage.objects.get(slug=slug)
    lesson.body = list(blocks)
    lesson.save_revision().publish()
    return lesson


def words(html: str) -> tuple[str, dict[str, str]]:
    return "markdown", {"source": html, "html": html}


def found(person: Any, text: str) -> dict[str, list[str]]:
    """Titles by kind; the two databases mark words of a title a little differently."""
    return {group.key: [re.sub("</?mark>", "", hit.title) for hit in group.hits] for group in search(person, text)}


def test_a_student_finds_a_lesson_by_its_words_in_any_form(place: Enrollment) -> None:
    publish("one", words("<h2>Filing</h2><p>Applicants must file within one year.</p>"))

    assert found(place.student, "applicant filed") == {"lesson": ["Lesson one"]}
    assert found(place.student, '"one year"') == {"lesson": ["Lesson one"]}
    assert found(place.student, '"year one"') == {}
    assert found(place.student, "applicant -year") == {}
    assert found(place.student, "zebra or applicant") == {"lesson": ["Lesson one"]}


def test_the_title_weighs_more_than_the_text(place: Enrollment) -> None:
    publish("one", words("<p>Credibility is asked about here once.</p>"))
    second = LessonPage.objects.get(slug="two")
    second.title = "Credibility"
    second.save_revision().publish()

    assert found(place.student, "credibility")["lesson"] == ["Credibility", "Lesson one"]


@pytest.mark.parametrize("typed", ["INA 208", "ina 208", "8 USC 1158", "8 u.s.c. § 1158(a)", "INA § 208(a)(2)"])
def test_a_citation_in_any_form_finds_its_authority_first(place: Enrollment, typed: str) -> None:
    groups = search(place.student, typed)

    assert (groups[0].key, groups[0].hits[0].url) == ("authority", "/law/INA-208/")


def test_a_citation_finds_the_lessons_that_cite_it(place: Enrollment) -> None:
    publish("one", words("<p>See 8 U.S.C. § 1158(a)(2).</p>"))

    [lessons] = [group for group in search(place.student, "INA 208") if group.key == "lesson"]

    assert [(str(hit.title), hit.note) for hit in lessons.hits] == [("Lesson one", "Cites 8 USC 1158(a)(2)")]


def test_terms_are_found_with_their_other_forms(place: Enrollment) -> None:
    assert found(place.student, "notarios")["term"] == ["notario"]


def test_what_was_written_is_shown_as_text(place: Enrollment) -> None:
    publish("one", words("<p>Beware of &lt;script&gt;alert(1)&lt;/script&gt; wombats &amp; others.</p>"))

    [hit] = search(place.student, "wombats")[0].hits

    assert "&lt;script&gt;" in hit.snippet
    assert "<script" not in hit.snippet
    assert "<mark>wombats</mark> &amp; others" in hit.snippet


def test_drafts_and_what_is_not_published_are_not_found(place: Enrollment) -> None:
    lesson = LessonPage.objects.get(slug="one")
    lesson.title = "Wombats"
    lesson.save_revision()
    assert found(place.student, "wombats") == {}
    lesson.save_revision().publish()
    assert found(place.student, "wombats") == {"lesson": ["Wombats"]}

    LessonPage.objects.get(slug="one").unpublish()

    assert found(place.student, "wombats") == {}
    assert not SearchEntry.objects.filter(lesson=lesson).exists()


def test_a_lesson_of_a_module_that_is_not_published_is_not_found(place: Enrollment) -> None:
    publish("one", words("<p>Wombats.</p>"))

    ModulePage.objects.get().unpublish()

    assert found(place.student, "wombats") == {}


def test_a_key_is_never_found(place: Enrollment) -> None:
    check = {
        "check_id": "c-1", "stem": "Which animal?", "stem_html": "<p>Which animal?</p>", "explanation": "Because wombats dig.",
        "explanation_html": "<p>Because wombats dig.</p>",
        "accepted": ["wombats"],
    }  # fmt: skip
    publish("one", ("answer_check", check))

    assert found(place.student, "animal") == {"lesson": ["Lesson one"]}
    assert found(place.student, "wombats") == {}


def test_others_find_no_lesson(place: Enrollment) -> None:
    publish("one", words("<p>Wombats.</p>"))
    south = CampusFactory(slug="south")

    assert found(member("other@south.example", "student", south), "wombats") == {}
    assert found(member("coordinator@south.example", "coordinator", south), "wombats") == {}
    assert found(member("instructor@north.example", "instructor", place.cohort.campus), "wombats") == {"lesson": ["Lesson one"]}
    Enrollment.objects.update(state="withdrawn", ended_at=datetime.now(UTC))
    assert found(place.student, "wombats") == {}


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_is_an_error(place: Enrollment, typed: str) -> None:
    assert signed_in(place.student).get("/search/", {"q": typed}).status_code == 200


def test_the_page_says_what_it_found_and_where(place: Enrollment) -> None:
    page = signed_in(place.student).get("/search/", {"q": "notarios"}).content.decode()

    assert ["1 result for “notarios”" in page, "<mark>notario</mark></a>" in page, "/law/terms/notario/" in page] == [True, True, True]


def test_made_anew_the_index_finds_the_same(place: Enrollment, capsys: pytest.CaptureFixture[str]) -> None:
    publish("one", words("<p>Wombats.</p>"))
    before = set(SearchEntry.objects.values_list("kind", "ref", "title", "keywords", "text", "address"))
    SearchEntry.objects.filter(kind="lesson").delete()

    call_command("rebuild_search")

    assert set(SearchEntry.objects.values_list("kind", "ref", "title", "keywords", "text", "address")) == before
    assert "The search now knows 2 authorities, 1 glossary term, 2 lessons" in capsys.readouterr().out
    assert found(place.student, "wombats") == {"lesson": ["Lesson one"]}
    assert rebuild_search()["lesson"] == 2


def test_what_is_deleted_is_not_found(place: Enrollment) -> None:
    GlossaryTerm.objects.all().delete()

    assert found(place.student, "notario") == {}


def test_a_search_costs_the_same_for_one_lesson_and_for_four(place: Enrollment) -> None:
    publish("one", words("<p>Wombats.</p>"))
    few = cost(place.student)
    for count in range(3):
        named = {"slug": f"copy-{count}", "public_id": f"copy{count:018d}"}
        copied = LessonPage.objects.get(slug="one").copy(update_attrs=named, keep_live=False)
        copied.specific.save_revision().publish()

    assert cost(place.student) == few
    assert ContentSnapshot.objects.count() == 5 + 1


def cost(person: Any) -> int:
    search(person, "wombats")
    with CaptureQueriesContext(connection) as queries:
        search(person, "wombats")
    return len(queries)
