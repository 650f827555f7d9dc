"""Whatever is done to a file, reading it gives questions, refusals or one sentence: never a crash."""

import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.formats.base import Refused
from assessments.formats.olx.writing import problem_of
from assessments.formats.registry import question_formats
from assessments.formats.written_xml import bytes_of
from lms.core.errors import Invalid
from tests.assessments.formats.samples_xml import DRAFTS

ODD = (b"", b"0", b"-1", b"x y", b"1e9", b"1e999", b"RESPONSE", b"NaN", b"9" * 70, b"\xc3\xa4")
OLX = [draft for draft in DRAFTS if draft.type in ("single_choice", "multiple_choice", "true_false", "short_answer", "numerical", "fact_pattern")]


def packed(key: str) -> bytes:
    out = io.BytesIO()
    question_formats.get(key).write(DRAFTS, out)
    return out.getvalue()


def members(key: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(packed(key))) as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]


FILES = {"qti": [*members("qti"), *members("qti_3"), *members("qti_1_2")], "olx": [bytes_of(problem_of(draft)[0]) for draft in OLX]}


def read_through(key: str, data: bytes) -> None:
    with suppress(Invalid):
        for one in question_formats.get(key).read(io.BytesIO(data)):
            assert one.id
            assert not isinstance(one, Refused) or one.reason


@pytest.mark.parametrize("key", ["qti", "olx"])
@given(data=st.data())
def test_files_cut_off_anywhere(key, data):
    whole = data.draw(st.sampled_from(FILES[key]))

    read_through(key, whole[: data.draw(st.integers(0, len(whole)))])


@pytest.mark.parametrize("key", ["qti", "olx"])
@given(data=st.data())
def test_values_and_texts_replaced(key, data):
    changed = data.draw(st.sampled_from(FILES[key]))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(re.finditer(rb'"[^"]*"|>[^<]+<', changed))))
        changed = changed[: place.start() + 1] + data.draw(st.sampled_from(ODD)) + changed[place.end() - 1 :]

    read_through(key, changed)


@pytest.mark.parametrize("key", ["qti", "olx"])
@given(data=st.data())
def test_elements_left_out_and_doubled(key, data):
    changed = data.draw(st.sampled_from(FILES[key]))
    for _ in range(data.draw(st.integers(1, 3))):
        found = list(re.finditer(rb"<([\w-]+)[^<>]*/>|<([\w-]+)[^<>]*>[^<]*</\2>", changed))
        if found:
            place = data.draw(st.sampled_from(found))
            changed = changed[: place.start()] + place[0] * data.draw(st.sampled_from([0, 2])) + changed[place.end() :]

    read_through(key, changed)


@pytest.mark.parametrize("key", ["qti", "olx"])
@given(data=st.data())
def test_elements_called_otherwise(key, data):
    changed = data.draw(st.sampled_from(FILES[key]))
    names = sorted(set(re.findall(rb"</([\w-]+)>", changed)))
    one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))

    read_through(key, re.sub(rb"(</?)" + re.escape(one) + rb"(?=[ >/])", rb"\1" + other, changed))


@pytest.mark.parametrize("key", ["qti", "qti_3", "qti_1_2", "olx"])
@settings(deadline=None)  # each example writes a whole package first
@given(data=st.data())
def test_packages_with_bytes_changed(key, data):
    changed = bytearray(packed(key))
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))

    read_through(key, bytes(changed))


@given(st.sampled_from(["qti", "olx"]), st.binary(max_size=300))
def test_noise(key, noise):
    for data in (noise, b"<questestinterop><item>" + noise, b"<problem>" + noise + b"</problem>"):
        read_through(key, data)
