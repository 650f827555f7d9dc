"""The short ways of rendering give what the whole way gives."""

import re

import markdown
from hypothesis import given
from hypothesis import strategies as st

from lms.core.markdown import render_markdown
from lms.core.markdown_words import written_plainly
from lms.core.sanitize import sanitize_html

PIECES = [
    "word",
    "é",
    "8 CFR 208.13(b)",
    " ",
    "  ",
    ".",
    "..",
    "-",
    "--",
    ",",
    ":",
    "(c)",
    "1.",
    "x",
    "=",
    "$5",
    "50%",
    "@",
    "?",
    "/",
    "ß",
    "Ⅷ",
    "\n",
    "*",
    "'",
    "#",
]
MARKUP = ["*a*", "_b_", "# c", "1. d", "- e", "<b>", "&amp;", "`f`", "[g](h)", "> i", "| j |", "g_h", "\\", "!", "[k]"]


def whole_way(text: str) -> str:
    return sanitize_html(markdown.markdown(text, extensions=["tables", "sane_lists", "smarty"], output_format="html"))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_line_of_words_is_rendered_as_by_the_whole_way(text: str) -> None:
    assert render_markdown(text) == whole_way(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z", "M"]), max_size=40))
def test_any_line_is_rendered_as_by_the_whole_way(text: str) -> None:
    if "[^" not in text:
        assert render_markdown(text) == whole_way(text)


@given(st.lists(st.sampled_from(MARKUP), min_size=1, max_size=6).map(" ".join))
def test_plain_text_written_as_markdown_shows_no_markup(text: str) -> None:
    html = render_markdown(written_plainly(text))

    assert not set(re.findall(r"<(\w+)", html)) - {"p", "br"}
