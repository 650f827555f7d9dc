"""Which names mean the same provision, and which provision is part of which."""

import pytest

from curriculum.citations.provisions import canonical, covers, references_in, wholes_of


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("INA 208(a)(2)(B)", "8 USC 1158(a)(2)(B)"), ("8 USC 1158", "8 USC 1158"), ("INA 240A", "8 USC 1229b"),
        ("Form I-589", "Form I-589"), ("No. 24-777", "No. 24-777"),
    ],
)  # fmt: skip
def test_a_section_of_the_act_is_compared_by_its_section_of_title_8(key: str, name: str) -> None:
    assert canonical(key) == name


@pytest.mark.parametrize(
    ("whole", "part", "held"),
    [
        ("8 CFR 208.13", "8 CFR 208.13(b)(1)", True), ("8 CFR 1292", "8 CFR 1292.1", True), ("8 CFR 208.13", "8 CFR 208.13", True),
        ("8 CFR 208.1", "8 CFR 208.13", False), ("8 CFR 208.13(b)", "8 CFR 208.13", False), ("27 I&N Dec. 31", "27 I&N Dec. 316", False),
        ("8 USC 1440", "8 USC 1440-1", False), ("9 FAM 302", "9 FAM 302.4-2(B)", True),
    ],
)  # fmt: skip
def test_a_provision_covers_what_stands_inside_it(whole: str, part: str, held: bool) -> None:
    assert covers(whole, part) is held
    assert (whole in wholes_of(part)) is held


def test_a_text_refers_to_each_provision_once() -> None:
    found = references_in("INA § 208(a), 8 U.S.C. § 1158(a), Forms G-28 and I-589, Matter of Acosta, 19 I&N Dec. 211.")

    assert found == {"8 USC 1158(a)": "INA 208(a)", "Form G-28": "Form G-28", "Form I-589": "Form I-589", "19 I&N Dec. 211": "19 I&N Dec. 211"}
