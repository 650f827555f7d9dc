"""A lesson's minutes fit what there is to read and to do in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.checks import pace, read_folder
from curriculum.checks.pace import Pace, pace_of, stated_minutes
from curriculum.importers.folder.reading import Directive
from tests.factories.taught import FIRST, found, prose, spoil


def with_minutes(root: Path, minutes: int) -> None:
    spoil(root, FIRST, "minutes: 15\ntopics: {asylum: 15}", f"minutes: {minutes}\ntopics: {{asylum: {minutes}}}")


def test_minutes_that_fit(root: Path) -> None:
    assert found(pace.check, root) == []


def test_the_worked_example(root: Path) -> None:
    """1600 words, a check, an exercise of four minutes, a card and an example."""
    lesson = next(read_folder(root).lessons)
    spoil(root, FIRST, prose(1, 1500), prose(1, 1500 + 1600 - pace_of(lesson).words))

    found_pace = pace_of(next(read_folder(root).lessons))

    assert (found_pace.words, round(found_pace.fluent, 1), round(found_pace.careful, 1)) == (1600, 11.7, 15.9)
    assert (found_pace.least, found_pace.most) == (10, 19)


@pytest.mark.parametrize("minutes", [9, 19])
def test_too_few_or_too_many_minutes_are_named_with_those_that_fit(root: Path, minutes: int) -> None:
    with_minutes(root, minutes)

    [sentence] = found(pace.check, root)

    assert sentence.startswith(f"{FIRST}, line 4: it states {minutes} minutes; its 1550 words and tasks take 11 to 16 minutes, so 10 to 18 fit.")


@pytest.mark.parametrize("minutes", [10, 18])
def test_the_edges_fit(root: Path, minutes: int) -> None:
    with_minutes(root, minutes)

    assert found(pace.check, root) == []


@pytest.mark.parametrize(
    ("title", "minutes"),
    [
        ("Try it (about four minutes)", (4, 4)), ("Ten minutes", (10, 10)), ("12 minutes or so", (12, 12)), ("A 45-minute letter", (45, 45)),
        ("Twenty-five minutes", (25, 25)), ("about thirty five minutes", (35, 35)), ("a twelve-minute talk", (12, 12)), ("120 minutes", (120, 120)),
        ("Forty minutes", (40, 40)), ("One minute", (1, 1)), ("ninety sentences", (3, 5)), ("Try it", (3, 5)), ("", (3, 5)),
    ],
)  # fmt: skip
def test_an_exercise_takes_what_its_title_says_else_three_to_five_minutes(title: str, minutes: tuple[int, int]) -> None:
    assert stated_minutes(Directive("callout", ("exercise",), {"title": title}, "", 1)) == minutes


def test_a_recording_takes_its_length(root: Path) -> None:
    before = pace_of(next(read_folder(root).lessons))
    spoil(root, FIRST, "The rule is", '::: audio file="a.mp3" seconds="120"\nOne two three.\n:::\n\nThe rule is')

    after = pace_of(next(read_folder(root).lessons))

    assert (after.words, after.fluent, after.careful) == (before.words, pytest.approx(before.fluent + 2), pytest.approx(before.careful + 2))


def test_a_recording_without_seconds_takes_its_transcript(root: Path) -> None:
    before = pace_of(next(read_folder(root).lessons))
    spoil(root, FIRST, "The rule is", f'::: audio file="a.mp3"\n{prose(9, 300)}\n:::\n\nThe rule is')

    assert pace_of(next(read_folder(root).lessons)).fluent == pytest.approx(before.fluent + 2)


@given(st.integers(0, 5000), st.integers(0, 60), st.integers(0, 10))
def test_whatever_lies_between_the_two_readers_fits(words: int, tasks: int, more: int) -> None:
    found_pace = Pace(words, words / 240 + tasks, words / 180 + tasks + more)

    for minutes in range(max(1, int(found_pace.fluent) + 1), int(found_pace.careful) + 1):
        assert found_pace.least <= minutes <= found_pace.most
