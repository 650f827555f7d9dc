"""How long documents are kept: rules, examples by hand, and what holds for every rule and every life."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.retention import CHECKS, LETTERS, ORGANIZATION, ORIGINALS, TRAINING, Life, Retention, may_go_on, months_later
from accreditation.queries.retention import _why

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
RULES = st.sampled_from([LETTERS, TRAINING, ORIGINALS, CHECKS, ORGANIZATION])
MAYBE = st.none() | DAYS
LIVES = st.builds(Life, last_activity=DAYS, filed=st.booleans(), decided_on=MAYBE, status_ends_on=MAYBE, has_status=st.booleans())


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 3), 12, date(2027, 3, 3)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("rule", "life", "first"),
    [
        (LETTERS, Life(last_activity=date(2026, 1, 1), filed=True, decided_on=date(2026, 3, 3)), date(2027, 3, 4)),
        (CHECKS, Life(last_activity=date(2026, 1, 1), filed=True, decided_on=date(2026, 3, 3)), date(2026, 6, 2)),
        (LETTERS, Life(last_activity=date(2026, 5, 31)), date(2028, 6, 1)),
        (LETTERS, Life(last_activity=date(2026, 5, 31), filed=True), None),
        (ORIGINALS, Life(last_activity=date(2026, 1, 1), filed=True, decided_on=date(2026, 3, 3), has_status=True), None),
        (
            ORIGINALS,
            Life(last_activity=date(2026, 1, 1), filed=True, decided_on=date(2026, 3, 3), status_ends_on=date(2029, 3, 3), has_status=True),
            date(2035, 3, 4),
        ),
        (ORIGINALS, Life(last_activity=date(2026, 1, 1), filed=True, decided_on=date(2026, 3, 3)), date(2032, 3, 4)),
        (ORGANIZATION, Life(last_activity=date(2026, 1, 1)), None),
    ],
)
def test_examples_by_hand(rule: Retention, life: Life, first: date | None) -> None:
    assert may_go_on(rule, life, closed_on=None, withdrawn=False) == first


def test_what_a_student_took_back_before_filing_goes_after_thirty_days() -> None:
    life = Life(last_activity=date(2026, 10, 1))

    assert may_go_on(LETTERS, life, closed_on=date(2026, 10, 1), withdrawn=True) == date(2026, 11, 1)


def test_what_was_withdrawn_after_filing_follows_the_rule() -> None:
    life = Life(last_activity=date(2026, 10, 1), filed=True, decided_on=None)

    assert may_go_on(LETTERS, life, closed_on=date(2026, 10, 1), withdrawn=True) is None


def test_an_organizations_document_is_kept_while_it_stands_and_six_years_after() -> None:
    assert may_go_on(ORGANIZATION, Life(last_activity=date(2026, 1, 1)), closed_on=date(2026, 3, 3), withdrawn=False) == date(2032, 3, 4)


@given(rule=RULES, life=LIVES, closed=MAYBE, withdrawn=st.booleans())
def test_nothing_that_waits_for_a_decision_goes(rule: Retention, life: Life, closed: date | None, withdrawn: bool) -> None:
    waiting = replace(life, filed=True, decided_on=None, status_ends_on=None)

    if rule.after != "superseded":
        assert may_go_on(rule, waiting, closed_on=closed, withdrawn=withdrawn) is None


@given(rule=RULES, life=LIVES, closed=MAYBE, withdrawn=st.booleans())
def test_a_day_comes_after_everything_it_counts_from(rule: Retention, life: Life, closed: date | None, withdrawn: bool) -> None:
    first = may_go_on(rule, life, closed_on=closed, withdrawn=withdrawn)

    known = [day for day in (life.last_activity, life.decided_on, life.status_ends_on, closed) if day]
    assert first is None or any(first > day for day in known)


@given(rule=RULES, life=LIVES, closed=MAYBE, withdrawn=st.booleans(), more=st.integers(1, 60))
def test_a_longer_time_never_ends_sooner(rule: Retention, life: Life, closed: date | None, withdrawn: bool, more: int) -> None:
    first = may_go_on(rule, life, closed_on=closed, withdrawn=withdrawn)
    longer = may_go_on(replace(rule, months=rule.months + more), life, closed_on=closed, withdrawn=withdrawn)

    assert (first is None) == (longer is None)
    assert first is None or (longer is not None and longer >= first)


@given(day=DAYS, months=st.integers(0, 600))
def test_months_later_is_that_many_months_later(day: date, months: int) -> None:
    later = months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("resume", "12 months after the decision on the filing"),
        ("background_check", "90 days after the decision on the filing"),
        ("signed_form", "6 years after the accreditation ends"),
        ("recognition_notice", "6 years after it was replaced or withdrawn"),
        ("outside_certificate", "7 years after the accreditation ends"),
    ],
)
def test_rules_say_themselves_in_words(key: str, words: str) -> None:
    assert evidence_kinds.get(key).retention.words == words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("resume", "12 meses después de la decisión sobre la solicitud"),
        ("background_check", "90 días después de la decisión sobre la solicitud"),
        ("signed_form", "6 años después de que termina la acreditación"),
        ("recognition_notice", "6 años después de que se sustituyó o se retiró"),
    ],
)
def test_rules_say_themselves_in_the_language_of_the_page(key: str, words: str) -> None:
    with translation.override("es"):
        assert evidence_kinds.get(key).retention.words == words


def test_why_a_document_was_removed_is_kept_in_english_whoever_looks() -> None:
    life = Life(last_activity=date(2026, 1, 1), filed=True, decided_on=date(2026, 3, 3))

    with translation.override("es"):
        assert "Kept until 12 months after the decision on the filing;" in _why(LETTERS, life, date(2027, 3, 4), withdrawn=False)
