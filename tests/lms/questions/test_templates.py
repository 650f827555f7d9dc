"""Widgets send back what they show, have names to be read aloud, and neither they nor reviews show what is not released."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from lms.questions.api import Content, QuestionType, question_types
from tests.factories.canary import canaries_in
from tests.lms.questions.browser import Page
from tests.lms.questions.contract import EACH_RESPONSE, EACH_TYPE, made
from tests.lms.questions.samples import SAMPLES
from tests.lms.questions.test_contract_secrets import SECRET_FIGURE, with_canaries


def widget(question_type: QuestionType[Any], content: Content, response: Any, **more: Any) -> str:
    view = question_type.public_view(content)
    return render_to_string(
        question_type.template, {"view": view, "response": response, "name": "q1", "label": "Question 1", "described_by": "q1-stem", **more}
    )


def review(question_type: QuestionType[Any], content: Content, response: Any, **released: Any) -> str:
    return render_to_string(question_type.review_template, {"view": question_type.public_view(content), "response": response, **released})


@EACH_RESPONSE
def test_a_widget_sends_back_the_response_it_shows(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)

    page = Page(widget(question_type, content, response))

    if question_type.takes_files:  # no form speaks of files: what was sent stays as it is
        assert question_type.parse(page.sent, "q1") is None
        return
    assert question_type.normalize(content, question_type.parse(page.sent, "q1")) == response


@EACH_TYPE
def test_a_fresh_widget_sends_the_unanswered_question(key: str) -> None:
    question_type, content = made(key)

    page = Page(widget(question_type, content, None))

    assert question_type.normalize(content, question_type.parse(page.sent, "q1")) == question_type.blank(content)


@EACH_RESPONSE
def test_a_disabled_widget_sends_nothing_so_that_nothing_is_overwritten(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)

    page = Page(widget(question_type, content, response, disabled=True))

    assert page.sent == {}
    assert question_type.parse(page.sent, "q1") is None


@EACH_TYPE
def test_every_control_has_a_label_and_every_group_a_name(key: str) -> None:
    question_type, content = made(key)
    html = widget(question_type, content, None)

    page = Page(html)

    assert page.unnamed == []
    assert len(page.ids) == len(set(page.ids))
    assert page.described <= {*page.ids, "q1-stem"}
    assert "Question 1" in html
    controls = len(page.sent) - ("q1" in page.sent and 'type="hidden"' in html)
    grouped = 'type="radio"' in html or 'type="checkbox"' in html or controls > 2  # a number and its unit stand alone
    assert html.count("<fieldset") == html.count("<legend") == int(grouped) + (key == "fact_pattern")  # which is a group of parts


@EACH_TYPE
def test_two_widgets_on_one_page_do_not_share_a_field(key: str) -> None:
    question_type, content = made(key)

    first, second = Page(widget(question_type, content, None)), Page(widget(question_type, content, None, name="q2"))

    assert not set(first.sent) & set(second.sent)
    assert not set(first.ids) & set(second.ids)


@EACH_TYPE
def test_nothing_is_inline_that_the_content_security_policy_refuses(key: str) -> None:
    question_type, content = made(key)

    for html in (widget(question_type, content, None), review(question_type, content, question_type.blank(content))):
        assert not [word for word in ("<script", "<style", " style=", " onclick", "javascript:") if word in html]


@EACH_TYPE
def test_no_secret_reaches_a_page_before_release(key: str) -> None:
    sample = SAMPLES[key]
    question_type, content = made(key, with_canaries(sample))

    for response in sample.responses:
        grade = question_type.grade(content, response)
        html = widget(question_type, content, response) + review(question_type, content, response)
        html += review(question_type, content, response, mark={"text": "x", "state": grade.state}, why=question_type.explain(content, response, grade))
        assert canaries_in(html) == set()
        assert SECRET_FIGURE not in html


@EACH_RESPONSE
def test_a_review_without_the_key_is_the_same_whatever_is_right(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)
    shown = review(question_type, content, response)

    for data in SAMPLES[key].other_keys:
        other = question_type.validate_content(data)
        assert review(question_type, other, response) == shown
        assert widget(question_type, other, response) == widget(question_type, content, response)


@EACH_RESPONSE
def test_a_review_shows_the_key_when_it_is_given(key: str, response: dict[str, Any]) -> None:
    question_type, content = made(key)

    without, released = review(question_type, content, response), review(question_type, content, response, key=question_type.key_view(content))

    assert Page(released).sent == Page(without).sent == {}
    assert released != without


@pytest.mark.parametrize(("state", "kind"), [("full", "tag-met"), ("none", "tag-missing"), ("part", "tag-info"), ("waiting", "tag-waiting_others")])
def test_a_mark_is_shown_with_its_words_and_its_state(state: str, kind: str) -> None:
    question_type, content = made("true_false")

    html = review(question_type, content, {"value": True}, mark={"text": "1 of 2 points", "state": state}, why=["Because."])

    assert kind in html
    assert "1 of 2 points" in html
    assert "Because." in html


@EACH_TYPE
def test_feedback_and_explanation_are_shown_when_they_are_given(key: str) -> None:
    question_type, content = made(key)
    blank = question_type.blank(content)

    html = review(question_type, content, blank, feedback=["<em>Closer</em>"], explanation_html="<p>See <b>8 CFR</b>.</p>")
    with_key = review(question_type, content, blank, feedback=["<em>Closer</em>"], key=question_type.key_view(content))

    assert "<em>Closer</em>" in html
    assert "<p>See <b>8 CFR</b>.</p>" in html
    assert "<em>Closer</em>" not in with_key  # the key brings its own feedback


@pytest.mark.parametrize(
    ("chosen", "words"),
    [("a", ["Chosen, and not right", "Right, and not chosen"]), ("b", ["Chosen, and right"]), (None, ["Right, and not chosen"])],
)
def test_right_and_wrong_are_said_in_words(chosen: str | None, words: list[str]) -> None:
    question_type, content = made("single_choice")

    html = review(question_type, content, {"choice": chosen}, key=question_type.key_view(content))

    said = [word for word in ("Chosen, and right", "Chosen, and not right", "Right, and not chosen") if word in html]
    assert said == words


@pytest.mark.parametrize("key", ["short_answer", "essay"])
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onfocus="alert(1)', "</textarea><b>", "{{ 7 }}{% now %}", "\u202eevil", "&amp;"])
def test_what_a_student_writes_is_shown_as_text(key: str, text: str) -> None:
    question_type, content = made(key)
    response = question_type.normalize(content, {"text": text})

    page = Page(widget(question_type, content, response))

    assert page.sent == {"q1": [text]}
    assert "<script" not in review(question_type, content, response)
    assert "<b>" not in review(question_type, content, response)


@pytest.mark.parametrize("text", ["\nfirst line empty", "\n\n", " kept \n", "a\n\nb"])
def test_line_ends_of_an_essay_survive_the_page(text: str) -> None:
    question_type, content = made("essay")
    response = question_type.normalize(content, {"text": text})

    page = Page(widget(question_type, content, response))

    assert question_type.normalize(content, question_type.parse(page.sent, "q1")) == response


@pytest.mark.parametrize(
    ("limits", "said"),
    [((2, 5), "Write 2 to 5 words."), ((2, None), "Write at least 2 words."), ((0, 5), "Write at most 5 words."), ((0, None), "")],
)
def test_word_limits_are_said_before_writing(limits: tuple[int, int | None], said: str) -> None:
    question_type = question_types.get("essay")
    content = question_type.validate_content(SAMPLES["essay"].content | {"minimum_words": limits[0], "maximum_words": limits[1]})

    html = widget(question_type, content, None)

    assert said in html
    assert html.count("Write ") == bool(said)


@pytest.mark.parametrize(
    ("scoring", "said"),
    [
        ("all_or_nothing", "all right answers and no other"),
        ("partial", "Choosing more answers than are right takes shares back"),
        ("partial_with_penalty", "Each wrong answer takes one share back"),
    ],
)
def test_students_are_told_how_choices_are_paid(scoring: str, said: str) -> None:
    question_type = question_types.get("multiple_choice")
    content = question_type.validate_content(SAMPLES["multiple_choice"].content | {"scoring": scoring})

    assert said in widget(question_type, content, None)
