"""File upload: files named by what was kept of them, marked by a person, told apart from whoever sent them."""

from fractions import Fraction
from typing import Any

import pytest

from lms.questions.api import AnswerFile, unnamed, with_file, without_file
from lms.questions.errors import InvalidContent, InvalidMark, InvalidResponse
from lms.questions.types.file_upload import FileUpload
from tests.lms.questions.samples import file_upload, sent_file

TYPE = FileUpload()
CONTENT = TYPE.validate_content(file_upload())
ONE = {"files": [sent_file("a")]}
TWO = {"files": [sent_file("a"), sent_file("b", type="jpg", size=2_100_000)]}


def test_a_sent_file_waits_for_a_person() -> None:
    grade = TYPE.grade(CONTENT, ONE)

    assert grade.fraction is None
    assert [(part.key, part.fraction, part.weight) for part in grade.parts] == [("facts", None, 3), ("law", None, 2)]
    assert TYPE.explain(CONTENT, ONE, grade) == ["1 file sent.", "An instructor marks this answer."]


def test_no_file_needs_no_marker() -> None:
    blank = TYPE.blank(CONTENT)

    assert (TYPE.grade(CONTENT, blank).fraction, TYPE.explain(CONTENT, blank, TYPE.grade(CONTENT, blank))) == (0, ["No file was sent: no points."])


def test_a_person_marks_by_the_rubric() -> None:
    grade = TYPE.mark(CONTENT, TWO, {"facts": 2, "law": Fraction(1, 2)})

    assert grade.fraction == Fraction(1, 2)
    assert TYPE.explain(CONTENT, TWO, grade) == ["2 files sent.", "An instructor gave 5/2 of 5 points by the rubric."]
    with pytest.raises(InvalidMark, match="“Cites the rule” has no points yet"):
        TYPE.mark(CONTENT, TWO, {"facts": 2})


def test_no_form_can_name_a_file() -> None:
    assert TYPE.parse({"q1": ["a"], "q1-file": ["brief.pdf"], "q1-files": ["x"]}, "q1") is None


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "../../x"}, {"id": ""}, {"id": 7}, {"type": "docx"}, {"type": "exe"}, {"name": "x" * 121}, {"name": "a\0"}, {"name": None}, {"size": 0},
        {"size": True}, {"size": 1.5}, {"size": 26_000_000}, {"sha256": "0" * 63}, {"sha256": "G" * 64}, {"more": 1},
    ],
)  # fmt: skip
def test_a_file_that_names_itself_oddly_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"files": [sent_file("a", **changed)]})


@pytest.mark.parametrize("files", [[sent_file(key) for key in "abc"], [sent_file("a"), sent_file("a")], "a", [["a"]]])
def test_too_many_files_and_the_same_twice_are_refused(files: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"files": files})


@pytest.mark.parametrize("changes", [{"accepts": []}, {"accepts": ["exe"]}, {"accepts": ["pdf", "pdf"]}, {"maximum_files": 11}, {"maximum_megabytes": 26}])
def test_content_that_no_vault_could_keep_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidContent):
        TYPE.validate_content(file_upload(**changes))


def test_files_come_and_go_by_their_ids() -> None:
    added = with_file(ONE, AnswerFile(**sent_file("b")))

    assert added == {"files": [sent_file("a"), sent_file("b")]}
    assert with_file(added, AnswerFile(**sent_file("b"))) == added
    assert without_file(added, sent_file("a")["id"]) == {"files": [sent_file("b")]}
    assert without_file(added, "another") == added


def test_tables_tell_types_and_sizes_and_no_names() -> None:
    assert TYPE.summarize(CONTENT, TWO) == "PDF, 120 KB; JPEG picture, 2.1 MB"
    assert {file["name"] for file in unnamed(TWO)["files"]} == {""}
    assert unnamed(TWO)["files"][0] | {"name": "Form a.pdf"} == TWO["files"][0]


def test_statistics_count_files_by_type_and_sum_their_sizes() -> None:
    counted = TYPE.statistics(CONTENT, [TWO, ONE, {"files": []}])

    assert counted == {
        "responses": 3, "answered": 2, "counts": {"pdf": 2, "jpg": 1}, "files": {"total": 3, "bytes": 2_340_800, "largest": 2_100_000},
    }  # fmt: skip
