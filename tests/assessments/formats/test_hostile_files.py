"""Whatever a file holds, it is read, refused question by question, or refused as a whole with a sentence: nothing else happens."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats.base import ID, QuestionDraft, Refused
from assessments.formats.registry import guessed_format, question_formats
from lms.core.errors import Invalid

KEYS = ["gift", "moodle_xml", "aiken", "csv"]
GIFT = "::t::Q \\= {=a#f ~%50%b#g\n####e}\n\n$CATEGORY: a/b\n\nN {#1..2}\n\nM {=a -> b =c -> d}\n"
XML = (
    '<quiz><question type="multichoice"><name><text>n</text></name><questiontext format="html"><text>&lt;p&gt;x{1:MC:=a~b}&lt;/p&gt;</text></questiontext>'
    '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer></question></quiz>'
)
AIKEN, TABLE = "Q\nA. a\nB. b\nANSWER: A\n", "question,a,b,answer\nx,1,2,A\n"
ODD = ["\0", "\ufeff", "\ufdd0", "{", "}", "\\", "\r", "<![CDATA["]
pieces = st.lists(st.sampled_from([*GIFT, *XML.split(">"), *AIKEN.split("\n"), *TABLE, *ODD]), max_size=60)
TAGS = ["<p>", "</p>", "<b>", "<table>", "<tr>", "<td colspan=2>", "<ul>", "<li>", "x", "*", "<img src=a alt=']'>", "&lt;", "<a href=javascript:x>", "\n"]
LONG = ["x" * 1_200_000, "{" * 100_000, "Q {" + "=a" * 50_000 + "}", "Q {" + "~%50%a" * 20_000, "A. x\n" * 20_000, "\n" * 100_000]
DEEP = ["<quiz>" + "<question>" * 300, "question\n" + "x," * 90_000]


def read_all(key: str, data: bytes) -> None:
    with suppress(Invalid):
        for found in question_formats.get(key).read(BytesIO(data)):
            assert isinstance(found, QuestionDraft | Refused)
            assert ID.fullmatch(found.id)


@pytest.mark.parametrize("key", KEYS)
@given(data=st.one_of(st.binary(max_size=300), pieces.map("".join).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes(key: str, data: bytes) -> None:
    read_all(key, data)
    guessed_format("x", data)


@pytest.mark.parametrize(("key", "source"), list(zip(KEYS, [GIFT, XML, AIKEN, TABLE], strict=True)))
@given(cut=st.integers(0, 400), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32", "latin-1"]))
def test_files_that_break_off_in_any_encoding(key: str, source: str, cut: int, encoding: str) -> None:
    read_all(key, source.encode(encoding)[:cut])


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("source", [*LONG, *DEEP])
def test_long_and_deep_files(key: str, source: str) -> None:
    read_all(key, source.encode())


@given(html=st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_html_becomes_markdown(html: list[str]) -> None:
    source = f'<quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[{"".join(html)}]]></text></questiontext></question></quiz>'

    read_all("moodle_xml", source.encode())
