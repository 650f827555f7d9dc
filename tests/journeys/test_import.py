"""An instructor brings in a Word document, reads what became of it, publishes it; a student reads its footnotes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from curriculum.models import LessonPage, LessonTopic, ModulePage, Topic
from tests.factories.docx import docx, italic, item, note, p, table
from tests.journeys.campus import north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
BOLD_RED = '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>Never sign for a client.</w:t></w:r>'


def a_document() -> bytes:
    return docx(
        p("Credible fear", style="Title"), p("Objectives", style="Heading1"), item("Say who decides"), p("The screening", style="Heading1"),
        p("An officer asks first.", note(2), " A judge may look again.", note(3)), p(BOLD_RED),
        table(["Step", "Who"], ["Interview", "Officer"]), p("After that.", note(4)),
        footnotes={2: p("See ", italic("Matter of Acosta"), ", 19 I&N Dec. 211."), 3: "8 CFR 1208.30.", 4: "The last one."},
    )  # fmt: skip


def faults_of(visitor: Visitor) -> list[str]:
    """What axe finds in our own part of the page; the rest is Wagtail's."""
    found = Axe().run(visitor.page, context=".cms-page").response["violations"]
    width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [one["id"] for one in found] + visitor.faults + ([f"scrolls sideways by {width} px"] if width > 0 else [])


def test_a_word_document_becomes_a_lesson_with_its_footnotes(visitors: Callable[..., Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    (tmp_path / "fear.docx").write_bytes(a_document())
    instructor = visitors().sign_in_as(life.instructor)
    page = instructor.page

    instructor.open(f"/cms/lessons/import/?module={ModulePage.objects.get().pk}")
    assert faults_of(instructor) == []
    page.set_input_files("input[type=file]", tmp_path / "fear.docx")
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("heading", name="Lost or changed").wait_for()
    report = instructor.text()
    assert [words in report for words in ("Colors are left out", "19 I&N Dec. 211", "Say who decides", "under “The screening”")] == [True] * 4
    assert faults_of(instructor) == []
    assert not LessonPage.objects.filter(title="Credible fear").exists()

    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_text("is a draft now").first.wait_for()
    lesson = LessonPage.objects.get(title="Credible fear")
    assert lesson.live is False
    student = visitors().sign_in_as(life.student)
    assert student.open("/learn/small-course/first-module/credible-fear/").status == 404

    draft = lesson.get_latest_revision_as_object()  # topics are set in the editor's own journey
    draft.topics = [LessonTopic(topic=Topic.objects.first(), minutes=draft.minutes)]
    draft.save_revision()
    instructor.open(f"/cms/pages/{lesson.pk}/edit/")
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("has been published").first.wait_for()

    student.open("/learn/small-course/first-module/credible-fear/")
    assert student.page.locator(".footnote em").inner_text() == "Matter of Acosta"
    assert [link.inner_text() for link in student.page.locator("a.footnote-ref").all()] == ["1", "2", "3"]
    student.page.get_by_role("link", name="Note 2", exact=True).click()
    target = student.page.url.partition("#")[2]
    assert "8 CFR 1208.30." in student.page.locator(f"[id='{target}']").inner_text()
    student.page.locator(f"[id='{target}']").get_by_role("link", name="Back to the text of note 2").click()
    assert student.page.url.partition("#")[2].startswith("fnref-")
    assert student.faults == ["Failed to load resource: the server responded with a status of 404 (Not Found)"]


def test_a_broken_file_is_refused_and_the_form_stays(visitors: Callable[..., Visitor], tmp_path: Path) -> None:
    life = north(tmp_path, studied=False)
    (tmp_path / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    instructor = visitors(viewport={"width": 390, "height": 844}).sign_in_as(life.instructor)

    instructor.open("/cms/lessons/import/")
    instructor.page.set_input_files("input[type=file]", tmp_path / "old.docx")
    instructor.page.get_by_role("button", name="Read the file").click()

    instructor.page.get_by_text("This is an old .doc file or one with a password").wait_for()
    assert [fault for fault in faults_of(instructor) if "422" not in fault] == []
