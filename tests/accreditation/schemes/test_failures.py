"""How filings fail (domain reference, 6.2): one test for each failure that a requirement guards. ``docs/accreditation-rules.md`` names the others' guards."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accreditation.dossier import Dossier, Officer, Practice, Recipient
from accreditation.models.organization import refuse_po_box
from accreditation.schemes import schemes
from tests.factories.dossiers import filed, open_findings, organization, outside, ready, training, without

PARTIAL, FULL, RENEWAL = "doj-partial-initial", "doj-full-initial", "doj-renewal-partial"


def found(dossier: Dossier, scheme: str) -> dict[str, str]:
    return open_findings(dossier, schemes.get(scheme))


def test_an_old_form_edition() -> None:
    dossier = ready(PARTIAL)

    assert found(replace(dossier, worksheet=replace(dossier.worksheet, confirmed=False)), PARTIAL) == {"form_edition": "missing"}


def test_no_proof_of_service_or_an_undated_one() -> None:
    dossier = ready(PARTIAL)
    undated = tuple(replace(item, dated=None) if item.kind == "proof_of_service" else item for item in dossier.evidence)

    assert found(without(dossier, "proof_of_service"), PARTIAL) == {"proof_of_service": "missing"}
    assert found(replace(dossier, evidence=undated), PARTIAL) == {"proof_of_service": "missing"}


def test_a_uscis_district_that_nobody_confirmed() -> None:
    unconfirmed = filed(ready(PARTIAL), recipients=(Recipient(name="USCIS Boston", address=""),))

    assert found(unconfirmed, PARTIAL) == {"recipients": "missing"}


def test_no_overview_course_but_only_webinars() -> None:
    webinars = replace(ready(PARTIAL), trainings=(training(is_fundamentals=False), outside()))

    assert found(webinars, PARTIAL) == {"fundamentals_course": "missing"}


@pytest.mark.parametrize(("ended", "state"), [(date(2025, 11, 29), None), (date(2025, 11, 28), "warning"), (date(2024, 11, 28), "warning")])
def test_a_course_that_is_too_old_is_warned_of_and_never_refused_as_no_rule_names_a_number(ended: date, state: str | None) -> None:
    dossier = replace(ready(PARTIAL), trainings=(training(last_date=ended),))

    assert found(dossier, PARTIAL).get("fundamentals_course") == state


def test_topics_that_are_not_described() -> None:
    assert found(replace(ready(PARTIAL), trainings=(training(), outside(topics=()))), PARTIAL) == {"topics_described": "missing"}


def test_narrow_knowledge() -> None:
    narrow = training(all_required_topics=False, topics=tuple(replace(topic, minutes=0 if topic.slug == "detention" else 120) for topic in training().topics))
    scheme = schemes.get(PARTIAL)
    finding = next(one for one in scheme.findings(replace(ready(PARTIAL), trainings=(narrow,))) if one.requirement.key == "required_topics")

    assert (finding.state, "EAC broad knowledge gap" in finding.sentence, "detention" in finding.sentence) == ("missing", True, True)


def test_full_asked_without_litigation_skills() -> None:
    assert found(without(ready(FULL), "advocacy_training", "writing_sample"), FULL) == {"litigation_skills": "missing"}


def test_two_letters_of_one_writer_count_once() -> None:
    dossier = ready(PARTIAL)
    same = tuple(replace(item, writer=" rosa  DIAZ ") if item.kind == "recommendation_letter" else item for item in dossier.evidence)

    assert found(replace(dossier, evidence=same), PARTIAL) == {"recommendation_letters": "missing"}


def test_no_training_since_the_last_approval() -> None:
    assert found(filed(ready(RENEWAL), last_approved_on=date(2026, 11, 21)), RENEWAL) == {"training_since_approval": "missing"}


def test_a_blank_renewal_frequency_question_although_the_log_has_figures() -> None:
    blank = filed(ready(RENEWAL), frequency_uscis=" ")
    finding = next(one for one in schemes.get(RENEWAL).findings(blank) if one.requirement.key == "frequency_uscis")

    assert (found(blank, RENEWAL), "12 entries" in finding.sentence) == ({"frequency_uscis": "missing"}, True)


@pytest.mark.parametrize(("as_of", "state"), [(date(2027, 3, 1), "warning"), (date(2027, 3, 2), "missing")])
def test_a_renewal_that_was_not_received_by_the_expiry_date(as_of: date, state: str) -> None:
    dossier = replace(filed(ready(RENEWAL), dates={"sent": date(2027, 2, 27)}), as_of=as_of)

    assert found(dossier, RENEWAL)["received_by_expiry"] == state


def test_an_officer_whose_appointment_was_not_reported() -> None:
    changed = organization(officer=Officer(name="Nora Hill", title="Director", since=date(2026, 2, 1)))
    reported = organization(officer=Officer(name="Nora Hill", title="Director", since=date(2026, 2, 1), reported_on=date(2026, 2, 3)))

    assert found(replace(ready(PARTIAL), organization=changed), PARTIAL) == {"officer": "warning"}
    assert found(replace(ready(PARTIAL), organization=reported), PARTIAL) == {}


@pytest.mark.parametrize("street", ["PO Box 12", "P.O. Box 12", "p o box 7"])
def test_a_po_box_as_address(street: str) -> None:
    with pytest.raises(ValidationError, match="street address"):
        refuse_po_box(street)


def test_no_technical_support_matters_for_partial_only_organizations() -> None:
    bare = without(ready(PARTIAL), "technical_support_letter")

    assert found(bare, PARTIAL) == {"technical_support": "missing"}
    assert found(replace(bare, organization=organization(partial_only=False)), PARTIAL) == {}


def test_a_student_called_a_law_student() -> None:
    assert found(filed(ready(PARTIAL), role_title="Law student intern"), PARTIAL) == {"role": "missing"}


def test_a_certificate_that_cannot_be_verified_is_missing_or_marked_as_none() -> None:
    unverifiable, marked = outside(certificate_status=""), outside(certificate_status="", is_without_certificate=True)

    assert found(replace(ready(PARTIAL), trainings=(training(), unverifiable)), PARTIAL) == {"training_proof": "missing"}
    assert found(replace(ready(PARTIAL), trainings=(training(), marked)), PARTIAL) == {"training_proof": "warning"}


def test_a_certificate_in_a_name_that_is_not_on_record() -> None:
    assert found(replace(ready(PARTIAL), trainings=(training(certificate_name="A. Smith"),)), PARTIAL) == {"name_note": "warning"}


@pytest.mark.parametrize(("dated", "state"), [(date(2026, 5, 29), None), (date(2026, 5, 28), "warning")])
def test_a_background_check_older_than_six_months_is_warned_of(dated: date, state: str | None) -> None:
    dossier = ready(PARTIAL)
    checked = tuple(replace(item, dated=dated) if item.kind == "background_check" else item for item in dossier.evidence)

    assert found(replace(dossier, evidence=checked), PARTIAL).get("background_check") == state


def test_practice_that_waits_for_the_attorney_is_the_attorney_s_to_do() -> None:
    waiting = replace(ready(PARTIAL), practice=Practice(unconfirmed_minutes=60))
    finding = next(one for one in schemes.get(PARTIAL).findings(waiting) if one.requirement.key == "practice_summary")

    assert (finding.state, finding.who) == ("warning", "attorney")
