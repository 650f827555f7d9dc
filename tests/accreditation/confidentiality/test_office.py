"""Who is named because of their office is left alone, where they are introduced and wherever they are named again."""

import pytest

from accreditation.confidentiality import inspect_text
from accreditation.confidentiality.office import left_alone


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in inspect_text(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Our supervisor Ms. Lindholm explained the waiver.",
        "Mr. Whitfield of our office helped with the copies.",
        "Government counsel Ms. Farrow stipulated.",
        "Expert witness Dr. Hargreaves testified for an hour.",
        "Our interpreter for Dari, Ms. Rahimi, was patient.",
        "My partner in the clinic, Daniel, took notes.",
        "Ngozi, our paralegal, taught me e-filing.",
        "The clerk (badge said Tiffany) stamped our copies.",
        "The immigration judge, Hon. Patricia Nwosu, asked for briefs.",
        "Two students from Howard joined us.",
        "Mi compañero Andrés tradujo conmigo.",
        "Nos explicó la directora, la doctora Pilar Echeverría, el secreto profesional.",
        "We contacted Adrian Zenz and Sean Roberts, both scholars of the region.",
        "Reading “The Death of Josseline” by Margaret Regan helped.",
        "Marisol Ferraz’s article on nexus was clear.",
        "Kucana v. Holder and Matter of Acosta, 19 I&N Dec. 211, were on the list.",
        "Matter of Guerra puts the burden on the respondent.",
        "Martin Luther King Day was quiet.",
        "The sample form was for Jane Doe and Maria Example.",
        "In the mock, I was “Mr. Smith” and forgot my country.",
    ],
)
def test_they_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_they_are_known_again() -> None:
    assert found("Our interpreter, Ms. Rahimi, was patient. Rahimi stayed late, and I thanked Ms. Rahimi.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mohammad Reza Karimi was a journalist before he fled.", "Mohammad Reza Karimi"),
        ("I read the letter with Ustad Karimi, the client’s old teacher.", "Ustad Karimi"),
        ("My client Rosa, the interpreter and I met.", "Rosa"),
        ("Pastor Emmanuel Ndayishimiye will testify as a witness.", "Emmanuel Ndayishimiye"),
        ("Our file “Matter of Tchouameni-Ekwe” is thin.", "Tchouameni-Ekwe"),
    ],
)
def test_clients_and_their_people_are_not(text: str, name: str) -> None:
    assert any(name in one or one in name for one in found(text))


def test_of_nobody_there_is_nothing() -> None:
    assert left_alone("We read the file.").places == ()
