"""Typed answers are read as their writers mean them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.citations.answers import cited_in_answer
from curriculum.citations.provisions import references_in


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ina 208(a)", ["8 USC 1158(a)"]),
        ("8 u.s.c. § 1158 (a)(1)", ["8 USC 1158(a)(1)"]),
        ("8 cfr 208.13 (b) (1)", ["8 CFR 208.13(b)(1)"]),
        ("8 cfr 208.13 (b)", ["8 CFR 208.13(b)"]),
        ("Matter of Acosta, 19 I&N Dec. 211 (BIA 1985)", ["19 I&N Dec. 211"]),
        ("8 c.f.r. § 208.13(B)", ["8 CFR 208.13(B)"]),
        ("matter of acosta, 19 i&n dec. 211", ["19 I&N Dec. 211"]),
        ("480 u.s. 421", ["480 U.S. 421"]),
        ("9 fam 302.4-2(B)", ["9 FAM 302.4-2(B)"]),
        ("form i-589", ["Form I-589"]),
        ("8 CFR 208.13 and 8 CFR 208.16", ["8 CFR 208.13", "8 CFR 208.16"]),
        ("the asylum rule", []),
        ("us, ina and a form of fam", []),
    ],
)
def test_an_answer_is_read_whatever_its_letters(text: str, keys: list[str]) -> None:
    assert cited_in_answer(text) == keys


@given(st.sampled_from(["8 CFR 208.13(b)(1)", "8 USC 1158(a)(2)(B)", "19 I&N Dec. 211", "480 U.S. 421", "9 FAM 302.4-2(B)", "Form I-589", "8 CFR 208"]))
def test_a_key_is_read_as_itself(key: str) -> None:
    assert cited_in_answer(key) == [key] == list(references_in(key))
