"""References and terms become links, and nothing else of the text changes."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.citations.marking import Mark, Marker, Reading, Word

NEXUS = Word("nexus", ("nexus", "on account of"), "/law/terms/nexus/")


def marked(html: str, *words: Word) -> str:
    return Marker(lambda citation: f"/law/{citation.key}/", words).mark(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>See 8 CFR 208.13(b).</p>", '<p>See <a class="cite" href="/law/8 CFR 208.13(b)/">8 CFR 208.13(b)</a>.</p>'),
        ("<p>19 I&amp;N Dec. 211</p>", '<p><a class="cite" href="/law/19 I&amp;N Dec. 211/">19 I&amp;N Dec. 211</a></p>'),
        ("<p>8&nbsp;CFR 1292.1</p>", '<p><a class="cite" href="/law/8 CFR 1292.1/">8&nbsp;CFR 1292.1</a></p>'),
        ("<p>File Form I-589.</p>", '<p>File <a class="cite" href="/law/Form I-589/">Form I-589</a>.</p>'),
        ('<p title="8 CFR 208.13 > x">INA 208</p>', '<p title="8 CFR 208.13 > x"><a class="cite" href="/law/INA 208/">INA 208</a></p>'),
        ("<h2>INA 208</h2>", "<h2>INA 208</h2>"),
        ('<p><a href="/x/">8 CFR 208.13</a></p>', '<p><a href="/x/">8 CFR 208.13</a></p>'),
        ("<p><code>8 CFR 208.13</code></p>", "<p><code>8 CFR 208.13</code></p>"),
        ("<p>8 CFR</p><p>208.13</p>", "<p>8 CFR</p><p>208.13</p>"),
    ],
)
def test_references_are_linked_where_a_reader_may_follow_them(html: str, expected: str) -> None:
    assert marked(html) == expected


def test_a_term_is_linked_once_a_lesson_and_never_inside_a_word() -> None:
    marker = Marker(lambda citation: "", [NEXUS])

    first = marker.mark("<h2>Nexus</h2><p>Nexuses differ. Nexus means “on account of”.</p>")

    assert first == '<h2>Nexus</h2><p>Nexuses differ. <a class="term" href="/law/terms/nexus/">Nexus</a> means “on account of”.</p>'
    assert marker.mark("<p>Nexus again</p>") == "<p>Nexus again</p>"


def test_what_is_read_but_not_linked_still_counts_as_a_reference() -> None:
    marker = Marker(lambda citation: "")

    marker.mark("<h2>INA § 208(a)(2)(B)</h2><p><a href='/x/'>Form G-28</a></p>")

    assert list(marker.references) == ["8 USC 1158(a)(2)(B)", "Form G-28"]


def test_a_link_that_leaves_the_site_says_so() -> None:
    html = Marker(lambda citation: citation.url).mark("<p>8 CFR 208.13</p>")

    assert 'href="https://www.ecfr.gov/current/title-8/section-208.13" rel="noopener noreferrer"' in html


def test_a_long_lesson_full_of_terms_and_tags_is_marked_in_one_pass() -> None:
    """Every use of a term was once compared with every citation, and every link with every stretch of text."""
    html = "<p>" + "<b>nexus</b> <i>and</i> " * 20_000 + "</p>"
    reading = Reading(html)
    marks = [Mark(piece.start, piece.start + len(piece.places) - 1, "/x/", "cite") for piece in reading.pieces]
    marker = Marker(lambda citation: "", [NEXUS])
    began = time.process_time()

    reading.marked(marks)
    terms = marker._terms(reading, [(mark.start, mark.end) for mark in marks])

    assert time.process_time() - began < 3
    assert terms == []


PARTS = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<a href='x'>", "</a>", "8 CFR 208.13(b)", "INA § 208", " nexus ", "&amp;", "&lt;", " and ", "Form I-589", "<br>", "x > y"]
)


@given(st.lists(PARTS, max_size=20).map("".join))
def test_marking_changes_no_word(html: str) -> None:
    def words(text: str) -> str:
        return unescape(re.sub(r"</?a\b[^>]*>", "", text))

    assert words(marked(html, NEXUS)) == words(html)
