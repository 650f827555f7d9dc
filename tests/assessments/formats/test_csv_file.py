import pytest

from lms.core.errors import Invalid
from tests.assessments.formats.reading import only, options, read, reason


@pytest.mark.parametrize("answer", ["B", "2", "the judge", "(b)", "option 2"])
def test_the_right_option_by_letter_number_or_text(answer: str) -> None:
    draft = only("csv", f"Question,Option A,Option B,Correct Answer,,\nWho?,The clerk,The judge,{answer},,\n")

    assert options(draft) == [("The clerk", False), ("The judge", True)]


def test_semicolons_quotes_and_commas_in_texts() -> None:
    draft = only("csv", '\ufeffquestion;a;b;answer;points\n"Who, then, said ""no""?";x;y;A,B;3\n')

    assert (draft.stem, draft.type, draft.points) == ('Who, then, said "no"?', "multiple_choice", 3)


def test_columns_that_we_do_not_know_are_named() -> None:
    assert only("csv", "question,answer,hint\nForm?,G-28,four\n").lost == ("The column “hint” is left out: “four”.",)


def test_true_false_and_accepted_texts() -> None:
    drafts = read("csv", "question,type,answer\nIt rains.,,TRUE\nForm?,,G-28|G28\nHow many?,numerical,7\n")

    assert [draft.type for draft in drafts] == ["true_false", "short_answer", "numerical"]  # type: ignore[union-attr]


def test_a_comma_without_quotes_is_found() -> None:
    assert "more cells" in reason("csv", "question,a,b,answer\nWho, then?,x,y,A,B\n")


@pytest.mark.parametrize("source", ["", "a,b\n1,2\n", 'question\n"' + "x" * 200_000])
def test_what_is_no_such_table_is_refused(source: str) -> None:
    with pytest.raises(Invalid):
        read("csv", source)
