"""Labels of sheets: counted within a tab, and kept once they were filed."""

from hypothesis import given
from hypothesis import strategies as st

from accreditation.policies.packet_labels import WRITTEN_HERE, numbers_of

LETTERS = [{"label": "E-1", "stem": "letter", "sha256": "a"}, {"label": "E-2", "stem": "letter", "sha256": "b"}]


def test_without_a_filing_they_are_counted() -> None:
    assert numbers_of("E", [("letter", "b"), ("letter", "a")], []) == [1, 2]


def test_what_was_filed_keeps_its_number_and_what_is_new_goes_behind() -> None:
    assert numbers_of("E", [("letter", "c"), ("letter", "b"), ("letter", "a")], LETTERS) == [3, 2, 1]


def test_a_number_that_named_a_document_names_no_other() -> None:
    newest = [{"label": "E-1", "stem": "letter", "sha256": "a"}]

    assert numbers_of("E", [("letter", "a"), ("letter", "c")], [*newest, *LETTERS]) == [1, 3]


def test_a_sheet_that_is_written_here_is_the_same_whatever_it_says() -> None:
    filed = [{"label": "F-1", "stem": "list_of_trainings", "sha256": "x"}]

    assert numbers_of("F", [("list_of_trainings", WRITTEN_HERE)], filed) == [1]


def test_other_tabs_and_other_kinds_of_document_do_not_count() -> None:
    assert numbers_of("D", [("letter", "a")], LETTERS) == [1]
    assert numbers_of("E", [("note", "a")], LETTERS) == [3]


Sheets = list[tuple[str, str]]
SHEETS = st.lists(st.tuples(st.sampled_from(["letter", "note"]), st.sampled_from("abcdef")), max_size=8, unique=True)


@given(before=SHEETS, after=SHEETS, first=st.integers(0, 8))
def test_no_two_share_a_number_and_the_first_of_a_tab_do_not_depend_on_the_rest(
    before: list[tuple[str, str]], after: list[tuple[str, str]], first: int
) -> None:
    filed = [{"label": f"E-{number}", "stem": stem, "sha256": sha256} for number, (stem, sha256) in enumerate(before, start=1)]

    numbers = numbers_of("E", after, filed)

    assert len(set(numbers)) == len(after)
    assert numbers_of("E", after[:first], filed) == numbers[:first]
    assert all(number > len(before) for sheet, number in zip(after, numbers, strict=True) if sheet not in before)
