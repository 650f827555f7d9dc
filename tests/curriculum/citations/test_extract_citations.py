"""Each kind of citation in each way lawyers write it, and what only looks like one."""

import pytest

from curriculum.citations import extract_citations, extractors
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.models.authority import AuthorityKind


def keys(text: str) -> list[str]:
    return [citation.key for citation in extract_citations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INA § 208(a)(2)(B)", ["INA 208(a)(2)(B)"]),
        ("I.N.A. section 240A(b)", ["INA 240A(b)"]),
        ("INA 212(a)(6)(C)(i)", ["INA 212(a)(6)(C)(i)"]),
        ("section 101(a)(42) of the Act", ["INA 101(a)(42)"]),
        ("Sections 208 and 241(b)(3) of the Immigration and Nationality Act", ["INA 208", "INA 241(b)(3)"]),
        ("INA §§ 240A, 240B, and 245(i)", ["INA 240A", "INA 240B", "INA 245(i)"]),
        ("INA § 208(b)(1)(A) and (B)", ["INA 208(b)(1)(A)", "INA 208(b)(1)(B)"]),
        ("Immigration and Nationality Act (INA) § 212(h)", ["INA 212(h)"]),
        ("INA 212(d)(3)(A)/(B)", ["INA 212(d)(3)(A)", "INA 212(d)(3)(B)"]),
        ("INA\u00a0§\u00a0237(a)(2)", ["INA 237(a)(2)"]),
        ("section 240A(e) to the Immigration and Nationality Act", ["INA 240A(e)"]),
        ("an offense “referred to in section 212(a)(2)” of the Act", ["INA 212(a)(2)"]),
    ],
)
def test_the_immigration_and_nationality_act(text: str, expected: list[str]) -> None:
    assert keys(f"Under {text}, she may apply.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 U.S.C. § 1158(a)(2)(B)", ["8 USC 1158(a)(2)(B)"]),
        ("8 U.S.C. 1101(a)(42)(A)", ["8 USC 1101(a)(42)(A)"]),
        ("8 USC 1229a(b)(4)(A)", ["8 USC 1229a(b)(4)(A)"]),
        ("8 U.S.C.A. § 1255a", ["8 USC 1255a"]),
        ("42 U.S.C. § 2000e-5", ["42 USC 2000e-5"]),
        ("8 U.S.C. §§ 1158, 1231(b)(3), and 1252", ["8 USC 1158", "8 USC 1231(b)(3)", "8 USC 1252"]),
        ("section 1158 of title 8", ["8 USC 1158"]),
        ("8 U.S.C. § 1229b(b)(1)(A)-(D)", ["8 USC 1229b(b)(1)(A)", "8 USC 1229b(b)(1)(D)"]),
        ("8U.S.C. §1229b(b)", ["8 USC 1229b(b)"]),
    ],
)
def test_the_united_states_code(text: str, expected: list[str]) -> None:
    assert keys(f"Under {text}, she may apply.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 CFR 208.13(b)", ["8 CFR 208.13(b)"]),
        ("8 C.F.R. § 1240.26(b)(1)(i)(E)", ["8 CFR 1240.26(b)(1)(i)(E)"]),
        ("8 CFR §§ 208.13, 208.16", ["8 CFR 208.13", "8 CFR 208.16"]),
        ("8 C.F.R. §§ 1208.16-.18", ["8 CFR 1208.16", "8 CFR 1208.18"]),
        ("8 CFR 292.1(a)(1)-(6)", ["8 CFR 292.1(a)(1)", "8 CFR 292.1(a)(6)"]),
        ("8 CFR parts 1001 and 1003", ["8 CFR 1001", "8 CFR 1003"]),
        ("8 C.F.R. Part 208", ["8 CFR 208"]),
        ("8 CFR 274a.12(c)(8)", ["8 CFR 274a.12(c)(8)"]),
        ("26 CFR 56.4911-2(d)", ["26 CFR 56.4911-2(d)"]),
        ("26 CFR 301.7701-15 and 301.7701-16", ["26 CFR 301.7701-15", "26 CFR 301.7701-16"]),
        ("26 CFR 1.1-1.3", ["26 CFR 1.1", "26 CFR 1.3"]),
        ("8 CFR 208.13 and 1208.13", ["8 CFR 208.13", "8 CFR 1208.13"]),
        ("section 208.13 of title 8, Code of Federal Regulations", ["8 CFR 208.13"]),
    ],
)
def test_the_code_of_federal_regulations(text: str, expected: list[str]) -> None:
    assert keys(f"Under {text}, she may apply.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("84 FR 69640", ["84 FR 69640"]),
        ("84 Fed. Reg. 69,640", ["84 FR 69640"]),
        ("Pub. L. No. 104-208", ["Pub. L. 104-208"]),
        ("Public Law 106–386", ["Pub. L. 106-386"]),
        ("Pub. L. 109-13 and 109-162", ["Pub. L. 109-13", "Pub. L. 109-162"]),
        ("110 Stat. 3009-546", ["110 Stat. 3009-546"]),
        ("110 Stat 1214", ["110 Stat. 1214"]),
        ("87 FR 4", ["87 FR 4"]),
        ("9 FAM 302.4-2(B)", ["9 FAM 302.4-2(B)"]),
        ("9 FAM 302.4-2 and 402.10", ["9 FAM 302.4-2", "9 FAM 402.10"]),
        ("9 FAH-1 H-101", ["9 FAH-1 H-101"]),
        ("7 USCIS-PM A.6(C)", ["7 USCIS-PM A.6(C)"]),
        ("USCIS Policy Manual, Volume 7, Adjustment of Status, Part A, Policies and Procedures, Chapter 6", ["7 USCIS-PM A.6"]),
        ("Volume 12, Part D, Chapter 2 of the USCIS Policy Manual", ["12 USCIS-PM D.2"]),
        ("AFM ch. 40.9.2(a)", ["AFM 40.9.2(a)"]),
        ("Chapter 21.2 of the Adjudicator's Field Manual", ["AFM 21.2"]),
        ("EOIR PM 20-05", ["EOIR PM 20-05"]),
        ("Operating Policies and Procedures Memorandum (OPPM) 17-01", ["EOIR OPPM 17-01"]),
        ("EOIR Director's Memorandum 22-01", ["EOIR DM 22-01"]),
        ("USCIS Policy Memorandum PM-602-0050", ["PM-602-0050"]),
    ],
)
def test_registers_public_laws_manuals_and_memoranda(text: str, expected: list[str]) -> None:
    assert keys(f"See {text}, which says so.") == expected


