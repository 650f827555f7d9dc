"""Forms in which lawyers write the same citation; each was once missed in prose."""

import pytest

from curriculum.citations import extract_citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the twin rules, 8 CFR 208.33 / 1208.33, say", ["8 CFR 208.33", "8 CFR 1208.33"]),
        ("See also 28 U.S.C. 509, 510. Comments", ["28 USC 509", "28 USC 510"]),
        ("18 U.S.C. 1001, 1005 and 1015; see", ["18 USC 1001", "18 USC 1005", "18 USC 1015"]),
        ("Under 18 U.S.C. 1001, 1002 people were charged.", ["18 USC 1001"]),
        ("7 USCIS PM A.6 says", ["7 USCIS-PM A.6"]),
        ("see 8 USCIS–PM B.2", ["8 USCIS-PM B.2"]),
        ("Volume 7 of the USCIS Policy Manual, Part A, Chapter 6(C)", ["7 USCIS-PM A.6(C)"]),
        ("Volume 7 of the Policy Manual says more.", ["7 USCIS-PM"]),
        ("Chapter 2 of Part E of Volume 1 of the USCIS Policy Manual", ["1 USCIS-PM E.2"]),
        ("Part E, Volume 1 of the USCIS Policy Manual", ["1 USCIS-PM E"]),
        ("Matter of L- E- A-, 27 I&N Dec. 40 (BIA 2017)", ["27 I&N Dec. 40"]),
        ("Matter of L-E-A-, 27 I&N Dec. 40, and later Matter of L- E- A- again", ["27 I&N Dec. 40", "27 I&N Dec. 40"]),
        ("Matter of Q- Li, 29 I&N Dec. 66 (BIA 2025)", ["29 I&N Dec. 66"]),
        ("PMs 21-13 and 21-14", ["EOIR PM 21-13", "EOIR PM 21-14"]),
        ("Policy Memoranda 19-05, 20-07, and 20-08 were rescinded.", ["EOIR PM 19-05", "EOIR PM 20-07", "EOIR PM 20-08"]),
        ("DM 25-10 and 25-11", ["EOIR DM 25-10", "EOIR DM 25-11"]),
        ("OPPM 18-01 & 19-01", ["EOIR OPPM 18-01", "EOIR OPPM 19-01"]),
        ("DM 25-10, 25 people, and 20-25 chairs", ["EOIR DM 25-10"]),
        (
            "EOIR Policy Manual, Part II, ch. 3.1(b) for deadlines and Part II, ch. 9.3(c) for bond",
            ["EOIR Policy Manual II.3.1(b)", "EOIR Policy Manual II.9.3(c)"],
        ),
        ("9 FAM 40.21 N5 and 9 FAM 40.63(a)", ["9 FAM 40.21 N5", "9 FAM 40.63(a)"]),
        ("8 U.S.C. § 1158, and the withholding statute, § 1231(b)(3)(A)", ["8 USC 1158", "8 USC 1231(b)(3)(A)"]),
        ("INA § 237(a)(2)(A)(iii) (felonies), and § 101(a)(43)(F)", ["INA 237(a)(2)(A)(iii)", "INA 101(a)(43)(F)"]),
        ("support under 18 U.S.C. § 2339B, or 18 USC 2339A and 1546(a)", ["18 USC 2339B", "18 USC 2339A", "18 USC 1546(a)"]),
        ("see 8 cfr 1208.4(a)(4) and (a)(5)", ["8 CFR 1208.4(a)(4)", "8 CFR 1208.4(a)(5)"]),
        ("8 u.s.c. 1158, ina 208(a)(2)", ["8 USC 1158", "INA 208(a)(2)"]),
        ("bars under 212(a)(2)/237(a)(2) of the INA", ["INA 212(a)(2)", "INA 237(a)(2)"]),
        (
            "See 8 C.F.R. § 235.3(b)(4); the interview is governed by §§ 208.30(d), (e) and (g) of the same title.",
            ["8 CFR 235.3(b)(4)", "8 CFR 208.30(d)", "8 CFR 208.30(e)", "8 CFR 208.30(g)"],
        ),
        ("8 U.S.C. § 1252 limits relief under section 1182(h), 1229b, or 1255 of this title", ["8 USC 1252", "8 USC 1182(h)", "8 USC 1229b", "8 USC 1255"]),
        (
            "8 U.S.C. § 1252(a)(2)(B) and (C) limit review, and subparagraph (D) restores it.",
            ["8 USC 1252(a)(2)(B)", "8 USC 1252(a)(2)(C)", "8 USC 1252(a)(2)(D)"],
        ),
        ("INA § 204(a)(1)(A)(iii) is for spouses, children come under (A)(iv).", ["INA 204(a)(1)(A)(iii)", "INA 204(a)(1)(A)(iv)"]),
        ("INA 240 and INA 208 apply. Is he charged under sec. 212 or sec. 237?", ["INA 240", "INA 208", "INA 212", "INA 237"]),
        ("The USCIS Policy Manual says so: see Volume 12, Part F, Chapter 2.", ["12 USCIS-PM F.2"]),
        ("_Matter of Q. Li, 29 I&N Dec. 66_ (BIA 2025)", ["29 I&N Dec. 66"]),
        ("INA § 237(a)(2), 8 U.S.C. § 1227(a)(2), and § 101(a)(43)(F)", ["INA 237(a)(2)", "8 USC 1227(a)(2)", "INA 101(a)(43)(F)"]),
    ],
)
def test_it_is_read(text: str, expected: list[str]) -> None:
    assert [one.key for one in extract_citations(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "INA § 208(a) and the REAL ID Act, § 101(a)(3)",
        "INA § 208(a). IIRIRA, later, has § 309(c)(5).",
        "INA § 208(a), the N.Y. Penal Law, and § 240(a)(1)",
    ],
)
def test_a_law_named_in_between_has_sections_of_its_own(text: str) -> None:
    assert [one.key for one in extract_citations(text)] == ["INA 208(a)"]
