"""The editor of a quiz: a draft may be unfinished, but nothing that cannot be asked is published."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from assessments.models import AssessmentPage, QuestionBank
from tests.factories.quizzes import load_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(tmp_path: Path) -> AssessmentPage:
    return load_quiz(tmp_path)


def sent(quiz: AssessmentPage, *, draws: list[dict[str, Any]], sections: list[dict[str, Any]] | None = None, draft: bool = False, **changed: Any) -> Any:
    """The form as the editor sends it, with these draws and sections and no fixed question."""
    form_class = AssessmentPage.get_edit_handler().get_form_class()
    blank = form_class(instance=AssessmentPage.objects.get(pk=quiz.pk))
    data = {name: blank[name].value() for name in blank.fields} | {"title": quiz.title, "slug": quiz.slug} | changed
    empty = inline_formset([])
    rows = {"sections": inline_formset(sections or []), "items": empty, "draws": inline_formset(draws), "topic_passes": empty, "comments": empty}
    posted = nested_form_data({name: "" if value is None else value for name, value in data.items() if value is not False} | rows)
    form = form_class(posted, instance=AssessmentPage.objects.get(pk=quiz.pk), parent_page=quiz.get_parent().specific)
    if draft:
        form.defer_required_fields()
    form.is_valid()
    return form


def drawing(count: int, **facts: Any) -> dict[str, Any]:
    return {"bank": QuestionBank.objects.get().pk, "count": count, "section": "", "category": "", **facts}


def test_a_draw_that_its_bank_can_fill_is_published(quiz: AssessmentPage) -> None:
    assert sent(quiz, draws=[drawing(12)]).errors == {}


def test_a_draw_that_its_bank_cannot_fill_is_refused_at_publishing_only(quiz: AssessmentPage) -> None:
    draws = [drawing(10), drawing(3)]

    published, draft = sent(quiz, draws=draws), sent(quiz, draws=draws, draft=True)

    assert "finds 2 ready questions that no other draw or fixed question takes: 1 too few" in published.errors["__all__"][0]
    assert draft.errors == {}


def test_a_quiz_that_asks_nothing_is_not_published(quiz: AssessmentPage) -> None:
    assert sent(quiz, draws=[]).errors["__all__"] == ["No question of this quiz is ready. Add a question or a draw."]


def test_a_section_that_is_not_there_is_named(quiz: AssessmentPage) -> None:
    sections = [{"label": "A", "title": "Law", "instructions": "", "pass_percent": ""}]

    form = sent(quiz, draws=[drawing(1, section="B")], sections=sections)

    assert "belongs to the section “B”, which is not there. The short names are: A." in form.errors["__all__"][0]


def test_feedback_during_an_attempt_needs_pages_without_a_way_back(quiz: AssessmentPage) -> None:
    assert "Students could still change their answer" in sent(quiz, draws=[drawing(1)], show_key="during").errors["show_key"][0]
    assert sent(quiz, draws=[drawing(1)], show_key="during", navigation="by_question").errors == {}
