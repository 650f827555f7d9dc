"""Deadlines: which there are in a state, on which day, whose law, and when people are reminded."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accreditation.policies.accreditation_years import years_of
from accreditation.policies.application_facts import Standing
from accreditation.policies.application_guards import latest_expiry
from accreditation.policies.clocks import Deadline, deadlines_of, recognition_deadlines, report_due
from accreditation.policies.days import add_business_days, add_months, add_years

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
FILED = {"signed_rep": date(2026, 3, 1), "signed_ao": date(2026, 3, 1), "served": date(2026, 3, 2), "sent": date(2026, 3, 2)}


def rules(state: str, scheme: str = "doj-partial-initial", **dates: date) -> dict[str, Deadline]:
    return {one.rule: one for one in deadlines_of(Standing(scheme=scheme, state=state, dates={**FILED, **dates}))}


class TestDeadlines:
    def test_reconsideration_of_a_first_request_is_legal_hard_and_extendable(self) -> None:
        one = rules("disapproved", decision=date(2026, 10, 1))["reconsideration"]

        assert (one.on, one.is_legal, one.is_hard, one.is_extendable, one.owner, one.mark) == (date(2026, 10, 31), True, True, True, "officer", "A")

    def test_reconsideration_of_a_renewal_is_never_extended(self) -> None:
        one = rules("disapproved", "doj-renewal-partial", decision=date(2026, 10, 1))["reconsideration"]

        assert (one.is_extendable, one.source) == (False, "8 CFR 1292.16(f)")

    def test_after_a_denial_only_the_director_is_left(self) -> None:
        found = rules("disapproved", decision=date(2026, 8, 1), reconsideration_denied=date(2026, 11, 10))

        assert (list(found), found["director_review"].on) == (["director_review"], date(2026, 11, 20))

    def test_the_date_in_the_letter(self) -> None:
        assert rules("info_requested", info_request=date(2026, 4, 1), info_due=date(2026, 5, 17))["info_answer"].on == date(2026, 5, 17)

    def test_the_renewal_ladder_tells_law_from_house(self) -> None:
        found = rules("approved_partial", approval_effective=date(2026, 9, 1), expires_printed=date(2029, 9, 1))

        assert {key: (one.on, one.is_legal) for key, one in found.items()} == {
            "renewal_draft": (date(2029, 3, 5), False),
            "renewal_target": (date(2029, 7, 3), False),
            "renewal": (date(2029, 9, 1), True),
        }

    def test_a_renewal_that_was_received_has_no_ladder(self) -> None:
        assert rules("renewal_pending", approval_effective=date(2026, 9, 1), expires_printed=date(2029, 9, 1)) == {}

    def test_graduation_and_age_of_the_course(self) -> None:
        found = deadlines_of(Standing(scheme="x", state="assembling"), graduates_on=date(2027, 5, 20), fundamentals_ended=date(2024, 2, 29))

        assert [(one.rule, one.on) for one in found] == [
            ("fundamentals_12", date(2025, 2, 28)), ("fundamentals_24", date(2026, 2, 28)), ("graduation_plan", date(2027, 2, 19)),
        ]  # fmt: skip

    def test_recognition(self) -> None:
        found = recognition_deadlines("conditional", date(2025, 1, 1), date(2027, 1, 1))

        assert [(one.rule, one.on, one.is_legal) for one in found] == [
            ("recognition_target", date(2026, 11, 2), False), ("recognition", date(2027, 1, 1), True),
        ]  # fmt: skip
        assert recognition_deadlines("applying", None, None) == []


class TestReminders:
    def deadline(self) -> Deadline:
        return rules("approved_partial", approval_effective=date(2026, 9, 1), expires_printed=date(2029, 9, 1))["renewal"]

    def test_each_step_begins_on_its_day(self) -> None:
        on = self.deadline().on

        assert self.deadline().step_at(on - timedelta(days=366)) is None
        assert self.deadline().step_at(on - timedelta(days=365)) == 365
        assert self.deadline().step_at(on - timedelta(days=61)) == 90
        assert self.deadline().step_at(on) == 1
        assert self.deadline().step_at(on + timedelta(days=1)) == -1

    @given(st.integers(min_value=-30, max_value=900))
    def test_steps_only_go_down(self, left: int) -> None:
        on = self.deadline().on
        now, later = (self.deadline().step_at(on - timedelta(days=count)) for count in (left, left - 1))

        assert now is None or (later is not None and later <= now)


class TestDays:
    @given(days, st.integers(min_value=1, max_value=30))
    def test_business_days_are_weekdays_and_all_counted(self, start: date, count: int) -> None:
        end = add_business_days(start, count)

        weekdays = [day for offset in range(1, (end - start).days + 1) if (day := start + timedelta(days=offset)).weekday() < 5]
        assert (len(weekdays), end.weekday() < 5) == (count, True)

    @given(days, st.integers(min_value=0, max_value=20))
    def test_years_keep_the_day_or_are_safely_early(self, start: date, years: int) -> None:
        end = add_years(start, years)

        assert end.year == start.year + years
        assert (end.month, end.day) in ((start.month, start.day), (2, 28))

    @given(days, st.integers(min_value=0, max_value=60))
    def test_months_never_run_over(self, start: date, months: int) -> None:
        end = add_months(start, months)

        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
        assert end.day <= start.day

    def test_a_friday_gives_until_the_next_friday(self) -> None:
        assert report_due(date(2026, 11, 27)) == date(2026, 12, 4)

    @given(days)
    def test_the_years_of_an_accreditation_hold_each_day_once(self, approved: date) -> None:
        expires = latest_expiry(approved) - timedelta(days=1)
        years = years_of(approved, expires)

        counted = [first for year in years for first in (year.first + timedelta(days=n) for n in range((year.last - year.first).days + 1))]
        assert counted == [approved + timedelta(days=n) for n in range((expires - approved).days + 1)]
        assert len(years) <= 4
