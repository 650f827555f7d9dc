"""Names on lists: sure where only one can be meant, a suggestion with a score otherwise."""

import pytest

from curriculum.attendance.matching import Candidate, best_match, key_of, plain, spoken_names

ANA = Candidate("ana", "ana@north.example", "Ana", "María", "Núñez Costa", "Annie")
BEN = Candidate("ben", "ben@north.example", "Benjamin", "", "O’Hara", "")
CHO = Candidate("cho", "cho@north.example", "Minh", "", "Cho", "")
PEOPLE = [ANA, BEN, CHO]


@pytest.mark.parametrize(
    ("name", "email", "key", "score"),
    [
        ("whoever", "ANA@north.example", "ana", 100),
        ("Ana Núñez Costa", "", "ana", 100),
        ("ana nunez costa", "", "ana", 100),
        ("Ana Maria Nunez-Costa", "", "ana", 100),
        ("Annie Núñez Costa", "private@mail.example", "ana", 100),
        ("Núñez Costa, Ana", "", "ana", 100),
        ("Annie (Ana Núñez Costa)", "", "ana", 100),
        ("Ana Núñez Costa (she/her)", "", "ana", 100),
        ("Ben's iPad (Benjamin O'Hara)", "", "ben", 100),
        ("Cho Minh", "", "cho", 90),
        ("Ana Costa", "", "ana", 85),
        ("B. O'Hara", "", "ben", 70),
        ("Minh C.", "", "cho", 70),
        ("Annie", "", "ana", 55),
        ("Minh", "", "cho", 55),
        ("Somebody Else", "", "", 0),
        ("", "", "", 0),
        ("iPhone", "", "", 0),
    ],
)
def test_who_a_line_is(name: str, email: str, key: str, score: int) -> None:
    found = best_match(name, email, PEOPLE)

    assert (found.key, found.score) == (key, score)


def test_two_students_of_one_name_are_never_certain() -> None:
    twins = [Candidate(key, f"{key}@north.example", "Ana", "", "Costa", "") for key in ("one", "two")]

    found = best_match("Ana Costa", "", twins)

    assert not found.is_certain
    assert found.why == "Several students fit"
    assert best_match("Ana Costa", "two@north.example", twins).key == "two"


def test_a_student_without_a_last_name_is_never_certain_by_name() -> None:
    assert not best_match("Ana", "", [Candidate("one", "a@north.example", "Ana", "", "", "")]).is_certain


def test_decisions_are_remembered_by_address_else_by_name() -> None:
    assert key_of("Ana", " Ana@Mail.example ") == "mail:ana@mail.example"
    assert key_of(" ÁNA  Costa", "") == key_of("ana costa", "") == "name:ana costa"


def test_plain_names_and_the_names_a_line_shows() -> None:
    assert plain("Núñez-Costa, Ana") == "ana nunez costa"
    assert spoken_names("Annie (Ana Costa) they/them") == ["ana costa", "annie"]
