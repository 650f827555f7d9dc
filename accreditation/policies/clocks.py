"""Every date that somebody has to keep, with its source: what is due, from when it is counted, whether law or the house sets it.

Days are calendar days and the last day counts: a decision of March 1 leaves until March 31. A last day on a weekend is not moved; whether EOIR
would move it is to be confirmed, and the earlier day is safe. Dates are the campus'. Nothing here forecasts what EOIR will do.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from accreditation.policies import application_guards as guards
from accreditation.policies.application_facts import Standing
from accreditation.policies.application_states import ACCREDITED
from accreditation.policies.days import add_business_days, add_months

RENEWAL_STEPS = (365, 270, 180, 120, 90, 60, 30, 14, 7, 1)
SHORT_STEPS = (14, 7, 3, 1, 0)
TARGET_DAYS, DRAFT_DAYS, GRADUATION_PLAN_DAYS = 60, 180, 90
REPORT_BUSINESS_DAYS = 5
FUNDAMENTALS_MONTHS = (12, 24)
ADVERSE_ANSWER_DAYS = 30
HOUSE = "house"


@dataclass(frozen=True)
class Deadline:
    """``on`` is the last day, counted from ``anchor`` (what it is, and its date). ``is_legal`` says who set it; ``is_hard``, that it cannot be caught up.

    ``owner`` is who acts: officer, coordinator or student. ``steps`` are the days before ``on`` at which people are reminded.
    """

    rule: str
    title: str
    on: date
    anchor: str
    anchor_on: date
    is_legal: bool
    is_hard: bool
    is_extendable: bool
    source: str
    mark: str
    owner: str
    sentence: str
    steps: tuple[int, ...] = SHORT_STEPS

    def days_left(self, today: date) -> int:
        """Days until the last day; 0 on it, negative after it."""
        return (self.on - today).days

    def step_at(self, today: date) -> int | None:
        """The step whose reminder is due: the nearest one reached, ``-1`` once the day is over, ``None`` before the first."""
        left = self.days_left(today)
        return -1 if left < 0 else min((step for step in self.steps if step >= left), default=None)


def deadlines_of(standing: Standing, *, graduates_on: date | None = None, fundamentals_ended: date | None = None) -> list[Deadline]:
    """What is still to be kept for one application, soonest first. What is settled is left out."""
    found = [
        *_pending(standing),
        *_refused(standing),
        *_accredited(standing),
        *_graduation(standing, graduates_on),
        *_fundamentals(standing, fundamentals_ended),
    ]
    return sorted(found, key=lambda one: (one.on, not one.is_legal, one.rule))


def _pending(standing: Standing) -> list[Deadline]:
    found, dates = [], standing.dates
    if standing.state == "filed":
        found.append(
            Deadline(
                "uscis_window",
                "USCIS may send its recommendation",
                guards.uscis_window_ends(dates),
                "served on USCIS",
                dates["served"],
                True,
                False,
                True,
                "8 CFR 1292.13",
                "C",
                "officer",
                "After this day the request is with EOIR alone. Silence of USCIS does not block a decision.",
            )
        )
    if standing.state == "info_requested":
        found.append(
            Deadline(
                "info_answer",
                "Answer the request for more",
                dates["info_due"],
                "the letter",
                dates["info_request"],
                True,
                True,
                False,
                "The date in the letter; 8 CFR 1292.13",
                "C",
                "officer",
                "The letter sets this date.",
            )
        )
    if "uscis_adverse_served" in dates and "uscis_adverse_answered" not in dates and standing.state == "eoir_review":
        served = dates["uscis_adverse_served"]
        found.append(
            Deadline(
                "adverse_answer",
                "Answer what USCIS wrote",
                served + timedelta(days=ADVERSE_ANSWER_DAYS),
                "service of the letter",
                served,
                True,
                True,
                False,
                "8 CFR 1292.13",
                "C",
                "officer",
                "The organization may answer adverse material.",
            )
        )
    return found  # fmt: skip


def _refused(standing: Standing) -> list[Deadline]:
    if standing.state != "disapproved":
        return []
    if "reconsideration_denied" in standing.dates:
        denied = standing.dates["reconsideration_denied"]
        return [
            Deadline(
                "director_review",
                "Ask the Director to review",
                guards.director_ends(standing.dates),
                "denial of reconsideration",
                denied,
                True,
                True,
                False,
                "8 CFR 1292.18(a)(1)",
                "A",
                "officer",
                "Ten days from the denial; the Director may also take it up within them.",
            )
        ]
    sentence = (
        "Mandatory: no extension, and no excuse for being late." if standing.is_renewal else "Only EOIR can give more time, and only for a first request."
    )
    source = "8 CFR 1292.16(f)" if standing.is_renewal else "8 CFR 1292.13(e); Matter of Bay Area Legal Services, 27 I&N Dec. 837"
    return [Deadline("reconsideration", "Ask for reconsideration", guards.reconsideration_ends(standing), "the decision", standing.dates["decision"], True,
        True, not standing.is_renewal, source, "A", "officer", sentence)]  # fmt: skip


def _accredited(standing: Standing) -> list[Deadline]:
    if standing.state not in ACCREDITED or standing.state == "renewal_pending":
        return []
    expires = standing.dates["expires_printed"]
    return [
        Deadline("renewal_draft", "Draft the renewal packet", expires - timedelta(days=DRAFT_DAYS), "printed expiry", expires, False, False, True,
            "House practice", HOUSE, "coordinator", "The packet of the renewal is opened by Pathway on this day.", (14, 0)),
        Deadline("renewal_target", "Send the renewal", expires - timedelta(days=TARGET_DAYS), "printed expiry", expires, False, False, True,
            "House practice (the rule before 2017 was 60 days)", HOUSE, "officer",
            "Sixty days before expiry leaves time for the mail and for what is returned."),
        Deadline("renewal", "EOIR must have received the renewal", expires, "printed expiry", expires, True, True, False,
            "8 CFR 1292.16(b); form EOIR-31A instructions", "A", "officer",
            "Received, not posted. If nothing is received by this day, the accreditation ends.", RENEWAL_STEPS),
    ]  # fmt: skip


def _graduation(standing: Standing, graduates_on: date | None) -> list[Deadline]:
    if graduates_on is None or standing.state in ("renewed", "lapsed", "terminated", "closed", "withdrawn"):
        return []
    return [Deadline("graduation_plan", "Agree on what happens after graduation", graduates_on - timedelta(days=GRADUATION_PLAN_DAYS), "expected graduation",
        graduates_on, False, False, True, "House practice; 8 CFR 1292.14(a), 1292.17", HOUSE, "coordinator",
        "Who leaves the organization loses the accreditation. Agree who stays on as employee or volunteer.")]  # fmt: skip


def _fundamentals(standing: Standing, ended: date | None) -> list[Deadline]:
    if ended is None or standing.state not in ("sponsored", "assembling", "ready_for_ao"):
        return []
    return [Deadline(f"fundamentals_{months}", f"The fundamentals course will be {months} months old", add_months(ended, months), "end of the course", ended,
        False, False, True, "House practice; Matter of Central California Legal Services, 26 I&N Dec. 105", "D", "coordinator",
        "EOIR looks for recent training. How recent is not written anywhere; to be confirmed.", (60, 14, 0)) for months in FUNDAMENTALS_MONTHS]  # fmt: skip


def recognition_deadlines(kind: str, granted_on: date | None, expires_on: date | None, *, has_representative: bool = True) -> list[Deadline]:
    """What an organization has to keep for its own recognition, soonest first (8 CFR 1292.11(f), 1292.16)."""
    if kind not in ("conditional", "full", "inactive") or expires_on is None or granted_on is None:
        return []
    steps, law = (
        RENEWAL_STEPS,
        "Recognition has to be renewed by a request that EOIR received by this day. If it ends, so does every accreditation through this organization.",
    )
    return [
        Deadline("recognition_target", "Send the renewal of recognition", expires_on - timedelta(days=TARGET_DAYS), "end of recognition", expires_on, False,
            False, True, "House practice", HOUSE, "officer", "Sixty days before the end leaves time for the mail."),
        Deadline("recognition", "EOIR must have received the renewal of recognition", expires_on, "end of recognition", expires_on, True, True, False,
            "8 CFR 1292.11(f), 1292.16(b)", "A", "officer", law, steps),
    ]  # fmt: skip


def report_due(arose_on: date) -> date:
    """By when the house wants a change reported; the rule itself says “promptly” and no number of days (8 CFR 1292.14(a))."""
    return add_business_days(arose_on, REPORT_BUSINESS_DAYS)
