"""What must hold before a step of an application is recorded. Each guard is silent or raises ``Refused`` with a sentence."""

from datetime import date, timedelta

from accreditation.policies.application_facts import FULL, PARTIAL, Standing, Step
from accreditation.policies.days import add_months, add_years
from lms.core.wording import day as said

RECONSIDERATION_DAYS, DIRECTOR_DAYS, USCIS_DAYS = 30, 10, 30
RENEWAL_YEAR_DAYS = 365
ACCREDITATION_YEARS = 3

DATE_NAMES = {
    "signed_rep": "the date the candidate signed", "signed_ao": "the date the authorized officer signed", "served": "the date of service on USCIS",
    "sent": "the date it was sent to EOIR", "received": "the date EOIR received it", "uscis_response": "the date of USCIS’ recommendation",
    "uscis_more_time_until": "the day until which USCIS has time", "uscis_adverse_served": "the date USCIS’ letter was served",
    "uscis_adverse_answered": "the date the answer to USCIS was sent", "info_request": "the date of the letter", "info_due": "the date the answer is due",
    "info_answered": "the date the answer was sent", "decision": "the date of the decision", "notice_received": "the date the notice arrived",
    "approval_effective": "the date the approval takes effect", "expires_printed": "the expiry date printed by EOIR",
    "reconsideration_extended_to": "the day until which EOIR gave time", "reconsideration_sent": "the date the request to reconsider was sent",
    "reconsideration_denied": "the date reconsideration was denied", "director_request": "the date the Director was asked, or took it up",
    "director_decision": "the date of the Director’s decision", "terminated_effective": "the date it ended", "left_org": "the date the person left",
    "reported_to_eoir": "the date EOIR was told",
}  # fmt: skip
# each pair: the first is never later than the second
ORDER = (
    ("signed_rep", "served"), ("signed_rep", "sent"), ("signed_ao", "served"), ("signed_ao", "sent"), ("sent", "received"),
    ("served", "uscis_response"), ("served", "uscis_more_time_until"), ("served", "uscis_adverse_served"), ("uscis_adverse_served", "uscis_adverse_answered"),
    ("sent", "info_request"), ("info_request", "info_due"), ("info_request", "info_answered"), ("sent", "decision"), ("received", "decision"),
    ("decision", "notice_received"), ("approval_effective", "expires_printed"), ("reconsideration_sent", "reconsideration_denied"),
    ("reconsideration_denied", "director_request"), ("director_request", "director_decision"), ("approval_effective", "terminated_effective"),
)  # fmt: skip
# a new letter or decision makes the answer to the one before it history
RESETS = {"decision": ("notice_received",), "info_request": ("info_answered",), "uscis_adverse_served": ("uscis_adverse_answered",)}


class Refused(Exception):
    """A step that may not be recorded, with a sentence a person can act on and a stable ``code``."""

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def said_date(name: str) -> str:
    return DATE_NAMES.get(name, name)


def refuse_order(dates: dict[str, date]) -> None:
    """Raise ``Refused`` where a date lies before one that it follows."""
    for first, second in ORDER:
        if first in dates and second in dates and dates[first] > dates[second]:
            raise Refused(
                f"{said_date(second).capitalize()} ({said(dates[second])}) lies before {said_date(first)} ({said(dates[first])}).", code="out_of_order"
            )


def merged(dates: dict[str, date], new: dict[str, date], *, resets: bool = True) -> dict[str, date]:
    """``dates`` after ``new``, without those that the new ones make history."""
    dropped = {late for name in new for late in RESETS.get(name, ())} if resets else set()
    return {name: day for name, day in dates.items() if name not in dropped} | new


def uscis_window_ends(dates: dict[str, date]) -> date:
    """The last day on which USCIS’ recommendation is awaited: 30 days from service, or as USCIS asked (8 CFR 1292.13, mark C)."""
    return max(dates["served"] + timedelta(days=USCIS_DAYS), dates.get("uscis_more_time_until", date.min))


def reconsideration_ends(standing: Standing) -> date:
    """The last day to ask for reconsideration: 30 days from the decision, weekends included; later only where EOIR extended an initial request."""
    last = standing.dates["decision"] + timedelta(days=RECONSIDERATION_DAYS)
    extended = standing.dates.get("reconsideration_extended_to", date.min)
    return last if standing.is_renewal else max(last, extended)


def director_ends(dates: dict[str, date]) -> date:
    return dates["reconsideration_denied"] + timedelta(days=DIRECTOR_DAYS)


def latest_expiry(approved: date) -> date:
    """The last day an approval can reach: three years on (8 CFR 1292.12(d)); for Feb 29 the day after Feb 28, so that no true date is refused."""
    end = add_years(approved, ACCREDITATION_YEARS)
    return end + timedelta(days=1) if (approved.month, approved.day) == (2, 29) else end


def was_reviewed(standing: Standing, step: Step, today: date) -> None:
    if not standing.reviewed:
        raise Refused("The authorized officer has not marked it ready to file. Finish the review first.", code="not_reviewed")


def organization_may_file(standing: Standing, step: Step, today: date) -> None:
    if not standing.may_file:
        raise Refused("Only a recognized organization, or one that applies at the same time, can file (8 CFR 1292.11, 1292.12(a)).", code="not_recognized")


def received_once(standing: Standing, step: Step, today: date) -> None:
    if "received" in standing.dates:
        raise Refused("The receipt is recorded already. If its date is wrong, correct the date.", code="recorded_already")


def uscis_window_is_over(standing: Standing, step: Step, today: date) -> None:
    if today <= (last := uscis_window_ends(standing.dates)):
        raise Refused(f"USCIS may still answer until {said(last)}.", code="too_early")


