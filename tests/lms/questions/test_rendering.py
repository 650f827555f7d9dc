"""HTML comes from the caller, rendered and sanitized; without it, text is escaped."""

import pytest

from lms.questions.rendering import html_of, without_paragraph


@pytest.mark.parametrize("rendered", [None, {}, {"other": "<p>x</p>"}])
def test_text_without_html_is_escaped(rendered: dict[str, str] | None) -> None:
    assert html_of("a", "<b>\"1\" & '2'", rendered) == "&lt;b&gt;&quot;1&quot; &amp; &#x27;2&#x27;"


def test_html_of_the_caller_is_taken_as_it_is() -> None:
    assert html_of("a", "*x*", {"a": "<p><em>x</em></p>\n"}) == "<em>x</em>"


def test_an_empty_rendering_is_not_mistaken_for_a_missing_one() -> None:
    assert html_of("a", "<!-- nothing left -->", {"a": ""}) == ""


@pytest.mark.parametrize("html", ["<p>a</p><p>b</p>", "<ul><li>a</li></ul>", "<p>a</p><hr>", "a", "", "<p>a<p>b</p>"])
def test_only_a_single_paragraph_loses_its_tag(html: str) -> None:
    assert without_paragraph(html) == html
