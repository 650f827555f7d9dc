"""What differs between two packets, sheet by sheet."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accreditation.policies.packet_changes import Change, changes, changes_by_label


def sheet(label: str, stem: str, sha256: str, *, at_filing: bool = False) -> dict[str, Any]:
    return {"label": label, "stem": stem, "sha256": sha256, "at_filing": at_filing}


RESUME, LETTER_A, LETTER_B = sheet("C-1", "resume", "r"), sheet("E-1", "letter", "a"), sheet("E-2", "letter", "b")


def test_a_replaced_letter_is_one_change_at_its_place() -> None:
    assert changes([LETTER_A, LETTER_B], [LETTER_A, sheet("E-2", "letter", "c")]) == [Change("changed", "E-2", "letter")]


def test_a_letter_that_moved_is_no_change() -> None:
    assert changes([LETTER_A, LETTER_B], [sheet("E-1", "letter", "b"), sheet("E-2", "letter", "a")]) == []


def test_what_came_and_what_went() -> None:
    assert changes([RESUME], [LETTER_A]) == [Change("gone", "C-1", "resume"), Change("new", "E-1", "letter")]
    assert changes([LETTER_A], [LETTER_A, LETTER_B]) == [Change("new", "E-2", "letter")]


def test_the_same_file_twice_counts_twice() -> None:
    assert changes([LETTER_A], [LETTER_A, sheet("E-2", "letter", "a")]) == [Change("new", "E-2", "letter")]


def test_the_signed_form_needs_no_new_review_but_is_new_since_an_earlier_packet() -> None:
    signed = sheet("A-1", "signed_form", "s", at_filing=True)

    assert changes([RESUME], [signed, RESUME], with_filing=False) == []
    assert changes([RESUME], [signed, RESUME]) == [Change("new", "A-1", "signed_form")]


sheets = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(("x", "y")), st.sampled_from("123")), max_size=8).map(
    lambda rows: [sheet(f"{tab}-{number}", stem, sha) for number, (tab, stem, sha) in enumerate(rows, start=1)]
)


@given(sheets, sheets)
def test_there_and_back_is_told_alike(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """What is new one way is gone the other, as many as that; nothing differs from itself."""
    there, back = changes(before, after), changes(after, before)

    assert changes(before, before) == []
    assert sum(one.what == "new" for one in there) == sum(one.what == "gone" for one in back)
    assert sum(one.what == "changed" for one in there) == sum(one.what == "changed" for one in back)
    assert len(after) - len(before) == sum((one.what == "new") - (one.what == "gone") for one in there)


def test_after_a_filing_a_label_names_one_sheet() -> None:
    filed = [sheet("F-1", "list", "x"), LETTER_A, LETTER_B]

    assert changes_by_label(filed, [sheet("F-1", "list", "y"), LETTER_A, sheet("E-3", "letter", "c")]) == [
        Change("gone", "E-2", "letter"), Change("new", "E-3", "letter"), Change("changed", "F-1", "list"),
    ]  # fmt: skip
    assert changes_by_label(filed, filed) == []
