"""The steps of an application: worked paths, each guard at its limit, and a machine that finds no path around them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accreditation.policies.application_facts import Standing, Step
from accreditation.policies.application_guards import Refused, latest_expiry, reconsideration_ends
from accreditation.policies.application_states import (
    ACCREDITED,
    AFTER_FILING,
    GRANTED,
    MOVES,
    OFFICER,
    STATES,
    STORED,
    SYSTEM,
    moves_for,
    shown_state,
    take,
)
from accreditation.policies.step_words import STEP_WORDS

TODAY = date(2026, 11, 28)
LONG_AGO = {"signed_rep": date(2023, 3, 1), "signed_ao": date(2023, 3, 1), "served": date(2023, 3, 2), "sent": date(2023, 3, 2)}
FILED = {"signed_rep": date(2026, 3, 1), "signed_ao": date(2026, 3, 1), "served": date(2026, 3, 2), "sent": date(2026, 3, 2)}


def stood(state: str, scheme: str = "doj-partial-initial", **facts: Any) -> Standing:
    return Standing(scheme=scheme, state=state, **facts)


def moved(standing: Standing, key: str, role: str = OFFICER, today: date = TODAY, level: str = "", **dates: date) -> Standing:
    return take(standing, key, Step(dates=dates, granted_level=level, has_proof=True, has_note=True), today, role=role)


def refusal(standing: Standing, key: str, role: str = OFFICER, today: date = TODAY, level: str = "", **dates: date) -> str:
    with pytest.raises(Refused) as refused:
        moved(standing, key, role, today, level, **dates)
    return refused.value.code


class TestTheData:
    def test_every_move_leads_from_and_to_a_stored_state(self) -> None:
        for move in MOVES.values():
            assert set(move.sources) <= set(STORED), move.key
            assert move.target in ("", *STORED), move.key

    def test_every_stored_state_can_be_left_or_is_an_end(self) -> None:
        ends = {key for key in STORED if not any(key in move.sources and move.target not in ("", key) for move in MOVES.values()) and key != "filed"}
        assert ends == {"renewed", "terminated", "closed", "withdrawn"}

    def test_every_step_has_its_words_once_taken(self) -> None:
        assert set(STEP_WORDS) == set(MOVES)

    def test_the_law_lets_nobody_represent_before_an_approval(self) -> None:
        assert {key for key, state in STATES.items() if state.may_represent} == set(ACCREDITED)

    def test_legal_moves_name_their_source_and_mark(self) -> None:
        assert all(move.source and move.mark in ("A", "B", "C", "D", "house") for move in MOVES.values())


class TestFiling:
    def test_it_needs_signatures_service_proof_and_a_review(self) -> None:
        ready = stood("ready_for_ao", reviewed=True)

        filed = moved(ready, "file", **FILED)

        assert (filed.state, filed.dates) == ("filed", FILED)
        for name in FILED:
            assert refusal(ready, "file", **{key: day for key, day in FILED.items() if key != name}) == "date_missing"
        assert refusal(stood("ready_for_ao"), "file", **FILED) == "not_reviewed"
        assert refusal(stood("ready_for_ao", reviewed=True, may_file=False), "file", **FILED) == "not_recognized"
        with pytest.raises(Refused, match="proves"):
            take(ready, "file", Step(dates=FILED), TODAY, role=OFFICER)

    def test_only_an_officer_files(self) -> None:
        assert refusal(stood("ready_for_ao", reviewed=True), "file", role="coordinator", **FILED) == "not_yours"

    def test_nothing_is_sent_before_it_is_signed_or_tomorrow(self) -> None:
        ready = stood("ready_for_ao", reviewed=True)

        assert refusal(ready, "file", **{**FILED, "signed_ao": date(2026, 3, 3)}) == "out_of_order"
        assert refusal(ready, "file", **{**FILED, "sent": TODAY + timedelta(days=1)}) == "in_future"

    def test_returned_packets_are_reviewed_again(self) -> None:
        returned = moved(stood("ready_for_ao", reviewed=True), "return")

        assert (returned.state, returned.reviewed) == ("assembling", False)

    def test_usicis_window_is_shown_for_thirty_days_from_service(self) -> None:
        filed = stood("filed", dates=FILED)

        assert shown_state(filed, date(2026, 4, 1)).key == "uscis_window"
        assert shown_state(filed, date(2026, 4, 2)).key == "filed"
        assert refusal(filed, "uscis_window_over", SYSTEM, date(2026, 4, 1)) == "too_early"
        assert moved(filed, "uscis_window_over", SYSTEM, date(2026, 4, 2)).state == "eoir_review"


class TestApproval:
    REVIEW = stood("eoir_review", scheme="doj-full-initial", requested_level="full", dates=FILED)
    DATES = {"decision": date(2026, 9, 1), "approval_effective": date(2026, 9, 1), "expires_printed": date(2029, 8, 31)}

    def test_a_lower_level_than_asked_has_a_state_of_its_own(self) -> None:
        assert moved(self.REVIEW, "approve", level="partial", **self.DATES).state == "approved_lower"
        assert moved(self.REVIEW, "approve", level="full", **self.DATES).state == "approved_full"

    def test_no_higher_level_than_asked(self) -> None:
        assert refusal(stood("eoir_review", dates=FILED), "approve", level="full", **self.DATES) == "level_too_high"
        assert refusal(self.REVIEW, "approve", **self.DATES) == "level_missing"

    def test_no_level_is_granted_by_another_step(self) -> None:
        assert refusal(stood("assembling"), "check_done", "coordinator", level="full") == "level_elsewhere"

    @pytest.mark.parametrize(("approved", "last"), [(date(2026, 9, 1), date(2029, 9, 1)), (date(2028, 2, 29), date(2031, 3, 1))])
    def test_three_years_at_most(self, approved: date, last: date) -> None:
        assert latest_expiry(approved) == last

    def test_a_printed_date_beyond_three_years_is_refused(self) -> None:
        assert refusal(self.REVIEW, "approve", level="full", **{**self.DATES, "expires_printed": date(2029, 9, 2)}) == "too_long"

    def test_the_notice_of_an_earlier_refusal_does_not_stand_in_the_way(self) -> None:
        again = stood("reconsideration", dates={**FILED, "decision": date(2026, 5, 1), "notice_received": date(2026, 5, 4)})

        assert "notice_received" not in moved(again, "approve", level="partial", **self.DATES).dates


class TestRefusal:
    def disapproved(self, scheme: str = "doj-partial-initial") -> Standing:
        return stood("disapproved", scheme, dates={**FILED, "decision": date(2026, 10, 1)})

    def test_the_thirtieth_day_is_in_time_and_the_next_is_not(self) -> None:
        assert moved(self.disapproved(), "reconsider", reconsideration_sent=date(2026, 10, 31)).state == "reconsideration"
        assert refusal(self.disapproved(), "reconsider", reconsideration_sent=date(2026, 11, 1)) == "too_late"
        with pytest.raises(Refused, match=r"The last day to ask for reconsideration was Oct 31, 2026\."):
            moved(self.disapproved(), "reconsider", reconsideration_sent=date(2026, 11, 1))

    def test_it_cannot_be_asked_before_the_decision(self) -> None:
        assert refusal(self.disapproved(), "reconsider", reconsideration_sent=date(2026, 9, 30)) == "out_of_order"

    def test_eoir_may_extend_a_first_request(self) -> None:
        extended = moved(self.disapproved(), "extend_reconsideration", reconsideration_extended_to=date(2026, 11, 20))

        assert moved(extended, "reconsider", reconsideration_sent=date(2026, 11, 20)).state == "reconsideration"
        assert refusal(extended, "reconsider", reconsideration_sent=date(2026, 11, 21)) == "too_late"

    @pytest.mark.parametrize("scheme", ["doj-renewal-partial", "doj-renewal-full"])
    def test_nobody_extends_a_renewal(self, scheme: str) -> None:
        assert refusal(self.disapproved(scheme), "extend_reconsideration", reconsideration_extended_to=date(2026, 11, 20)) == "never_extended"
        assert reconsideration_ends(
            stood("disapproved", scheme, dates={"decision": date(2026, 10, 1), "reconsideration_extended_to": date(2027, 1, 1)})
        ) == date(2026, 10, 31)

    def test_the_director_is_asked_within_ten_days_of_a_denial(self) -> None:
        denied = moved(
            moved(self.disapproved(), "reconsider", reconsideration_sent=date(2026, 10, 20)), "deny_reconsideration", reconsideration_denied=date(2026, 11, 10)
        )

        assert refusal(self.disapproved(), "director_request", director_request=date(2026, 10, 2)) == "no_denial"
        assert moved(denied, "director_request", director_request=date(2026, 11, 20)).state == "director_review"
        assert refusal(denied, "director_request", director_request=date(2026, 11, 21)) == "too_late"
        assert refusal(denied, "reconsider", reconsideration_sent=date(2026, 10, 25)) == "denied_already"


class TestRenewal:
    APPROVED = stood(
        "renewal_due",
        granted_level="partial",
        dates={**LONG_AGO, "decision": date(2024, 1, 1), "approval_effective": date(2024, 1, 1), "expires_printed": date(2026, 12, 1)},
    )

    def received(self, day: date | None) -> Standing:
        return replace(self.APPROVED, renewal_received=day)

    def test_received_on_the_last_day_keeps_it_valid(self) -> None:
        assert moved(self.received(date(2026, 12, 1)), "renewal_received", SYSTEM, date(2026, 12, 5)).state == "renewal_pending"
        assert refusal(self.received(date(2026, 12, 1)), "lapse", SYSTEM, date(2027, 3, 1)) == "received"

    def test_received_a_day_later_does_not(self) -> None:
        assert refusal(self.received(date(2026, 12, 2)), "renewal_received", SYSTEM, date(2026, 12, 5)) == "not_received"
        assert moved(self.received(date(2026, 12, 2)), "lapse", SYSTEM, date(2026, 12, 2)).state == "lapsed"

    def test_it_does_not_lapse_on_its_last_day(self) -> None:
        assert refusal(self.received(None), "lapse", SYSTEM, date(2026, 12, 1)) == "too_early"

    def test_a_receipt_found_later_brings_it_back(self) -> None:
        lapsed = replace(self.received(date(2026, 11, 30)), state="lapsed")

        assert moved(lapsed, "renewal_received", SYSTEM, date(2027, 1, 5)).state == "renewal_pending"

    def test_the_second_answer_follows_the_second_letter(self) -> None:
        asked = stood("eoir_review", dates={**FILED, "info_request": date(2026, 4, 1), "info_due": date(2026, 5, 1), "info_answered": date(2026, 4, 20)})

        again = moved(asked, "info_request", info_request=date(2026, 6, 1), info_due=date(2027, 1, 1))

        assert "info_answered" not in again.dates
        assert refusal(again, "info_answer", info_answered=date(2026, 5, 30)) == "out_of_order"

    def test_a_wrong_date_is_corrected_but_not_into_nonsense(self) -> None:
        corrected = moved(self.APPROVED, "correct_dates", expires_printed=date(2026, 12, 31))

        assert corrected.dates["expires_printed"] == date(2026, 12, 31)
        assert refusal(self.APPROVED, "correct_dates", expires_printed=date(2027, 6, 1)) == "too_long"
        assert refusal(self.APPROVED, "correct_dates", sent=date(2023, 2, 1)) == "out_of_order"
        assert refusal(self.APPROVED, "correct_dates", info_due=date(2026, 2, 1)) == "date_foreign"


START = date(2024, 1, 1)
near = st.integers(min_value=-3, max_value=45)


class AnyPath(RuleBasedStateMachine):
    """Tries every step as anybody, with dates near today, for years; what was recorded must always be true of the law."""

    @initialize(scheme=st.sampled_from(["doj-partial-initial", "doj-full-initial", "doj-renewal-partial"]))
    def begin(self, scheme: str) -> None:
        self.today = START
        level = "full" if scheme == "doj-full-initial" else "partial"
        self.standing = Standing(scheme=scheme, state="assembling", requested_level=level)
        self.approved_by: list[str] = []

    @rule(days=st.sampled_from([0, 1, 10, 30, 31, 200, 700]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def officer_reviews(self) -> None:
        if self.standing.state == "ready_for_ao":
            self.standing = replace(self.standing, reviewed=True)

    @rule(day=near)
    def renewal_arrives(self, day: int) -> None:
        if self.standing.state in ACCREDITED and self.standing.renewal_received is None:
            self.standing = replace(self.standing, renewal_received=self.today - timedelta(days=max(day, 0)))

    @rule(data=st.data(), role=st.sampled_from(["student", "coordinator", "officer", "officer", "system"]))
    def somebody_records(self, data: st.DataObject, role: str) -> None:
        choices = moves_for(self.standing, role)
        if not choices:
            return
        move = data.draw(st.sampled_from(choices))
        names = [*move.dates, *(name for name in move.optional if data.draw(st.booleans()))]
        dates = {name: self.today - timedelta(days=data.draw(near)) for name in names}
        if "expires_printed" in dates:
            dates["expires_printed"] = self.today + timedelta(days=data.draw(st.integers(0, 1200)))
        level = data.draw(st.sampled_from(["", "partial", "full"])) if move.key == "approve" else ""
        step = Step(dates=dates, granted_level=level, has_proof=data.draw(st.integers(0, 9)) > 0, has_note=data.draw(st.integers(0, 9)) > 0)
        before = self.standing
        try:
            self.standing = take(before, move.key, step, self.today, role=role)
        except Refused:
            return
        if before.granted_level != self.standing.granted_level:
            self.approved_by.append(move.key)
        if move.key == "lapse":
            expires = before.dates["expires_printed"]
            assert self.today > expires
            assert before.renewal_received is None or before.renewal_received > expires
        if self.standing.state == "renewal_pending":
            assert before.renewal_received is not None
            assert before.renewal_received <= before.dates["expires_printed"]
        if move.key == "reconsider":
            assert self.standing.dates["reconsideration_sent"] <= reconsideration_ends(before)

    @invariant()
    def filed_means_signed_and_served(self) -> None:
        if self.standing.state in AFTER_FILING:
            dates = self.standing.dates
            assert {"signed_rep", "signed_ao", "served", "sent"} <= dates.keys()
            assert max(dates["signed_rep"], dates["signed_ao"]) <= min(dates["served"], dates["sent"])

    @invariant()
    def a_level_comes_from_an_approval(self) -> None:
        assert (self.standing.granted_level != "") == (self.standing.state in GRANTED)
        assert set(self.approved_by) <= {"approve"}
        assert not (self.standing.granted_level == "full" and self.standing.requested_level == "partial")

    @invariant()
    def only_dates_that_may_lie_ahead_do(self) -> None:
        ahead = {name for name, day in self.standing.dates.items() if day > self.today}
        assert ahead <= {"expires_printed", "info_due", "uscis_more_time_until", "reconsideration_extended_to"}

    @invariant()
    def received_never_before_sent(self) -> None:
        dates = self.standing.dates
        assert "received" not in dates or dates["sent"] <= dates["received"]


AnyPath.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyPath = AnyPath.TestCase
