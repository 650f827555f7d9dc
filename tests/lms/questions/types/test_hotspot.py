"""A place on a picture: pointed at or chosen by name, paid by the area it lies in."""

from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.api import question_types, validate_content
from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.hotspot import Hotspot, HotspotContent
from tests.lms.questions.browser import Page
from tests.lms.questions.samples import hotspot

TYPE = question_types.get("hotspot")
CONTENT = TYPE.validate_content(hotspot())
EXAMPLE = {
    "picture": hotspot()["picture"],
    "areas": [
        {"id": "box_7", "label": "Box 7", "place": {"shape": "rectangle", "left": 10, "top": 40, "width": 20, "height": 10}, "percent": 100},
        {"id": "box_8", "label": "Box 8", "place": {"shape": "rectangle", "left": 10, "top": 50, "width": 20, "height": 10}, "percent": 25},
    ],
}
TENTHS = st.integers(0, 1000).map(lambda tenths: f"{tenths / 10:g}")


def place(x: str, y: str) -> dict[str, str]:
    return {"area": "", "x": x, "y": y}


def share(content: HotspotContent, response: dict[str, Any]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, response)).fraction
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(("x", "y", "earned"), [("30", "50", 1), ("30", "51", Fraction(1, 4)), ("90", "90", 0), ("", "", 0), ("30", "", 0)])
def test_the_worked_example_of_the_documentation(x: str, y: str, earned: Fraction) -> None:
    assert share(TYPE.validate_content(EXAMPLE), place(x, y)) == earned


@given(TENTHS, TENTHS)
def test_a_place_earns_what_its_area_does_and_the_same_as_its_name(x: str, y: str) -> None:
    response = TYPE.normalize(CONTENT, place(x, y))
    within = [area for area in CONTENT.areas if area.place.holds((Fraction(x), Fraction(y)), CONTENT.ratio)]

    assert 0 <= share(CONTENT, response) <= 1
    assert share(CONTENT, response) == (share(CONTENT, {"area": within[0].id, "x": "", "y": ""}) if within else 0)
    assert (share(CONTENT, response) == 1) == ([area.id for area in within] == ["box_0"])


@given(TENTHS, TENTHS, st.integers(0, 3), st.integers(1, 20))
def test_normalizing_twice_is_once_and_the_view_does_not_move_with_the_key(x: str, y: str, right: int, size: int) -> None:
    once = TYPE.normalize(CONTENT, place(x, y))

    assert TYPE.normalize(CONTENT, once) == once == place(x, y)
    assert TYPE.public_view(TYPE.validate_content(hotspot(right=right, size=size))) == TYPE.public_view(CONTENT)


def test_of_areas_above_each_other_the_first_counts() -> None:
    data = hotspot()
    data["areas"].append({"id": "all", "label": "The form", "place": {"shape": "rectangle", "left": 0, "top": 0, "width": 100, "height": 100}, "percent": 10})
    content = TYPE.validate_content(data)

    assert [share(content, place("15", "15")), share(content, place("60", "60"))] == [1, Fraction(1, 10)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("42.5", "42.5"), (" 42.50 ", "42.5"), ("7.04", "7"), ("0", "0"), ("100", "100"), ("99.96", "100"), ("", ""), ("1/2", "0.5")],
)
def test_a_place_is_kept_to_a_tenth_of_a_percent(written: str, kept: str) -> None:
    assert TYPE.normalize(CONTENT, place(written, "5")) == place(kept, "5")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"q1": [""], "q1-area": ["box_2"], "q1-x": ["40"], "q1-y": ["5"]}, {"area": "box_2", "x": "", "y": ""}),
        ({"q1": [""], "q1-area": ["point"], "q1-x": ["40"], "q1-y": ["5"]}, place("40", "5")),
        ({"q1": [""], "q1-x": ["40"], "q1-y": ["5"]}, place("40", "5")),
        ({"q1": [""], "q1-area": ["point"], "q1-x": [""], "q1-y": [""]}, place("", "")),
    ],
)
def test_a_form_says_a_name_or_a_place(sent: dict[str, list[str]], kept: dict[str, str]) -> None:
    assert TYPE.normalize(CONTENT, TYPE.parse(sent, "q1")) == kept


@pytest.mark.parametrize(
    "response",
    [
        place("101", "5"),
        place("-1", "5"),
        place("many", "5"),
        place("5", "9" * 21),
        {"area": "box_9", "x": "", "y": ""},
        {"area": ["box_1"], "x": "", "y": ""},
        {"area": "", "x": 5, "y": 5},
        {"area": ""},
        [],
    ],
)
def test_a_response_of_another_shape_is_refused(response: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, response)


