"""Decisions by a name alone: surnames that the text has cited, and the initials of the Board’s respondents."""

import pytest

from curriculum.citations import extract_citations

ACOSTA, HERNANDEZ = "Matter of Acosta, 19 I&N Dec. 211", "Hernandez-Avalos v. Lynch, 784 F.3d 944"
CARDOZA, LOPER = "INS v. Cardoza-Fonseca, 480 U.S. 421", "Loper Bright Enters. v. Raimondo, 603 U.S. 369"
MEVG, JBN = "Matter of M-E-V-G-, 26 I&N Dec. 227", "Matter of J-B-N- & S-M-, 24 I&N Dec. 208"


def after(cited: str, sentence: str) -> list[str]:
    """The keys found in ``sentence``, which follows a full citation."""
    text = f"See {cited}. {sentence}"
    return [citation.key for citation in extract_citations(text) if citation.start >= len(text) - len(sentence)]


@pytest.mark.parametrize(
    ("cited", "sentence", "key"),
    [
        (ACOSTA, "In Acosta, the Board looked at taxi drivers.", "19 I&N Dec. 211"),
        (ACOSTA, "A trait is immutable under *Acosta*.", "19 I&N Dec. 211"),
        (HERNANDEZ, "In Hernandez-Avalos the threats came to a mother.", "784 F.3d 944"),
        (CARDOZA, "One in ten is enough under Cardoza-Fonseca.", "480 U.S. 421"),
        (LOPER, "In Loper Bright the Court decided otherwise.", "603 U.S. 369"),
        (ACOSTA, "This case is closer to Acosta than to others.", "19 I&N Dec. 211"),
        (ACOSTA, "_Acosta_ is still good law.", "19 I&N Dec. 211"),
        (ACOSTA, "Would *Acosta* come out the same way?", "19 I&N Dec. 211"),
        (ACOSTA, "Acosta's test asks about change.", "19 I&N Dec. 211"),
        ("Moncrieffe, 569 U.S. 184", "Agree on Moncrieffe.", "569 U.S. 184"),
        ("MEVG, 26 I&N 227", "Does MEVG overrule it?", "26 I&N Dec. 227"),
        ("Pangea Legal Servs. v. DHS, 512 F. Supp. 3d 966 (N.D. Cal. 2021) (“Pangea II”)", "While Pangea II is in force, wait.", "512 F. Supp. 3d 966"),
        ("Wilkinson v. Garland, 601 U.S. 209", "_Wilkinson_ is hard to square.", "601 U.S. 209"),
        ("Kerry v. Din, 576 U.S. 86", "After *Din* little is left.", "576 U.S. 86"),
        (MEVG, "Nobody asks whether M-E-V-G- is old.", "26 I&N Dec. 227"),
        (MEVG, "4 M-E-V-G-, supra note 3, at 240.", "26 I&N Dec. 227"),
        (JBN, "So J-B-N- & S-M- reads the words.", "24 I&N Dec. 208"),
    ],
)
def test_a_short_name_means_the_decision_cited_above(cited: str, sentence: str, key: str) -> None:
    assert after(cited, sentence) == [key]


@pytest.mark.parametrize(
    ("cited", "sentence"),
    [
        (ACOSTA, "Maria Acosta is a client."),
        (ACOSTA, "We then met Acosta at the court."),
        (ACOSTA, "Acosta and his mother left."),
        ("Texas v. Johnson, 491 U.S. 397", "She lived in Texas, and Texas is large."),
        ("Arizona v. United States, 567 U.S. 387", "In Arizona judges deny more."),
        (ACOSTA, "Our client Acosta came early."),
        (ACOSTA, "Mr. Acosta has a brother."),
        (ACOSTA, "In Acosta's apartment there is a table."),
        (ACOSTA, "In Acosta Park we met."),
        (HERNANDEZ, "In Lynch the town is small."),
        (CARDOZA, "In INS files there is a letter."),
        (MEVG, "The Board wrote “M-E-V-G-” in its caption."),
        (MEVG, "Nobody asks about W-G-R- here."),
        (MEVG, "The M-E-V-G-R- file is another."),
    ],
)
def test_a_name_of_somebody_else_is_not_read(cited: str, sentence: str) -> None:
    assert after(cited, sentence) == []


@pytest.mark.parametrize("sentence", ["In Acosta (19 I&N Dec. 211) the Board spoke.", "In Acosta, 19 I&N Dec. at 233, the Board spoke."])
def test_a_name_beside_its_volume_is_one_citation(sentence: str) -> None:
    assert after(ACOSTA, sentence) == ["19 I&N Dec. 211"]


def test_a_name_that_is_cited_only_below_is_not_read() -> None:
    found = extract_citations(f"In Acosta the Board spoke. So did M-E-V-G-. See {ACOSTA}; {MEVG}.")

    assert [citation.key for citation in found] == ["19 I&N Dec. 211", "26 I&N Dec. 227"]
