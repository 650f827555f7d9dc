"""Citations lead to authorities, and authorities say how they stand."""

from pathlib import Path

import pytest

from curriculum.checks import cited_law
from tests.factories.taught import BANK, FIRST, GLOSSARY, KEPT, MODULE, SOURCES, found, spoil


def told(place: str, key: str) -> str:
    return f"{place}: “{key}” leads to no authority. Correct it, or add it to an authorities.yaml."


def test_citations_of_known_provisions_and_of_their_parts(root: Path) -> None:
    assert found(cited_law.check, root) == []


def line_of(root: Path, name: str, words: str) -> int:
    return (root / name).read_text().split(words)[0].count("\n") + 1


def test_a_citation_in_a_lesson_by_its_line(root: Path) -> None:
    spoil(root, FIRST, "The rule is at 8 CFR 208.13(b)(1).", "The rule is at 8 CFR 208.31(b).")

    assert found(cited_law.check, root) == [told(f"{FIRST}, line {line_of(root, FIRST, '8 CFR 208.31(b)')}", "8 CFR 208.31(b)")]


def test_a_citation_in_a_knowledge_check(root: Path) -> None:
    spoil(root, FIRST, "The applicant does (8 CFR 208.13).", "The applicant does (8 CFR 208.31).")

    assert found(cited_law.check, root) == [told(f"{FIRST}, line {line_of(root, FIRST, '8 CFR 208.31')}", "8 CFR 208.31")]


@pytest.mark.parametrize("name", [BANK, KEPT])
def test_a_citation_in_an_explanation(root: Path, name: str) -> None:
    spoil(root, name, "Because (8 CFR 208.13)", "Because (8 CFR 208.31)")

    [said] = found(cited_law.check, root)

    assert said.startswith(f"{name}, line ")
    assert said.endswith(told("", "8 CFR 208.31"))


def test_a_citation_in_the_glossary(root: Path) -> None:
    spoil(root, GLOSSARY, "A word (8 CFR 208.13)", "A word (Matter of Acosta, 19 I&N Dec. 211)")

    assert found(cited_law.check, root) == [told(f"{GLOSSARY}, line 1", "19 I&N Dec. 211")]


def test_both_names_of_a_section_are_one(root: Path) -> None:
    (root / SOURCES).write_text((root / SOURCES).read_text() + '- {key: "8 USC 1158", kind: statute, title: Asylum, citation: 8 USC 1158, status: current}\n')
    spoil(root, FIRST, "The rule is at 8 CFR 208.13(b)(1).", "The rule is at INA 208(a)(2)(B).")

    assert found(cited_law.check, root) == []


def test_a_part_of_the_regulations_is_a_subject_and_not_a_rule(root: Path) -> None:
    spoil(root, FIRST, "The rule is at 8 CFR 208.13(b)(1).", "The rules are in 8 CFR part 208, not in 8 CFR part 209.")

    assert [said.split("“")[1].split("”")[0] for said in found(cited_law.check, root)] == ["8 CFR 209"]


def test_a_paragraph_does_not_stand_for_its_section(root: Path) -> None:
    text = (root / SOURCES).read_text()
    (root / SOURCES).write_text(text + '- {key: "8 USC 1158(b)", kind: statute, title: Who, citation: 8 USC 1158(b), status: current}\n')
    spoil(root, FIRST, "The rule is at 8 CFR 208.13(b)(1).", "The rule is at 8 USC 1158.")

    assert len(found(cited_law.check, root)) == 1


def test_what_students_may_type_is_not_looked_at(root: Path) -> None:
    text = (root / BANK).read_text()
    accepted = "[{text: INA 999, percent: 50}, {text: x, percent: 100}]"
    asked = f"- {{id: typed, type: short_answer, stem: Cite it., topics: [asylum], explanation: Why., content: {{accepted: {accepted}}}}}\n"
    (root / BANK).write_text(text + asked)

    assert found(cited_law.check, root) == []


LISTED = {
    "a module": (MODULE, 'authorities: ["8 CFR 208.13"]', 'authorities: ["8 CFR 1.1"]', f"{MODULE}, line 8"),
    "a lesson": (FIRST, 'authorities: ["8 CFR 208.13"]', 'authorities: ["8 CFR 1.1"]', f"{FIRST}, line 7"),
    "a question": (BANK, "authorities:\n  - 8 CFR 208.13", "authorities:\n  - 8 CFR 1.1", f"{BANK}, line 9"),
}


@pytest.mark.parametrize(("name", "old", "new", "place"), LISTED.values(), ids=LISTED.keys())
def test_a_listed_key_that_is_unknown(root: Path, name: str, old: str, new: str, place: str) -> None:
    spoil(root, name, old, new)

    assert found(cited_law.check, root) == [told(place, "8 CFR 1.1")]


def test_a_card_of_an_unknown_authority(root: Path) -> None:
    spoil(root, FIRST, '::: authority key="8 CFR 208.13"', '::: authority key="8 CFR 1.1"')

    assert told(f"{FIRST}, line {line_of(root, FIRST, '::: authority')}", "8 CFR 1.1") in found(cited_law.check, root)


def test_an_authority_that_does_not_say_how_it_stands(root: Path) -> None:
    spoil(root, SOURCES, ", status: current", "")

    said = f"{SOURCES}, line 1: the authority “8 CFR 208.13” does not say how it stands. Add “status: current”, or what it is."
    assert found(cited_law.check, root) == [said]
