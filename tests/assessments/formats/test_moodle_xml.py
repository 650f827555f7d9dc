"""Moodle XML, in the shapes that Moodle's own export writes."""

import base64
from io import BytesIO
from typing import Any

import pytest

from assessments.formats.base import QuestionDraft
from assessments.formats.registry import question_formats
from lms.core.errors import Invalid
from tests.assessments.formats.reading import only, options, read, reason

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def question(kind: str, inside: str, text: str = "<p>Who <b>decides</b>?</p>") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="category"><category><text>$course$/top/Removal//Relief/Bars</text></category></question>
<question type="{kind}"><name><text>Deciders</text></name><questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>
<generalfeedback format="html"><text>Because.</text></generalfeedback><defaultgrade>2.0000000</defaultgrade><penalty>0.0000000</penalty>
{inside}</question></quiz>"""


def answer(text: str, fraction: str, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>{more}<feedback format="html"><text>{feedback}</text></feedback></answer>'
    )


def test_a_single_choice_with_its_surroundings() -> None:
    tags = "<idnumber>dec-1</idnumber><tags><tag><text>eoir</text></tag></tags><single>true</single>"
    draft = only("moodle_xml", question("multichoice", answer("The judge", "100", "Yes") + answer("The clerk", "0") + tags))

    assert (draft.id, draft.type, draft.stem, draft.points) == ("dec-1", "single_choice", "Who **decides**?", 2)
    assert options(draft) == [("The judge", True), ("The clerk", False)]
    assert (draft.explanation, draft.topics, draft.category, draft.lost) == ("Because.", ("eoir",), "Removal/Relief / Bars", ())


def test_what_moodle_says_beside_the_answers_is_named() -> None:
    more = "<hint format='html'><text>Think.</text></hint><correctfeedback format='html'><text>Bravo</text></correctfeedback><single>true</single>"
    source = question("multichoice", answer("a", "100") + answer("b", "-25") + more).replace("<penalty>0.0000000", "<penalty>0.3333333")

    assert only("moodle_xml", source).lost == (
        "“b” earns -25 % in the file; here it earns nothing.",
        "The penalty of 33.33333 % for each further try is left out: here a question is answered once in an attempt.",
        "1 hint for further tries left out.",
        "Feedback by result (right, partly right, wrong) is left out; feedback to single options and the explanation are kept.",
    )


@pytest.mark.parametrize(("kind", "inside"), [("truefalse", answer("true", "100") + answer("false", "0")), ("cloze", "")])
def test_the_one_picture_of_moodle_1_9_comes_along(kind: str, inside: str) -> None:
    picture = f"<image>maps/map.png</image><image_base64>\n{base64.b64encode(PNG).decode()}\n</image_base64>"
    source = question(kind, picture + inside, "Where? {1:SHORTANSWER:=Here}" if kind == "cloze" else "Here?")

    draft = only("moodle_xml", source)
    without = only("moodle_xml", source.replace(picture, "<image>maps/map.png</image>"))

    assert "(images/map.png)" in draft.stem
    assert (draft.media, without.media) == ({"map.png": PNG}, {})
    assert without.lost == ("Its picture maps/map.png is left out: it is not in the file.",)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["here"], "A gap of it offers 1 word to choose from; here 2 to 20 are."),
        (["here", "x" * 301], "A gap of it offers a word that is empty or longer than 300 characters."),
    ],
)
def test_a_gap_with_words_that_cannot_be_offered_is_refused_with_the_very_reason(words: list[str], why: str) -> None:
    options = "".join(f"<selectoption><text>{word}</text><group>1</group></selectoption>" for word in words)

    assert reason("moodle_xml", question("gapselect", options, "It is [[1]].")) == why


def test_a_text_longer_than_any_question_is_refused() -> None:
    source = question("truefalse", answer("true", "100") + answer("false", "0"), "x" * 1_000_001)

    assert reason("moodle_xml", source) == "One of its texts is longer than a million characters."


def test_a_picture_comes_along() -> None:
    source = question("truefalse", answer("true", "100") + answer("false", "0"), '<p>See <img src="@@PLUGINFILE@@/a%20map.png" alt="A map"></p>')
    source = source.replace(
        "]]></text></questiontext>", f']]></text><file name="a map.png" encoding="base64">{base64.b64encode(PNG).decode()}</file></questiontext>'
    )

    draft = only("moodle_xml", source)

    assert draft.stem == "See ![A map](images/a-map.png)"
    assert draft.media == {"a-map.png": PNG}


def test_numbers_with_units() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
    draft = only("moodle_xml", question("numerical", answer("1.5", "100", more="<tolerance>0.01</tolerance>") + units + "<unitgradingtype>0</unitgradingtype>"))

    assert draft.content == {
        "accepted": [{"number": "1.5", "tolerance": "0.01"}],
        "units": [{"id": "a", "text": "m", "factor": "1"}, {"id": "b", "text": "cm", "factor": "0.01"}],
        "percent_without_unit": 100,
    }


def test_matching_and_its_distractor() -> None:
    pairs = [("a", "1"), ("b", "2"), ("", "3")]
    rows = "".join(f'<subquestion format="html"><text>{item}</text><answer><text>{target}</text></answer></subquestion>' for item, target in pairs)

    assert [choice["text"] for choice in only("moodle_xml", question("matching", rows)).content["choices"]] == ["1", "2", "3"]


def test_an_essay_keeps_words_and_names_the_rest() -> None:
    guidance = "<graderinfo format='html'><text>See IRAC</text></graderinfo>"
    inside = f"<responseformat>editor</responseformat><attachments>1</attachments><minwordlimit>50</minwordlimit>{guidance}"
    draft = only("moodle_xml", question("essay", inside))

    assert draft.content == {"rubric": [{"id": "answer", "title": "Answer", "points": 2, "guidance": "See IRAC"}], "minimum_words": 50}
    assert draft.lost == ("Files as a part of the answer are left out: here an essay is written.",)


def test_an_essay_that_needs_files_is_a_file_upload() -> None:
    alone = "<responseformat>noinline</responseformat><attachments>2</attachments><maxbytes>2097152</maxbytes><filetypeslist>.pdf,image,.mp4</filetypeslist>"
    beside = "<responseformat>editor</responseformat><attachments>-1</attachments><attachmentsrequired>1</attachmentsrequired>"
    draft, other = only("moodle_xml", question("essay", alone)), only("moodle_xml", question("essay", beside))

    rubric = [{"id": "answer", "title": "Answer", "points": 2}]
    assert (draft.type, draft.content) == (
        "file_upload", {"accepts": ["pdf", "jpg", "png"], "maximum_files": 2, "maximum_megabytes": 3, "rubric": rubric},
    )  # fmt: skip
    assert draft.lost == ("Types of file that are not kept here: .mp4.",)
    assert (other.content["maximum_files"], other.lost) == (10, ("The text beside its files is left out: here files alone are sent.",))


@pytest.mark.parametrize("most", [1, 3, 10])
def test_a_file_upload_goes_to_moodle_and_comes_back(most: int) -> None:
    rubric = [{"id": "answer", "title": "Answer", "points": 5, "guidance": "Every box"}]
    content = {"accepts": ["pdf", "jpg"], "maximum_files": most, "maximum_megabytes": 5, "rubric": rubric}
    out = BytesIO()

    lost = question_formats.get("moodle_xml").write([QuestionDraft("files", "file_upload", "Send it.", content, points=5)], out)
    (back,) = question_formats.get("moodle_xml").read(BytesIO(out.getvalue()))

    assert lost == {}
    assert (back.type, back.content) == ("file_upload", content)


def test_embedded_answers_become_a_text_with_gaps() -> None:
    text = "<p>Form {1:SHORTANSWER:=G-28#yes~%50%G28} within {1:NM:=30:2} days by the {1:MCV:=attorney~clerk\\}s}.</p><p>Done</p>"
    draft = only("moodle_xml", question("cloze", "", text))

    assert draft.type == "fill_in_the_blanks"
    assert draft.content["text"] == "Form [[a]] within [[b]] days by the [[c]].\n\nDone"
    assert [gap["kind"] for gap in draft.content["gaps"]] == ["text", "number", "choice"]
    assert draft.content["gaps"][2]["options"][1]["text"] == "clerk}s"
    assert draft.lost == ("The feedback to “G-28” is left out.",)


def test_gaps_that_count_differently_become_a_fact_pattern() -> None:
    draft = only("moodle_xml", question("cloze", "", "Form {2:SA:=G-28} by {1:MR:%50%a~%50%b~%-50%c}."))

    assert draft.type == "fact_pattern"
    assert [(part["type"], part["points"]) for part in draft.content["parts"]] == [("short_answer", 2), ("multiple_choice", 1)]


def test_words_for_gaps_are_chosen() -> None:
    words = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>" for word, group in [("cat", 1), ("mat", 2), ("dog", 1), ("hat", 2)]
    )
    draft = only("moodle_xml", question("gapselect", words, "The [[1]] sat on the [[2]]."))

    assert draft.content["text"] == "The [[a]] sat on the [[b]]."
    assert [[option["text"] for option in gap["options"]] for gap in draft.content["gaps"]] == [["cat", "dog"], ["mat", "hat"]]


def test_a_marker_on_a_picture_is_a_hotspot() -> None:
    inside = (
        f'<file name="form.png" encoding="base64">{base64.b64encode(PNG).decode()}</file><drag><no>1</no><text>Box 7</text></drag>'
        "<drop><no>1</no><shape>rectangle</shape><coords>0,0;1,1</coords><choice>1</choice></drop>"
    )
    draft = only("moodle_xml", question("ddmarker", inside))

    assert draft.content["areas"][0]["place"] == {"shape": "rectangle", "left": "0.00", "top": "0.00", "width": "100.00", "height": "100.00"}


def test_steps_in_order() -> None:
    draft = only(
        "moodle_xml", question("ordering", answer("a", "1") + answer("b", "2") + answer("c", "3") + "<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>")
    )

    assert draft.content == {"steps": [{"id": key, "text": key} for key in "abc"], "scoring": "by_pairs"}


KLINGON = b'<?xml version="1.0" encoding="klingon"?><quiz/>'


@pytest.mark.parametrize("kind", ["calculated", "calculatedmulti", "randomsamatch", "description", "ddimageortext", "stack"])
def test_kinds_that_cannot_be_held_say_why(kind: str) -> None:
    assert reason("moodle_xml", question(kind, "")).endswith(".")


BOMB = '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"no xml",
        BOMB.encode(),
        OUTSIDE.encode(),
        b"<quiz><question>",
        b"<other/>",
        b"<quiz>" + b"<a>" * 200_000,
        b'<?xml version="1.0" encoding="klingon"?><quiz/>',
        b"<quiz>\xff</quiz>",
    ],
)
def test_hostile_and_broken_files_are_refused_in_a_sentence(source: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read("moodle_xml", source)

    assert refused.value.sentence.endswith(".")


def test_white_space_before_the_declaration_is_forgiven() -> None:
    assert len(read("moodle_xml", "\n\n" + question("truefalse", answer("true", "100") + answer("false", "0")))) == 1


def test_the_format_knows_its_files() -> None:
    form: Any = question_formats.get("moodle_xml")

    assert form.fits("x.xml", b"<?xml?><quiz>")
    assert not form.fits("x.xml", b"<assessment>")
