"""Pages without a way back."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.navigating import BY_QUESTION, BY_SECTION, FREE, left_behind, pages_of, place_after

modes = st.sampled_from([FREE, BY_QUESTION, BY_SECTION])
sections = st.lists(st.sampled_from("abc"), min_size=1, max_size=12).map(sorted)


@given(modes, sections)
def test_every_question_stands_on_one_page_in_order(mode: str, names: list[str]) -> None:
    pages = pages_of(mode, names)

    assert [position for page in pages for position in page] == list(range(1, len(names) + 1))
    assert len(pages) == {FREE: 1, BY_QUESTION: len(names), BY_SECTION: len(set(names))}[mode]


@given(modes, sections, st.integers(0, 20))
def test_what_was_left_can_not_be_answered_and_what_lies_ahead_not_yet(mode: str, names: list[str], left: int) -> None:
    place = place_after(mode, names, left)

    behind = left_behind(mode, names, place.number - 1)
    assert all(place.allows(position) != (position in behind) for position in range(1, max(place.positions) + 1))
    assert not any(place.allows(position) for position in range(max(place.positions) + 1, len(names) + 1))
    assert place.is_last == (max(place.positions) == len(names))


@given(modes, sections, st.integers(0, 20))
def test_what_was_shown_is_what_was_left_and_the_page_at_hand(mode: str, names: list[str], left: int) -> None:
    place = place_after(mode, names, left)

    shown = {position for position in range(1, len(names) + 1) if place.has_shown(position)}
    assert shown == {*left_behind(mode, names, place.number - 1), *place.positions}
