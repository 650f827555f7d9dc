"""Footnotes: numbered by their calls, linked both ways, and nothing an author writes takes a name on the page."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.errors import Invalid
from lms.core.footnotes import MOST
from lms.core.markdown import render_markdown

LABELS = st.lists(st.text("abcdefgh123456789-", min_size=1, max_size=6), min_size=1, max_size=8, unique=True)


def called(html: str) -> list[str]:
    """The ids that calls lead to, in order."""
    return re.findall(r'class="footnote-ref" href="#([^"]+)"', html)


def test_a_note_keeps_its_italics_and_citation_and_leads_back() -> None:
    html = render_markdown("See there.[^1]\n\n[^1]: *Matter of X*, 27 I&N Dec. 316.")

    note = called(html)[0]
    assert f'<li id="{note}">' in html
    assert "<em>Matter of X</em>, 27 I&amp;N Dec. 316." in html
    assert f'href="#{note.replace("fn-", "fnref-")}"' in html
    assert f'id="{note.replace("fn-", "fnref-")}"' in html


def test_notes_are_numbered_by_their_calls_whatever_the_order_of_their_texts() -> None:
    html = render_markdown("One[^b] and two[^a].\n\n[^a]: Second.\n[^b]: First.")

    assert html.index("First.") < html.index("Second.")
    assert re.findall(r'aria-label="Note (\d+)"', html) == ["1", "2"]


def test_a_text_that_goes_on_counting_keeps_its_numbers() -> None:
    html = render_markdown("More[^8] and more[^9].\n\n[^8]: Eighth.\n[^9]: Ninth.")

    assert '<ol start="8">' in html
    assert re.findall(r">(\d+)</a></sup>", html) == ["8", "9"]


def test_two_texts_of_one_page_share_no_id() -> None:
    first, second = (re.findall(r'id="([^"]+)"', render_markdown(f"{word}[^1].\n\n[^1]: Note.")) for word in ("One", "Two"))

    assert len({*first, *second}) == 4


def test_a_note_that_nothing_calls_stands_last_and_leads_nowhere() -> None:
    html = render_markdown("Text[^1].\n\n[^2]: Lonely.\n[^1]: Called.")

    assert html.index("Called.") < html.index("Lonely.")
    assert html.count("footnote-backref") == 1


def test_other_ids_labels_and_classes_are_taken_away() -> None:
    html = render_markdown('<p id="main" class="alert">a</p>\n\n<a id="x" aria-label="Press me" class="btn footnote-ref" href="#y">b</a> [^1]')

    assert not re.search(r"main|alert|btn|Press me|id=", html)


def test_more_calls_than_a_worker_should_render_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        render_markdown("[^1]\n" * (MOST + 1))

    assert refused.value.code == "too_many_notes"


MANY = {
    "calls of one note": "[^1]\n" * (MOST - 1) + "\n[^1]: n",
    "notes": "".join(f"[^{n}]\n" for n in range(MOST // 2)) + "\n" + "\n".join(f"[^{n}]: n" for n in range(MOST // 2)),
    "notes within notes": "x[^1]\n\n" + "\n\n".join(f"{'    ' * n}[^{n}]: n[^{n + 1}]" for n in range(1, MOST // 2)),
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_the_most_that_is_taken_is_rendered_in_time(text: str) -> None:
    started = time.monotonic()

    render_markdown(text)

    assert time.monotonic() - started < 2


@given(LABELS)
def test_every_call_finds_its_note_and_every_note_its_call(labels: list[str]) -> None:
    text = " ".join(f"w{place}[^{label}]" for place, label in enumerate(labels)) + "\n\n" + "\n".join(f"[^{label}]: Note {label}." for label in sorted(labels))

    html = render_markdown(text)

    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 2 * len(labels)
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(ids)
