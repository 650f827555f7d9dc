"""What is typed into the search box is read as people know it from search engines, and nothing typed is an error."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.queries.search_words import LONGEST, for_postgresql, for_sqlite, read


@pytest.mark.parametrize(
    ("typed", "sqlite", "postgresql"),
    [
        ("asylum fear", '(("asylum" AND "fear"))', '"asylum" "fear"'),
        ('"one year" -fee', '(("one year") NOT "fee")', '"one year" -"fee"'),
        ("asylum or withholding", '(("asylum")) OR (("withholding"))', '"asylum" or "withholding"'),
        ("the asylum of", '(("asylum"))', '"asylum"'),
        ("208.13(b)", '(("208 13 b"))', '"208.13(b)"'),
        ('"', "", ""), ("*", "", ""), ("-fee", "", ""), ("the", "", ""), ("\0", "", ""), ("", "", ""), ("-", "", ""),
        ("NEAR(a, b)", '(("NEAR a" AND "b"))', '"NEAR(a," "b)"'),
    ],
)  # fmt: skip
def test_what_is_asked(typed: str, sqlite: str, postgresql: str) -> None:
    groups = read(typed)

    assert (for_sqlite(groups), for_postgresql(groups)) == (sqlite, postgresql)


@settings(deadline=None)
@given(st.text(st.one_of(st.sampled_from('"*-():^{}+ NEARORT\0'), st.characters(exclude_categories=["Cs"])), max_size=80))
def test_fts5_takes_whatever_is_typed(typed: str) -> None:
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 0')")
    asked = for_sqlite(read(typed))

    if asked:
        table.execute("SELECT * FROM t WHERE t MATCH ?", [asked]).fetchall()
    table.close()


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert len(for_postgresql(read("a1 " * 10_000))) < 3 * LONGEST
