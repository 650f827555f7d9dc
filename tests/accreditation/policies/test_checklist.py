"""What an officer's tick stands for: what was read when it was set, and nothing else."""

from itertools import chain

import pytest

from accreditation.policies.checklist import AT_FILING, PAPER_ITEMS, READ_IN, changed_ticks, fingerprint_of, kept_ticks, standing_ticks
from accreditation.requirements import requirements
from accreditation.schemes import schemes

SHEETS = [
    {"label": "A-1", "stem": "signed_form", "sha256": "f", "at_filing": True},
    {"label": "A-2", "stem": "worksheet", "sha256": "w", "at_filing": False},
    {"label": "E-1", "stem": "recommendation_letter", "sha256": "a", "at_filing": False},
    {"label": "E-2", "stem": "recommendation_letter", "sha256": "b", "at_filing": False},
]


def other(number: int, **changes: object) -> list[dict[str, object]]:
    return [{**one, **changes} if place == number else one for place, one in enumerate(SHEETS)]


def test_a_fingerprint_changes_with_a_sheet_of_its_tabs_and_with_what_was_found() -> None:
    letters = fingerprint_of("recommendation_letters", SHEETS, "met")

    assert fingerprint_of("recommendation_letters", other(3, sha256="c"), "met") != letters
    assert fingerprint_of("recommendation_letters", SHEETS[:3], "met") != letters
    assert fingerprint_of("recommendation_letters", SHEETS, "missing") != letters
    assert fingerprint_of("recommendation_letters", other(1, sha256="x"), "met") == letters


def test_moving_within_a_tab_and_what_comes_in_at_the_filing_change_nothing() -> None:
    swapped = [SHEETS[0], SHEETS[1], {**SHEETS[3], "label": "E-1"}, {**SHEETS[2], "label": "E-2"}]

    assert fingerprint_of("recommendation_letters", swapped, "met") == fingerprint_of("recommendation_letters", SHEETS, "met")
    assert fingerprint_of("one_form", SHEETS[1:]) == fingerprint_of("one_form", SHEETS)
    assert {fingerprint_of(key, SHEETS, state) for key in AT_FILING[:1] for state in ("met", "missing")} == {fingerprint_of(AT_FILING[0], SHEETS)}


def test_a_point_that_names_no_tab_rests_on_the_whole_packet() -> None:
    assert all(fingerprint_of("a_new_one", other(place, sha256="x")) != fingerprint_of("a_new_one", SHEETS) for place in (1, 2, 3))


@pytest.mark.parametrize("scheme", list(schemes), ids=lambda one: one.key)
def test_every_tab_is_read_under_some_point(scheme: object) -> None:
    """So that no sheet changes between reading and *ready to file* without a tick that falls."""
    points = [*scheme.requirements, *(item.key for item in PAPER_ITEMS)]

    assert {tab.letter for tab in scheme.tabs if tab.letter} <= set(chain.from_iterable(READ_IN[key] for key in points))
    assert set(READ_IN) <= {*(one.key for one in requirements), *(item.key for item in PAPER_ITEMS)}


def test_ticks_keep_their_moment_fall_with_a_change_and_come_back_by_reading_again() -> None:
    first = kept_ticks({}, {"resume": "r1", "role": "d1"}, {"resume": "r1", "role": "d1", "officer": "o1"}, "9:00")
    now = {"resume": "r2", "role": "d1", "officer": "o1"}
    assert (standing_ticks(first, now), changed_ticks(first, now)) == ({"role"}, {"resume"})

    second = kept_ticks(first, {"role": "d1"}, now, "10:00")
    assert second == first
    third = kept_ticks(second, {"resume": "r2"}, now, "11:00")

    assert third == {"resume": {"at": "11:00", "read": "r2"}}
    assert standing_ticks(third, now) == {"resume"}


def test_what_changed_between_the_page_and_the_tick_was_not_read() -> None:
    kept = kept_ticks({}, {"resume": "r1"}, {"resume": "r2"}, "9:00")

    assert changed_ticks(kept, {"resume": "r2"}) == {"resume"}


def test_a_tick_from_before_fingerprints_counts_no_more() -> None:
    assert changed_ticks({"resume": "2026-11-01T09:00:00Z"}, {"resume": "r1"}) == {"resume"}  # type: ignore[dict-item]