class TestDecisions:
    def test_reporters_are_named_one_way(self) -> None:
        text = "480 U.S. 421; 140 S. Ct. 1683; 957 F. 3d 88; 55 F.4th 12; 512 F. Supp. 3d 966; 27 I. & N. Dec. 316; 2020 WL 1234567"

        assert keys(text) == ["480 U.S. 421", "140 S. Ct. 1683", "957 F.3d 88", "55 F.4th 12", "512 F. Supp. 3d 966", "27 I&N Dec. 316", "2020 WL 1234567"]

    def test_a_page_of_one_cited_above_is_that_decision(self) -> None:
        assert keys("480 U.S. 421, 431 (1987). Later, 480 U.S. at 440; 27 I&N Dec. 316; 27 I&N Dec. at 320, 27 I&N at 321") == [
            "480 U.S. 421", "480 U.S. 421", "27 I&N Dec. 316", "27 I&N Dec. 316", "27 I&N Dec. 316",
        ]  # fmt: skip

    def test_a_page_of_one_never_cited_is_nothing(self) -> None:
        assert keys("480 U.S. at 440") == []

    def test_a_name_alone_is_the_last_decision_of_that_name(self) -> None:
        text = "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018). Matter of A-B- was vacated. Matter of A-B-, 28 I&N Dec. 307 (A.G. 2021). Matter of A-B- now"

        assert keys(text) == ["27 I&N Dec. 316", "27 I&N Dec. 316", "28 I&N Dec. 307", "28 I&N Dec. 307"]

    def test_a_well_known_name_needs_no_citation(self) -> None:
        assert keys("*Matter of Acosta* reads the group by what its members cannot change.") == ["19 I&N Dec. 211"]

    def test_initials_that_nobody_cited_are_named_by_themselves(self) -> None:
        assert keys("as in Matter of Z-Q-W-, the judge") == ["Matter of Z-Q-W-"]

    def test_a_matter_of_something_else_is_no_decision(self) -> None:
        assert keys("It is a Matter of Principle, and a matter of law.") == []


@pytest.mark.parametrize(
    "text",
    [
        "At 5 PM 20-05 was shown on the board.",
        "She filed Form I-589 within 1 year, in room 208.13.",
        "section 8 of the Housing Act and section 203 of the Voting Rights Act",
        "version 2.5, 3 percent, 8 of 208 people",
        "In 1996 U.S. courts heard 421 cases.",
    ],
)
def test_what_only_looks_like_a_citation(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INA 208, 365 days after arrival", ["INA 208"]),
        ("INA § 208, 8 U.S.C. § 1158, 8 CFR 208.13", ["INA 208", "8 USC 1158", "8 CFR 208.13"]),
        ("INA 203(b); section 203(c) of the Voting Rights Act", ["INA 203(b)"]),
        ("110 Stat Road, 12 Stat majors, INA 203", ["INA 203"]),
        ("8 CFR 208.13, 208 of them", ["8 CFR 208.13"]),
        ("8 CFR 208.13 and 27 I&N Dec. 316", ["8 CFR 208.13", "27 I&N Dec. 316"]),
    ],
)
def test_a_list_ends_where_something_else_begins(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_places_are_those_of_the_text() -> None:
    text = "See 8 CFR §§ 208.13, 208.16; INA 208."

    for citation in extract_citations(text):
        assert text[citation.start : citation.end] == citation.text


def test_an_ina_section_knows_its_section_of_title_8() -> None:
    (citation,) = extract_citations("INA § 240A(b)(2)")

    assert citation.same_as == "8 USC 1229b(b)(2)"
    assert citation.url.endswith("title8-section1229b")


def test_the_crosswalk_names_no_section_twice() -> None:
    assert len(set(USC_OF_INA.values())) == len(USC_OF_INA)


def test_every_extractor_has_a_kind_of_authority() -> None:
    assert {extractor.kind for extractor in extractors} <= set(AuthorityKind.values)