def adverse_letter_is_there(standing: Standing, step: Step, today: date) -> None:
    if "uscis_adverse_served" not in standing.dates:
        raise Refused("No letter of USCIS against the request is recorded. Record the letter first.", code="no_letter")


def level_fits(standing: Standing, step: Step, today: date) -> None:
    if step.granted_level not in (PARTIAL, FULL):
        raise Refused("Say which level was granted: partial or full.", code="level_missing")
    if step.granted_level == FULL and standing.requested_level != FULL:
        raise Refused("Partial accreditation was asked for, so full cannot have been granted. Read the notice again.", code="level_too_high")


def expiry_fits(standing: Standing, step: Step, today: date) -> None:
    last = latest_expiry(step.dates["approval_effective"])
    if step.dates["expires_printed"] > last:
        raise Refused(f"Accreditation lasts three years at most, here until {said(last)} (8 CFR 1292.12(d)). Read the printed date again.", code="too_long")


def may_be_extended(standing: Standing, step: Step, today: date) -> None:
    if standing.is_renewal:
        raise Refused("The 30 days after a refused renewal are mandatory and cannot be extended (8 CFR 1292.16(f)).", code="never_extended")
    if "reconsideration_denied" in standing.dates:
        raise Refused("Reconsideration was denied already.", code="denied_already")
    if step.dates["reconsideration_extended_to"] <= (last := reconsideration_ends(standing)):
        raise Refused(f"EOIR gives more time than the request has now, which is until {said(last)}. Read the letter again.", code="out_of_order")


def reconsideration_in_time(standing: Standing, step: Step, today: date) -> None:
    if "reconsideration_denied" in standing.dates:
        raise Refused("Reconsideration was denied already. The Director may be asked within 10 days (8 CFR 1292.18(a)(1)).", code="denied_already")
    if step.dates["reconsideration_sent"] < standing.dates["decision"]:
        raise Refused(f"The request cannot have been sent before the decision of {said(standing.dates['decision'])}.", code="out_of_order")
    if step.dates["reconsideration_sent"] > (last := reconsideration_ends(standing)):
        law = (
            "These 30 days are mandatory (8 CFR 1292.16(f))"
            if standing.is_renewal
            else "Only EOIR can extend them, and no extension is recorded (8 CFR 1292.13(e))"
        )
        raise Refused(f"The last day to ask for reconsideration was {said(last)}. {law}.", code="too_late")


def director_in_time(standing: Standing, step: Step, today: date) -> None:
    if "reconsideration_denied" not in standing.dates:
        raise Refused("The Director reviews a denied reconsideration. Record the denial first (8 CFR 1292.18(a)).", code="no_denial")
    if step.dates["director_request"] > (last := director_ends(standing.dates)):
        raise Refused(f"The last day to ask the Director was {said(last)}, 10 days after the denial (8 CFR 1292.18(a)(1)).", code="too_late")


def renewal_year_began(standing: Standing, step: Step, today: date) -> None:
    if today < standing.dates["expires_printed"] - timedelta(days=RENEWAL_YEAR_DAYS):
        raise Refused("The last year of the accreditation has not begun.", code="too_early")


def renewal_was_received_in_time(standing: Standing, step: Step, today: date) -> None:
    if standing.renewal_received is None or standing.renewal_received > standing.dates["expires_printed"]:
        raise Refused(f"No renewal was received on or before {said(standing.dates['expires_printed'])} (8 CFR 1292.16(b)).", code="not_received")


def expired_with_nothing_received(standing: Standing, step: Step, today: date) -> None:
    expires = standing.dates["expires_printed"]
    if today <= expires:
        raise Refused(f"It is valid through {said(expires)}.", code="too_early")
    if standing.renewal_received is not None and standing.renewal_received <= expires:
        raise Refused("A renewal was received in time, so it stays valid while that is pending.", code="received")


def renewal_is_gone(standing: Standing, step: Step, today: date) -> None:
    if standing.renewal_received is not None and standing.renewal_received <= standing.dates["expires_printed"]:
        raise Refused("A renewal that was received in time is still pending.", code="received")


def is_valid_still(standing: Standing, step: Step, today: date) -> None:
    if today > standing.dates["expires_printed"]:
        raise Refused(f"It expired on {said(standing.dates['expires_printed'])}.", code="too_late")


def known_dates_only(standing: Standing, step: Step, today: date) -> None:
    """A correction changes what was recorded; it neither adds a date nor makes a filed step untrue."""
    if not step.dates:
        raise Refused("Name the date that is wrong and what it should be.", code="date_missing")
    if unknown := sorted(set(step.dates) - set(standing.dates)):
        raise Refused(f"{said_date(unknown[0]).capitalize()} is not recorded yet, so it cannot be corrected.", code="date_foreign")
    dates = {**standing.dates, **step.dates}
    if "expires_printed" in dates and dates["expires_printed"] > latest_expiry(dates["approval_effective"]):
        raise Refused("Accreditation lasts three years at most (8 CFR 1292.12(d)).", code="too_long")
    corrected = Standing(scheme=standing.scheme, dates=dates)
    if "reconsideration_sent" in dates and dates["reconsideration_sent"] > reconsideration_ends(corrected):
        raise Refused(f"With this date the request came after its last day, {said(reconsideration_ends(corrected))}.", code="too_late")
    if "director_request" in dates and dates["director_request"] > director_ends(dates):
        raise Refused(f"With this date the Director was asked after the last day, {said(director_ends(dates))}.", code="too_late")


def fundamentals_age(ended: date, months: int) -> date:
    """The day on which a course that ended on ``ended`` is ``months`` old."""
    return add_months(ended, months)
