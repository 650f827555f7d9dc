"""Written and read again, questions are the same, or what is different was named."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats.base import QuestionDraft
from assessments.formats.registry import guessed_format, question_formats
from lms.questions.api import question_types
from tests.assessments.formats.samples_xml import DRAFTS, archive

KEYS = ("qti", "qti_3", "qti_1_2", "olx")
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)


def round_trip(key, drafts):
    out = io.BytesIO()
    lost = question_formats.get(key).write(drafts, out)
    out.seek(0)
    return lost, {one.id: one for one in question_formats.get(key).read(out)}


def facts(draft):
    content = question_types.get(draft.type).validate_content(draft.content).facts()
    return (draft.type, draft.stem, content, draft.points, draft.explanation, draft.category, draft.title, draft.lost)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.id)
def test_a_question_comes_back_or_its_losses_are_named(key, draft):
    first = replace(DRAFTS[0], id="first")

    lost, back = round_trip(key, [first, draft])

    if draft.id not in lost:
        assert facts(back[draft.id]) == facts(draft)


def test_a_package_of_qti_2_and_3_loses_nothing_of_what_it_holds():
    for key in ("qti", "qti_3"):
        lost, back = round_trip(key, DRAFTS)

        assert (lost, list(back)) == ({}, [draft.id for draft in DRAFTS])


@pytest.mark.parametrize("key", KEYS)
def test_what_a_format_has_no_type_for_is_named(key):
    draft = QuestionDraft("find", "authority_finding", "Find it.", {"accepted": [{"key": "8 CFR 208.13", "shown": ""}]})

    lost, _ = round_trip(key, [DRAFTS[0], draft])

    assert lost["find"] == ("It is left out: this format has no such type of question (authority finding).",)


@given(
    st.lists(WORDS, min_size=2, max_size=6, unique_by=str.casefold), st.data(), st.sampled_from(["all_or_nothing", "partial", "partial_with_penalty"]),
    st.integers(1, 40),
)  # fmt: skip
def test_any_choices_are_marked_alike_after_a_round_trip(texts, data, scoring, points):
    right = data.draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    options = [{"id": f"o{at}", "text": text, "correct": at in right} for at, text in enumerate(texts)]
    draft = QuestionDraft("q", "multiple_choice", "Which?", {"options": options, "scoring": scoring}, points=points)
    kind = question_types.get("multiple_choice")

    _, back = round_trip("qti", [draft])

    before, after = kind.validate_content(draft.content), kind.validate_content(back["q"].content)
    chosen = kind.normalize(before, {"choices": [f"o{at}" for at in data.draw(st.sets(st.integers(0, len(texts) - 1)))]})
    assert back["q"].points == points
    assert kind.grade(after, chosen).fraction == kind.grade(before, chosen).fraction


@given(st.decimals(-1000, 1000, places=3), st.decimals(0, 50, places=2), st.sampled_from(KEYS))
def test_any_number_and_tolerance_come_back(number, tolerance, key):
    accepted = [{"number": f"{number:f}", "tolerance": f"{tolerance:f}"}]
    draft = QuestionDraft("q", "numerical", "How many?", {"accepted": accepted})
    kind = question_types.get("numerical")

    _, back = round_trip(key, [draft])

    was, made = (kind.validate_content(one.content).accepted[0] for one in (draft, back["q"]))
    assert (float(made.number), made.within) == (float(was.number), was.within)


@pytest.mark.parametrize(
    ("name", "beginning", "key"),
    [
        ("quiz.zip", b"PK\x03\x04", "qti"),
        ("course.imscc", b"PK\x03\x04", "qti"),
        ("export.zip", archive(export__course_dot_xml=b"<course/>").getvalue(), "olx"),
        ("one.zip", archive(problem__p1_dot_xml=b"<problem/>").getvalue(), "olx"),
        ("canvas.zip", archive(course_settings__course_settings_dot_xml=b"<course/>", imsmanifest_dot_xml=b"<manifest/>").getvalue(), "qti"),
        ("item.xml", b"<qti-assessment-item>", "qti"),
        ("bank.xml", b'<?xml version="1.0"?><questestinterop>', "qti"),
        ("course.tar.gz", b"\x1f\x8b", "olx"),
        ("a.xml", b"<problem>", "olx"),
    ],
)
def test_a_file_is_known_by_its_name_and_beginning(name, beginning, key):
    assert guessed_format(name, beginning).key == key
