"""``§ 1226(c)(1)(E)`` without its code: read where the text has cited that section, and nowhere else."""

import pytest

from curriculum.citations import extract_citations


def keys(text: str) -> list[str]:
    return [citation.key for citation in extract_citations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See 8 U.S.C. § 1226(a). Even under § 1226(c)(1)(E), she may ask.", ["8 USC 1226(a)", "8 USC 1226(c)(1)(E)"]),
        (
            "See 8 U.S.C. § 1158(b)(1)(A). The bars are in § 1158(b)(2)(A)(i)–(vi).",
            ["8 USC 1158(b)(1)(A)", "8 USC 1158(b)(2)(A)(i)", "8 USC 1158(b)(2)(A)(vi)"],
        ),
        ("INA § 245(a) asks more. Section 245(c) is a bar.", ["INA 245(a)", "INA 245(c)"]),
        ("INA § 245(a) asks more, and sections 245(c) and (d) are bars.", ["INA 245(a)", "INA 245(c)", "INA 245(d)"]),
        ("INA 236(a) is the rule; § 1226(c) is the exception.", ["INA 236(a)", "8 USC 1226(c)"]),
        ("8 USC 1226(a) is the rule; section 236(c) is the exception.", ["8 USC 1226(a)", "INA 236(c)"]),
        ("8 C.F.R. § 103.5(a)(2) allows thirty days, plus three if mailed, § 103.8(b).", ["8 CFR 103.5(a)(2)", "8 CFR 103.8(b)"]),
        ("8 CFR part 1208 has the rule (§ 1208.18(a)(7)).", ["8 CFR 1208", "8 CFR 1208.18(a)(7)"]),
        ("Arrested under section 236(a), 8 U.S.C. § 1226(a), she waits.", ["INA 236(a)", "8 USC 1226(a)"]),
        ("8 U.S.C. § 1255(c)(2), and section 245(i) of old.", ["8 USC 1255(c)(2)"]),
        ("INA § 212(a)(2) is one ground, 212(a)(6)(C)(i) another.", ["INA 212(a)(2)", "INA 212(a)(6)(C)(i)"]),
        ("INA 204(c) is forever. Write to me in suite 204(c), or at unit 204(c).", ["INA 204(c)"]),
        ("INA 212(a)(2) may be met with a 212(h) waiver.", ["INA 212(a)(2)", "INA 212(h)"]),
        ("Does § 1226(a) govern, or § 1231(a)(6)? See 8 C.F.R. § 236.1(d).", ["8 USC 1226(a)", "8 USC 1231(a)(6)", "8 CFR 236.1(d)"]),
    ],
)
def test_a_paragraph_of_a_section_that_the_text_has_cited(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "INA 208(a) and then Penal Code § 208(b).",
        "INA 235(b) and Pub. L. 110-457, § 235(d)(7)(A).",
        "INA 203(b); section 203(c) of the Voting Rights Act.",
        "INA 309(c); IIRIRA § 309(c)(5).",
        "INA 266(a); ch. 266, § 266(b), and the state's penal code § 266(c).",
        "INA 501; a charity under section 501(c)(3) may teach.",
        "INA 208(a). Nothing is said about § 209(b).",
        "8 CFR 208.13(b) and then § 273.5(a).",
        "INA 212(a)(2). They meet at Apt. 212(a), behind no. 212(b).",
        "17 CFR 240.10b-5 and then § 1226(a).",
        "INA 236(a). Arrested under section 237(a), 8 U.S.C.",
    ],
)
def test_a_section_that_may_be_of_another_law_is_not_read(text: str) -> None:
    assert len([key for key in keys(text) if not key.startswith("Pub. L.")]) == 1


def test_a_number_of_the_ina_ends_a_list_of_title_8() -> None:
    text = "8 U.S.C. § 1255(c)(2), and section 245(i), are read together."

    assert keys(text) == ["8 USC 1255(c)(2)", "INA 245(i)"]


@pytest.mark.parametrize(
    "text",
    [
        "INA § 212(a)(2) bars her. She lives in apartment 216(c), near room 240(b).",
        "INA § 212(a)(2) bars him. A 273(d) conviction is another.",
        "8 U.S.C. § 1182 is long. Under section 1170(b), a court resentenced him.",
    ],
)
def test_rooms_and_other_laws_are_no_sections_of_the_act(text: str) -> None:
    assert len(extract_citations(text)) == 1


def test_a_sentence_in_brackets_is_not_walked_through_in_circles() -> None:
    assert extract_citations("INA § 237(a)(2) " + "(ab) " * 60 + "X and § 208(a)")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("INA 208(a) protects. The clause, § 208, is old.", "INA 208"),
        ("8 CFR 106.3(a) lists fees. There is no waiver under § 106.3 for most.", "8 CFR 106.3"),
        ("8 U.S.C. § 1801 defines it. The annual fee is in § 1808.", "8 USC 1808"),
        ("18 U.S.C. § 16(a) and § 16(b) define it.", "18 USC 16(b)"),
        ("8 U.S.C. §§ 1439-40 are for soldiers.", "8 USC 1440"),
    ],
)
def test_a_section_that_the_text_has_cited_is_read_without_a_paragraph(text: str, key: str) -> None:
    assert keys(text)[-1] == key


@pytest.mark.parametrize("text", ["See 8 CFR 208.7(a); under § 274a.12(c)(8) she works.", "See 8 CFR 208.7(a). Then section 274a.12 says so."])
def test_a_part_with_a_letter_has_no_twin_and_stops_nothing(text: str) -> None:
    assert keys(text) == ["8 CFR 208.7(a)"]


def test_a_rule_of_the_other_department_is_read_as_the_same_title() -> None:
    assert keys("See 8 CFR 239.2(c); or, under § 1239.2(c), the judge.") == ["8 CFR 239.2(c)", "8 CFR 1239.2(c)"]
