"""Draws: no question twice, what was met least first, and every draw filled whenever that can be done at all."""

from itertools import chain, combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.drawing import draw, shortfalls

QUESTIONS = st.sets(st.integers(0, 7), max_size=8)
DRAWS = st.lists(st.tuples(st.integers(1, 3), QUESTIONS), min_size=1, max_size=4)


def most_that_fit(draws: list[tuple[int, set[int]]], taken: set[int]) -> int:
    """The slow answer: Hall's theorem with deficiency (Ore 1955), over every set of places."""
    places = [fits - taken for wanted, fits in draws for _ in range(wanted)]
    subsets = chain.from_iterable(combinations(places, size) for size in range(len(places) + 1))
    worst = max(len(group) - len(set().union(*group)) for group in subsets)
    return len(places) - worst


@given(DRAWS, QUESTIONS, st.dictionaries(st.integers(0, 7), st.integers(1, 3)), st.integers())
def test_a_drawing_repeats_nothing_respects_its_counts_and_is_as_full_as_can_be(
    draws: list[tuple[int, set[int]]], taken: set[int], met: dict[int, int], seed: int
) -> None:
    wants, fits = [wanted for wanted, _ in draws], [questions for _, questions in draws]

    found = draw(wants, fits, met, Random(seed), taken=taken)

    everything = list(chain.from_iterable(found))
    assert len(everything) == len(set(everything))
    assert not set(everything) & taken
    assert all(len(got) <= wanted and set(got) <= fitting for got, wanted, fitting in zip(found, wants, fits, strict=True))
    assert len(everything) == most_that_fit(draws, taken)


@given(DRAWS, st.sets(st.integers(0, 7)), st.integers())
def test_no_other_full_drawing_has_fewer_met_questions(draws: list[tuple[int, set[int]]], met: set[int], seed: int) -> None:
    wants, fits = [wanted for wanted, _ in draws], [questions for _, questions in draws]

    found = set(chain.from_iterable(draw(wants, fits, dict.fromkeys(met, 1), Random(seed))))

    unseen_at_best = most_that_fit([(wanted, fitting - met) for wanted, fitting in draws], set())
    assert len(found - met) == unseen_at_best


def test_a_broad_draw_leaves_a_narrow_one_what_it_needs() -> None:
    for seed in range(20):
        broad, narrow = draw([1, 1], [{1, 2}, {1}], {}, Random(seed))

        assert (broad, narrow) == ([2], [1])


def test_what_is_lacking_is_told_draw_by_draw() -> None:
    assert shortfalls([2, 2], [{1, 2, 3, 4}, {9}], taken={4}) == [0, 1]


def test_every_question_that_fits_is_drawn_about_as_often() -> None:
    times = dict.fromkeys(range(5), 0)

    for seed in range(2000):
        for question in draw([2], [set(range(5))], {}, Random(seed))[0]:
            times[question] += 1

    assert all(700 < count < 900 for count in times.values())
