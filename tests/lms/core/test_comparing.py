"""Two states of a text: nothing is lost, what is the same says so, and no markup gets through."""

from hypothesis import given
from hypothesis import strategies as st

from lms.core.comparing import Paragraph, Piece, compare, differs, paragraphs_of

WORDS = ["Ana", "may", "must", "file", "asylum", "8 CFR 208.13", "in", "a", "year", ".", "<b>", "&"]
paragraph = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
texts = st.lists(paragraph, max_size=8)


def read(paragraphs: list[Paragraph], without: str) -> list[str]:
    """One of the two states, read back from the comparison."""
    kept = ["".join(piece.text for piece in one.pieces if piece.kind != without) for one in paragraphs if one.kind != without]
    return [text for text in kept if text]


@given(texts, texts)
def test_both_states_can_be_read_back(before: list[str], now: list[str]) -> None:
    found = compare(before, now)

    assert read(found, "removed") == now
    assert read(found, "added") == before
    assert differs(found) == (before != now)


@given(texts)
def test_a_text_beside_itself_is_the_same(text: list[str]) -> None:
    assert compare(text, text) == [Paragraph("same", (Piece("same", one),)) for one in text]


def test_a_reworded_paragraph_shows_its_words() -> None:
    (found,) = compare(["Ana may file within a year."], ["Ana must file within a year."])

    assert found.kind == "changed"
    assert [(piece.kind, piece.text) for piece in found.pieces] == [
        ("same", "Ana "), ("removed", "may"), ("added", "must"), ("same", " file within a year."),
    ]  # fmt: skip


def test_a_paragraph_of_other_words_is_taken_out_and_put_in() -> None:
    found = compare(["Begin.", "The old rule said ten days.", "End."], ["Begin.", "Nothing remains of it now, alas", "End."])

    assert [one.kind for one in found] == ["same", "removed", "added", "same"]


def test_html_is_read_as_text() -> None:
    html = "<h2>Asylum</h2><p>One <em>year</em>,\nsays <a href='x'>8&nbsp;CFR</a> &lt;b&gt;.</p><ul><li>a</li><li>b</li></ul><script>bad()</script><p> </p>"

    assert paragraphs_of(html) == ["Asylum", "One year, says 8 CFR <b>.", "a", "b"]


def test_long_texts_are_compared_while_a_page_waits() -> None:
    """15 KB changed in every paragraph, and a paragraph of 5 000 words."""
    before = [f"Paragraph {number} says that a person who is in the country may ask for asylum within one year." for number in range(200)]
    now = [text.replace("one year", "two years") for text in before]

    assert [one.kind for one in compare(before, now)] == ["changed"] * 200
    assert [one.kind for one in compare(["word " * 5000 + "a"], ["word " * 5000 + "b"])] == ["changed"]
