"""Worked candidates for every scheme: ready, nearly, not. The findings are said exactly."""

from dataclasses import replace
from datetime import date

import pytest

from accreditation.dossier import Practice
from accreditation.packet_parts import packet_parts
from accreditation.requirements import ACTORS, BASES, requirements
from accreditation.schemes import Scheme, schemes
from tests.factories.dossiers import filed, open_findings, outside, ready, training, without

KEYS = ("doj-partial-initial", "doj-full-initial", "doj-partial-to-full", "doj-renewal-partial", "doj-renewal-full")
NEARLY = {  # what each lacks, and what is found then
    "doj-partial-initial": {"role_letter": "missing"},
    "doj-full-initial": {"role_letter": "missing", "litigation_skills": "warning"},
    "doj-partial-to-full": {"role_letter": "missing", "litigation_skills": "warning"},
    "doj-renewal-partial": {"role_letter": "missing"},
    "doj-renewal-full": {"role_letter": "missing", "litigation_skills": "warning"},
}
COMMON = {
    "form_edition": "missing", "not_attorney": "missing", "prior_applications": "missing", "signatures": "missing", "proof_of_service": "missing",
    "recipients": "missing", "recognition_notice": "missing", "officer": "missing", "role_letter": "missing", "role": "missing", "graduation": "warning",
    "resume": "missing", "practice_summary": "warning", "recommendation_letters": "missing", "character_letter": "missing", "background_check": "missing",
    "technical_support": "missing",
}  # fmt: skip
FIRST = {"completion": "missing", "required_topics": "missing", "fundamentals_course": "missing"}
AGAIN = {"last_approval": "missing", "training_since_approval": "missing"}
RENEWAL = {**AGAIN, "received_by_expiry": "missing", "frequency_uscis": "missing"}
NOTHING = {
    "doj-partial-initial": FIRST,
    "doj-full-initial": {**FIRST, "litigation_skills": "missing"},
    "doj-partial-to-full": {**AGAIN, "required_topics": "missing", "fundamentals_course": "missing", "litigation_skills": "missing"},
    "doj-renewal-partial": RENEWAL,
    "doj-renewal-full": {**RENEWAL, "frequency_eoir": "missing", "litigation_skills": "missing"},
}


@pytest.fixture(params=KEYS)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return schemes.get(request.param)


def test_there_are_five_schemes() -> None:
    assert tuple(scheme.key for scheme in schemes) == KEYS


def test_whoever_has_everything_is_ready(scheme: Scheme) -> None:
    assert open_findings(ready(scheme.key), scheme) == {}


def test_whoever_lacks_one_letter_and_a_writing_sample_is_nearly_ready(scheme: Scheme) -> None:
    nearly = without(ready(scheme.key), "role_letter", "writing_sample")

    assert open_findings(nearly, scheme) == NEARLY[scheme.key]


def test_whoever_has_nothing_is_told_everything(scheme: Scheme) -> None:
    empty = ready(scheme.key)
    bare = replace(empty, organization=None, trainings=(), evidence=(), filing=None, practice=Practice(), worksheet=replace(empty.worksheet, confirmed=False))

    assert open_findings(bare, scheme) == COMMON | NOTHING[scheme.key]


def test_what_is_open_says_the_next_step_and_who_takes_it_and_what_is_met_says_neither(scheme: Scheme) -> None:
    empty = ready(scheme.key)
    dossiers = [empty, replace(empty, organization=None, trainings=(), evidence=(), filing=None, practice=Practice())]

    for finding in [finding for dossier in dossiers for finding in scheme.findings(dossier)]:
        is_open = finding.state != "met"
        assert (bool(finding.next_step), finding.who in ACTORS, finding.sentence.endswith(".")) == (is_open, is_open, True), finding


def test_a_renewal_looks_at_training_since_the_last_approval_only() -> None:
    renewal = schemes.get("doj-renewal-partial")
    old = replace(ready(renewal.key), trainings=(training(first_date=date(2023, 1, 5), last_date=date(2023, 4, 1)),))

    assert open_findings(old, renewal) == {"training_since_approval": "missing"}


def test_the_course_on_the_fundamentals_may_be_an_outside_one() -> None:
    initial = schemes.get("doj-partial-initial")
    elsewhere = outside(title="40-hour course", is_fundamentals=True, first_date=date(2026, 1, 5), last_date=date(2026, 2, 5))
    dossier = replace(ready(initial.key), trainings=(training(certificate_status="", is_fundamentals=False, is_without_certificate=True), elsewhere))

    found = open_findings(dossier, initial)

    assert found == {"training_proof": "warning"}


def test_everything_filed_by_each_scheme_exists(scheme: Scheme) -> None:
    letters = [tab.letter for tab in scheme.tabs if tab.letter]

    assert all(key in {part.key for part in packet_parts} for key in scheme.parts)
    assert all(packet_parts.get(key).tab == tab.letter for tab in scheme.tabs for key in tab.parts)
    assert letters == sorted(set(letters))
    assert ("K" in letters, "H" in letters) == (scheme.level == "full", scheme.kind != "renewal")


def test_every_requirement_has_a_source_a_mark_and_a_basis_and_is_used_by_a_scheme() -> None:
    used = {key for scheme in schemes for key in scheme.requirements}

    assert used == {requirement.key for requirement in requirements}
    assert all(requirement.source and requirement.mark in "ABCD" and requirement.basis in BASES for requirement in requirements)


def test_what_is_ours_never_says_it_is_the_government_s() -> None:
    ours = {requirement.key for requirement in requirements if requirement.basis in ("house_rule", "program_rule")}

    assert ours == {"name_note", "graduation", "letter_ages", "completion"}


def test_a_renewal_not_received_by_expiry_is_not_ready_and_one_day_matters() -> None:
    renewal = schemes.get("doj-renewal-partial")
    late = filed(ready(renewal.key), dates={"graduation_expected": date(2028, 5, 20), "received": date(2027, 3, 2)})
    in_time = filed(ready(renewal.key), dates={"graduation_expected": date(2028, 5, 20), "received": date(2027, 3, 1)})

    assert (open_findings(late, renewal), open_findings(in_time, renewal)) == ({"received_by_expiry": "missing"}, {})
