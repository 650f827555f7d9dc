"""Documents as dossiers see them: what counts on a day, in a constant number of queries."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from accreditation.actions.decide_evidence import reject_evidence, verify_evidence
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.dossier import Evidence
from accreditation.queries.evidence_facts import evidence_of
from accreditation.requirements import requirements
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.cohorts import freeze
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import answers, handed_in, organization, owner_of_organization, paper

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    freeze(monkeypatch, datetime(2026, 11, 28, 18, tzinfo=UTC))


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


def facts(place: Enrollment, as_of: date = TODAY) -> tuple[Evidence, ...]:
    who = place.student.public_id
    return evidence_of([who], as_of)[who]


def test_a_letter_says_everything_a_requirement_asks(place: Enrollment, emil: User) -> None:
    made = handed_in(place, "recommendation_letter", writer="Rosa Diaz", relation="Professor", also=["character_letter"])
    verify_evidence(evidence=made, by=emil)

    (fact,) = facts(place)

    assert fact == Evidence(
        kind="recommendation_letter", title="Recommendation letter: Rosa Diaz", public_id=made.public_id, also=("character_letter",), writer="Rosa Diaz",
        relation="Professor", dated=date(2026, 9, 14), expires_on=date(2027, 9, 14), file=made.file, sha256=made.sha256, verified=True, verified_on=TODAY,
        campus="north",
    )  # fmt: skip


def test_who_signed_is_known_under_the_names_that_requirements_ask(place: Enrollment) -> None:
    handed_in(place, "signed_form", signers=["representative", "officer"])

    (fact,) = facts(place)

    assert fact.signers == ("representative", "officer")
    assert fact.also == ("signed_form_candidate", "signed_form_officer")
    assert "signatures" in requirements


def test_what_was_rejected_withdrawn_or_replaced_is_no_evidence(place: Enrollment, emil: User) -> None:
    reject_evidence(evidence=handed_in(place, "role_letter"), reason="Not signed.", by=emil)
    withdraw_evidence(evidence=handed_in(place, "last_approval"), by=place.student)
    handed_in(place)
    newer = handed_in(place)

    assert [fact.public_id for fact in facts(place)] == [newer.public_id]


def test_a_day_is_seen_as_it_was(place: Enrollment, emil: User, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze(monkeypatch, datetime(2026, 10, 1, 16, tzinfo=UTC))
    made = handed_in(place)
    freeze(monkeypatch, datetime(2026, 10, 3, 3, 59, tzinfo=UTC))  # the last minute of October 2 in New York
    verify_evidence(evidence=made, by=emil)
    freeze(monkeypatch, datetime(2026, 10, 5, 16, tzinfo=UTC))
    withdraw_evidence(evidence=made, by=place.student)

    seen = {day: [fact.verified_on for fact in facts(place, date(2026, 10, day))] for day in range(5)[1:] if day} | {0: facts(place, date(2026, 9, 30))}

    assert seen == {0: (), 1: [None], 2: [date(2026, 10, 2)], 3: [date(2026, 10, 2)], 4: [date(2026, 10, 2)]}
    assert facts(place, date(2026, 10, 5)) == ()


def test_an_organizations_documents_are_asked_for_beside_the_students(place: Enrollment, emil: User) -> None:
    harbor = organization(place.cohort.campus)
    owner = owner_of_organization(harbor)
    submit_evidence(kind="technical_support_letter", owner=owner, typed=answers("technical_support_letter"), file=paper(), by=emil)

    found = evidence_of([place.student.public_id], TODAY, [harbor.public_id])

    assert {who: [one.kind for one in facts] for who, facts in found.items()} == {
        place.student.public_id: [], harbor.public_id: ["technical_support_letter"],
    }  # fmt: skip


def test_three_students_cost_as_many_queries_as_one(place: Enrollment, emil: User, django_assert_num_queries: Any) -> None:
    places = [place, *(enrolled_student(email=f"s{number}@north.example", program=place.cohort.program) for number in range(2))]
    for one in places:
        for kind in ("resume", "recommendation_letter"):
            verify_evidence(evidence=handed_in(one, kind), by=emil)
        handed_in(one, "recommendation_letter")
    everybody = [one.student.public_id for one in places]

    with django_assert_num_queries(6):
        evidence_of(everybody[:1], TODAY)
    with django_assert_num_queries(6):
        found = evidence_of(everybody, TODAY)

    assert {who: len(facts) for who, facts in found.items()} == dict.fromkeys(everybody, 3)
