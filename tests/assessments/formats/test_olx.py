import io
import tarfile

import pytest

from assessments.formats.base import QuestionDraft, Refused
from assessments.formats.olx.contents import read_contents
from lms.core.errors import Invalid


def read(problem: str) -> QuestionDraft | Refused:
    (found,) = read_contents(io.BytesIO(f'<problem display_name="A problem" url_name="p1">{problem}</problem>'.encode()))
    return found


def test_one_choice_with_its_hints_and_explanation():
    found = read(
        "<multiplechoiceresponse><label>Which?</label><choicegroup><choice correct='true'>One <choicehint>Yes.</choicehint></choice>"
        "<choice correct='false'>Two</choice></choicegroup></multiplechoiceresponse>"
        "<solution><div class='detailed-solution'><p>Explanation</p><p>Because.</p></div></solution><demandhint><hint>Think.</hint></demandhint>"
    )

    assert (found.id, found.type, found.stem, found.explanation) == ("p1", "single_choice", "Which?", "Because.")
    assert found.content["options"][0] == {"id": "choice_1", "text": "One", "correct": True, "feedback": "Yes."}
    assert found.lost == ("A hint that students can ask for is left out: “Think.”.",)


@pytest.mark.parametrize(("credit", "named"), [("", False), ("EDC", True), ("halves", False)])
def test_checkboxes_and_credit_for_a_part(credit, named):
    options = "".join(f"<choice correct='{right}'>{text}</choice>" for text, right in (("a", "true"), ("b", "false"), ("c", "true")))

    found = read(f"<choiceresponse partial_credit='{credit}'><checkboxgroup>{options}</checkboxgroup></choiceresponse>")

    assert found.type == "multiple_choice"
    assert bool(found.lost) is named


@pytest.mark.parametrize(
    "options",
    [
        "<optioninput options=\"('yes','no')\" correct=\"no\"/>",
        "<optioninput><option correct='False'>yes</option><option correct='True'>no</option></optioninput>",
    ],
)
def test_both_forms_of_a_dropdown(options):
    found = read(f"<p>Well?</p><optionresponse>{options}</optionresponse>")

    assert [(option["text"], option["correct"]) for option in found.content["options"]] == [("yes", False), ("no", True)]


def test_written_words_with_further_answers():
    found = read("<p>Who?</p><stringresponse answer='judge' type='ci'><additional_answer answer='IJ'/><textline/></stringresponse>")

    assert found.content == {"accepted": [{"text": "judge", "percent": 100}, {"text": "IJ", "percent": 100}], "case_sensitive": False}


@pytest.mark.parametrize(
    ("answer", "tolerance", "accepted"),
    [
        ("10", "", {"number": "10"}),
        ("10", "5%", {"number": "10", "tolerance": "5", "tolerance_is": "percent"}),
        ("1e3", "0.5", {"number": "1000", "tolerance": "0.5"}),
        ("[5, 7]", "", {"number": "6", "tolerance": "1"}),
    ],
)
def test_numbers_tolerances_and_ranges(answer, tolerance, accepted):
    parameter = f"<responseparam type='tolerance' default='{tolerance}'/>" if tolerance else ""

    found = read(f"<p>How many?</p><numericalresponse answer='{answer}'>{parameter}<formulaequationinput/></numericalresponse>")

    assert found.content["accepted"] == [accepted]


def test_several_responses_are_a_fact_pattern():
    one = "<numericalresponse answer='{}'><label>{}?</label></numericalresponse>"

    found = read(f"<p>Facts.</p>{one.format(1, 'One')}{one.format(2, 'Two')}")

    assert (found.type, found.content["case"], found.points) == ("fact_pattern", "Facts.", 2)
    assert [part["stem"] for part in found.content["parts"]] == ["One?", "Two?"]


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        ("<customresponse cfn='f'/>", "program"),
        ("<script type='loncapa/python'>x=1</script><numericalresponse answer='$x'/>", "program"),
        ("<numericalresponse answer='$x'/>", "formula or a variable"),
        ("<p>Only text.</p>", "asks nothing"),
        ("<stringresponse answer='a.*' type='regexp'/>", "patterns"),
        ("<formularesponse answer='x^2'/>", "formula"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_reason(problem, reason):
    found = read(problem)

    assert isinstance(found, Refused)
    assert reason in found.reason


def test_a_course_is_followed_in_its_order_with_its_titles_and_pictures():
    files = {
        "course/course.xml": "<course url_name='run' org='o' course='c'/>",
        "course/course/run.xml": "<course display_name='Law'><chapter url_name='one'/></course>",
        "course/chapter/one.xml": "<chapter display_name='Week 1'><sequential display_name='Quiz'><problem url_name='b'/></sequential></chapter>",
        "course/problem/a.xml": "<problem><numericalresponse answer='1'><label>Loose?</label></numericalresponse></problem>",
        "course/problem/b.xml": "<problem><p><img src='/static/map.png' alt='Map'/></p><numericalresponse answer='2'/></problem>",
        "course/problem/broken.xml": "<problem>",
        "course/static/map.png": "picture",
    }
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data.encode()))
    made.seek(0)

    found = list(read_contents(made))

    assert [(one.id, getattr(one, "category", "")) for one in found] == [("b", "Law / Week 1 / Quiz"), ("a", ""), ("broken", "")]
    assert (found[0].stem, found[0].media) == ("![Map](images/map.png)", {"map.png": b"picture"})
    assert "not well-formed" in found[2].reason


def test_a_file_without_problems_is_refused_as_a_whole():
    for data in (b"<html/>", b"<course/>", b"", b"text"):
        with pytest.raises(Invalid):
            list(read_contents(io.BytesIO(data)))
