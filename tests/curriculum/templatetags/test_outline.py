"""The rows of an outline: each with its own values, whatever they hold."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from curriculum.queries.outline import Row
from curriculum.templatetags.outline import outline_rows

TEXTS = st.text(alphabet="ab<>&\"'{}% é", max_size=12)


def row(**changes: object) -> Row:
    facts = {"kind": "lesson", "title": "Lesson one", "url": "/learn/one/", "minutes": 10, "state": "open", "path": "0001", "public_id": "x"}
    return Row(**facts | changes)  # type: ignore[arg-type]


@given(titles=st.lists(TEXTS, min_size=1, max_size=4), closed=TEXTS)
def test_every_word_is_shown_as_it_is_and_none_is_read_as_html(titles: list[str], closed: str) -> None:
    html = outline_rows([row(title=title, closed=closed) for title in titles])

    assert [unescape(title) for title in re.findall(r'<span>(.*?)<small class="figures">', html)] == titles
    assert [unescape(hint) for hint in re.findall(r"<small>(.*?)</small>", html)] == ([closed] * len(titles) if closed else [])


def test_a_row_says_how_it_stands() -> None:
    open_one, done, locked = outline_rows([row(), row(state="done"), row(closed="Opens on Oct 2.")]).splitlines()

    assert ('class="outline-item"' in open_one, "outline-item is-done" in done, "outline-item outline-locked" in locked) == (True, True, True)
    assert ("10 min</small>" in open_one, 'href="/learn/one/"' in open_one, "Opens on Oct 2." in locked) == (True, True, True)