def test_half_a_place_is_kept_and_said_to_be_no_answer() -> None:
    half = TYPE.normalize(CONTENT, place("40", ""))

    assert not TYPE.is_answered(CONTENT, half)
    assert TYPE.warnings(CONTENT, half) == ["Your place is not marked yet: it needs both numbers, from the left and from the top."]
    assert TYPE.warnings(CONTENT, place("40", "5")) == TYPE.warnings(CONTENT, TYPE.blank(CONTENT)) == []


def test_names_that_are_not_listed_are_neither_shown_nor_taken() -> None:
    content = TYPE.validate_content(hotspot() | {"names_listed": False})
    html = render_to_string(TYPE.template, {"view": TYPE.public_view(content), "name": "q1", "label": "Question 1"})

    assert TYPE.public_view(content)["areas"] == []
    assert TYPE.option_order(content, shuffle=True, seed=1) == []
    assert "Box 1" not in html
    with pytest.raises(InvalidResponse):
        TYPE.normalize(content, {"area": "box_0", "x": "", "y": ""})


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (place("", ""), "No place was marked: no points."),
        (place("15", "15"), "The marked place is right: full points."),
        (place("15", "35"), "The marked place is partly right: 1/4 of the points."),
        (place("99", "99"), "The marked place is not the right one: no points."),
        ({"area": "box_0", "x": "", "y": ""}, "The chosen area is right: full points."),
    ],
)
def test_the_mark_is_explained(response: dict[str, str], said: str) -> None:
    assert TYPE.explain(CONTENT, response, TYPE.grade(CONTENT, response)) == [said]


def test_feedback_speaks_to_who_marked_the_area() -> None:
    assert TYPE.grade(CONTENT, place("15", "75")).feedback == ("areas.box_3.feedback",)
    assert TYPE.grade(CONTENT, place("80", "20")).feedback == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"picture": {"file": "images/form.png", "alt": ""}}, "picture, alt: this must not be empty."),
        ({"picture": {"file": "images/form.png"}}, "picture, alt: this is missing."),
        (
            {"picture": {"file": "images/form.png", "alt": "A form"}},
            "picture: its file is not stored. Pictures of questions come with a curriculum folder, beside questions.yaml or the lesson.",
        ),
        ({"areas": hotspot()["areas"][1:]}, "At least one area must earn 100 percent."),
        ({"areas": hotspot()["areas"][:1]}, "A list of areas needs one that does not earn everything; add areas beside the right one."),
        ({"areas": [hotspot()["areas"][0]] * 2}, "Two areas have the same id, box_0."),
        ({"areas": [hotspot()["areas"][0] | {"id": "point"}, hotspot()["areas"][1]]}, "No area can be called “point”."),
    ],
)
def test_a_picture_nobody_could_answer_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        validate_content("hotspot", hotspot() | change)

    assert refused.value.sentences == [sentence]


def test_one_area_is_enough_when_its_name_is_not_listed() -> None:
    assert Hotspot().validate_content(hotspot() | {"areas": hotspot()["areas"][:1], "names_listed": False})


def test_the_picture_is_shown_with_its_words_and_its_place_is_marked() -> None:
    response = place("20.5", "15")

    html = render_to_string(TYPE.template, {"view": TYPE.public_view(CONTENT), "response": response, "name": "q1", "label": "Question 1"})

    assert f'src="/lesson-media/images/questions/{"0" * 64}.png" alt="A form of four boxes with a seal" width="800" height="600"' in html
    assert 'x1="20.5" x2="20.5" y1="0" y2="100"' in html
    assert "hotspot-area" not in html
    assert Page(html).sent == {"q1": [""], "q1-x": ["20.5"], "q1-y": ["15"], "q1-area": ["point"]}


def test_areas_are_outlined_once_the_key_is_released() -> None:
    view, response = TYPE.public_view(CONTENT), {"area": "box_2", "x": "", "y": ""}

    before = render_to_string(TYPE.review_template, {"view": view, "response": response})
    after = render_to_string(TYPE.review_template, {"view": view, "response": response, "key": TYPE.key_view(CONTENT)})

    assert [before.count("hotspot-area"), after.count("hotspot-area")] == [0, 2]
    assert ["Box 2" in before, "Box 0" in before, "Box 0" in after] == [True, False, True]


def test_statistics_count_places_by_their_area() -> None:
    responses = [place("15", "15"), {"area": "box_0", "x": "", "y": ""}, place("99", "99"), place("", "")]

    counted = TYPE.statistics(CONTENT, responses)

    assert (counted["responses"], counted["answered"]) == (4, 3)
    assert {key: count for key, count in counted["counts"].items() if count} == {"box_0": 2, "elsewhere": 1}


def test_the_answer_in_one_line_is_a_name_or_a_place() -> None:
    assert [TYPE.summarize(CONTENT, one) for one in ({"area": "seal", "x": "", "y": ""}, place("42.5", "17"), place("4", ""))] == [
        "Seal",
        "42.5 % from the left, 17 % from the top",
        "–",
    ]
