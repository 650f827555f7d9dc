"""Every lesson is long enough and short enough."""

from pathlib import Path

import pytest

from curriculum.checks import length, read_folder
from curriculum.checks.prose import teaching_text, words
from tests.factories.taught import FIRST, found, prose, spoil


def of(root: Path, count: int) -> None:
    """Give the first lesson ``count`` words of teaching text."""
    now = len(words(teaching_text(next(read_folder(root).lessons))))
    spoil(root, FIRST, prose(1, 1500), prose(1, 1500 + count - now))


@pytest.mark.parametrize("count", [800, 1800])
def test_the_bounds_fit(root: Path, count: int) -> None:
    of(root, count)

    assert found(length.check, root) == []


@pytest.mark.parametrize(("count", "mend"), [(799, "Say more, or join it to another."), (1801, "Cut it, or make two of it.")])
def test_a_word_beyond(root: Path, count: int, mend: str) -> None:
    of(root, count)

    assert found(length.check, root) == [f"{FIRST}: it has {count} words of teaching text, 800 to 1800 are right. {mend}"]


COUNTED = {
    "a heading": ("## Two words\n\n", 2),
    "a table": ("| a | b |\n|---|---|\n| c | d |\n\n", 4),
    "a citation": ("See 8 CFR 208.13. ", 4),
    "a link": ("[two words](https://example.org/a/b) ", 2),
    "a dash": ("– ", 0),
    "a callout": ("::: callout note title=\"Not counted\"\nThree words here\n:::\n\n", 3),
    "a table as a block": ("::: table\ncaption: Two words\ncolumns: [{heading: One}, {heading: Two}]\nrows: [[three, four]]\n:::\n\n", 6),
    "a card": ('::: authority key="8 CFR 208.13"\nNot counted.\n:::\n\n', 0),
    "a file": ('::: download file="a.pdf" title="Not counted"\n:::\n\n', 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "count"), COUNTED.values(), ids=COUNTED.keys())
def test_what_is_counted(root: Path, text: str, count: int) -> None:
    before = len(words(teaching_text(next(read_folder(root).lessons))))
    spoil(root, FIRST, "The rule is", f"{text}The rule is")

    assert len(words(teaching_text(next(read_folder(root).lessons)))) - before == count
