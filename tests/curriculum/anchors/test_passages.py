"""Every paragraph, heading, item and cell has an address, and the page says so."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from curriculum.anchors import addressed, passages_of


def html(text: str) -> dict[str, Any]:
    return {"kind": "html", "html": text}


def test_each_passage_has_its_own_words() -> None:
    parts = [
        html("<div><h2>Who</h2><p>One <em>two</em>&nbsp;&amp; three.</p></div>"),
        html("<ul><li>Outer<ul><li>Inner</li></ul>after</li><li><p>Loose</p></li></ul>"),
    ]

    found = [(one.address, one.tag, one.text) for one in passages_of(parts)]

    assert found == [
        ("p-1-1", "h2", "Who"), ("p-1-2", "p", "One two & three."),
        ("p-2-1", "li", "Outer after"), ("p-2-2", "li", "Inner"), ("p-2-3", "p", "Loose"),
    ]  # fmt: skip


def test_of_a_check_only_the_question_has_addresses() -> None:
    parts: list[dict[str, Any]] = [{"kind": "check", "stem_html": "<p>Who may?</p>", "explanation_html": "<p>The key.</p>"}]

    assert [one.text for one in passages_of(parts)] == ["Who may?"]
    assert addressed(parts) == [{"kind": "check", "stem_html": '<p id="p-1-1">Who may?</p>', "explanation_html": "<p>The key.</p>"}]


def test_addresses_stand_in_the_page_and_nothing_else_changes() -> None:
    source = '<p class="a>b">One<br>two<img src="x" alt="p>"></p><p id="own">Kept</p><p>  </p><p>Last</p>'

    [marked] = addressed([html(source)])

    assert marked["html"] == '<p id="p-1-1" class="a>b">One<br>two<img src="x" alt="p>"></p><p id="own">Kept</p><p>  </p><p id="p-1-2">Last</p>'


WORDS = st.text(st.characters(exclude_characters="<>&", exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(st.sampled_from(["p", "li", "h3", "td"]), WORDS), max_size=8))
def test_taking_the_ids_away_gives_the_page_back(pieces: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{text}</{tag}>" for tag, text in pieces)

    [marked] = addressed([html(source)])

    assert re.sub(r' id="p-\d+-\d+"', "", marked["html"]) == source
    assert re.findall(r' id="(p-\d+-\d+)"', marked["html"]) == [one.address for one in passages_of([html(source)])]
    assert [one.text for one in passages_of([html(source)])] == [" ".join(text.split()) for _, text in pieces if text.split()]


@given(st.text(alphabet="<>/pli \"'=&;abc", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    passages_of([html(text)])
    addressed([html(text)])
