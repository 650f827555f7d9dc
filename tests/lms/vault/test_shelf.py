"""What a file may be called when it leaves (security.md, CT-07)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.vault.shelf import LONGEST_NAME, clean_name

HOSTILE = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\ana\\letter.pdf": "letter.pdf",
    "a\0b.pdf": "ab.pdf",
    "two\r\nSet-Cookie: x=1.pdf": "twoSet-Cookie_ x=1.pdf",
    'quo"te.pdf': "quo_te.pdf",
    "invoice\u202efdp.exe": "invoicefdp.exe",
    "zero\u200bwidth.txt": "zerowidth.txt",
    "line\u2028end.txt": "lineend.txt",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "console.txt": "console.txt",
    "=cmd|' /C calc'!A0.csv": "C calc'!A0.csv",
    "=cmd.csv": "cmd.csv",
    "@SUM(1).csv": "SUM(1).csv",
    "e\u0301tude.pdf": "\u00e9tude.pdf",
    "  .hidden. ": "hidden",
    "": "file",
    "...": "file",
    "/": "file",
    "r\u00e9sum\u00e9 \u4e2d\u6587.pdf": "r\u00e9sum\u00e9 \u4e2d\u6587.pdf",
    "x" * 300 + ".pdf": "x" * 116 + ".pdf",
    "x" * 300: "x" * 120,
    "." + "x" * 300: "x" * 120,
    "a." + "x" * 300: "a." + "x" * 118,
}


@pytest.mark.parametrize(("given_name", "kept"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_a_hostile_name_becomes_a_plain_one(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_text_becomes_a_name_that_is_safe_to_keep(text: str) -> None:
    name = clean_name(text)

    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*')
    assert all(unicodedata.category(char)[0] != "C" for char in name)
    assert name == name.strip(" .")
