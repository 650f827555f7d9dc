"""The states of an application and the steps between them, as data (domain reference, 5.1 and 5.2).

    assembling -> ready_for_ao -> filed -> eoir_review -> approved_* -> renewal_due -> renewal_pending | lapsed

A step names who may record it, the dates and the proof it needs, its guards and its source. ``take`` judges one step and gives the
standing after it; a standing is the fold of its steps, so the same function tells where an application is and what may follow.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from accreditation.policies import application_guards as guards
from accreditation.policies.application_facts import Standing, Step
from accreditation.policies.application_guards import Refused

SYSTEM, STUDENT, COORDINATOR, OFFICER = "system", "student", "coordinator", "officer"
STAFF = (COORDINATOR, OFFICER)


@dataclass(frozen=True)
class State:
    """``may_represent`` is what the law lets a person do in it; ``meaning`` is said to the student. ``is_stored`` is false for what other facts tell."""

    key: str
    label: str
    meaning: str
    may_represent: bool = False
    is_open: bool = False
    is_stored: bool = True
    mark: str = "A"


STATES: dict[str, State] = {
    state.key: state
    for state in (
        State("interested", "Interested", "You signed up. A coordinator enrolls you in a cohort.", is_stored=False),
        State("enrolled", "Enrolled", "You have a place in a cohort. Your first hours start your training.", is_stored=False),
        State("in_training", "In training", "Your hours are being counted.", is_stored=False),
        State("trained", "Trained", "You completed the training. An organization can now agree to sponsor you.", is_stored=False),
        State("sponsored", "Sponsored", "An organization agreed to take you as an employee or volunteer.", is_open=True),
        State("assembling", "Being put together", "Your coordinator and you collect what the filing needs.", is_open=True),
        State("ready_for_ao", "With the authorized officer", "Your coordinator checked the packet. The authorized officer reads it now.", is_open=True),
        State("filed", "Filed", "The packet was sent to EOIR, and a full copy was served on USCIS.", is_open=True),
        State(
            "uscis_window",
            "USCIS may answer",
            "USCIS may send EOIR its recommendation, usually within 30 days of service.",
            is_open=True,
            is_stored=False,
            mark="C",
        ),
        State("eoir_review", "With EOIR", "EOIR reads the request. Nobody can say how long that takes.", is_open=True),
        State("info_requested", "More was asked for", "EOIR or USCIS asked for more. The letter says by when the answer is due.", is_open=True),
        State("approved_partial", "Partially accredited", "You are accredited before the Department of Homeland Security.", may_represent=True),
        State("approved_full", "Fully accredited", "You are accredited before DHS, the immigration courts and the Board.", may_represent=True),
        State("approved_lower", "Partially accredited, full was asked", "EOIR granted partial accreditation, not full.", may_represent=True),
        State("disapproved", "Disapproved", "EOIR refused the request in writing. The officer may ask to reconsider.", is_open=True),
        State("reconsideration", "Being reconsidered", "EOIR was asked to look again, for an error of fact or law.", is_open=True),
        State("director_review", "With the Director", "The Director of EOIR was asked to review the refusal.", is_open=True),
        State("renewal_due", "Renewal comes up", "Your accreditation is valid. Its renewal is being prepared.", may_represent=True),
        State("renewal_pending", "Renewal received", "EOIR received your renewal in time. You stay accredited while it is pending.", may_represent=True),
        State("renewed", "Replaced by a later approval", "A later approval took the place of this one."),
        State("lapsed", "Lapsed", "The accreditation expired and no renewal was received in time. You may not represent anybody."),
        State("terminated", "Ended", "This accreditation ended before its printed date. You may not represent anybody under it."),
        State("closed", "Closed after refusal", "The request was refused and is not pursued further."),
        State("withdrawn", "Withdrawn", "The request was taken back."),
    )
}
STORED = tuple(key for key, state in STATES.items() if state.is_stored)
OPEN = tuple(key for key in STORED if STATES[key].is_open)
BEFORE_FILING = ("sponsored", "assembling", "ready_for_ao")
PENDING = ("filed", "eoir_review", "info_requested", "reconsideration", "director_review")
APPROVED = ("approved_partial", "approved_full", "approved_lower")
ACCREDITED = (*APPROVED, "renewal_due", "renewal_pending")
GRANTED = (*ACCREDITED, "renewed", "lapsed", "terminated")
AFTER_FILING = tuple(key for key in STORED if key not in (*BEFORE_FILING, "withdrawn"))

Guard = Callable[[Standing, Step, date], None]


@dataclass(frozen=True, kw_only=True)
class Move:
    """A step that may be recorded. ``target`` empty: it stays where it is, or ``approve`` chooses by the level.

    ``future`` names the dates that may lie ahead; every other date is today or earlier. ``optional`` dates may be left out.
    """

    key: str
    title: str
    sources: tuple[str, ...]
    target: str = ""
    who: tuple[str, ...] = STAFF
    dates: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    needs_proof: bool = False
    needs_note: bool = False
    guards: tuple[Guard, ...] = ()
    source: str = "House practice"
    mark: str = "house"


MOVES: dict[str, Move] = {
    move.key: move
    for move in (
        Move(key="assemble", title="Open the checklist", sources=("sponsored",), target="assembling"),
        Move(key="check_done", title="Hand it to the authorized officer", sources=("assembling",), target="ready_for_ao", who=(COORDINATOR,)),
        Move(key="return", title="Return it with a reason", sources=("ready_for_ao",), target="assembling", who=(OFFICER,), needs_note=True),
        Move(
            key="file", title="Record the filing", sources=("ready_for_ao",), target="filed", who=(OFFICER,), dates=("signed_rep", "signed_ao", "served",
            "sent"),
            optional=("received",), needs_proof=True, guards=(guards.was_reviewed, guards.organization_may_file), source="8 CFR 1292.12(b), 1292.13(a)",
            mark="A",
        ),
        Move(
            key="receipt", title="Record that EOIR received it", sources=("filed", "eoir_review", "info_requested"), dates=("received",), needs_proof=True,
            guards=(guards.received_once,), source="Receipt, not posting, stops the clock: form EOIR-31A instructions; 8 CFR 1292.16(b)", mark="A",
        ),
        Move(key="uscis_answer", title="Record USCIS’ recommendation", sources=("filed",), target="eoir_review", dates=("uscis_response",), needs_proof=True,
            source="8 CFR 1292.13", mark="C"),
        Move(key="uscis_more_time", title="USCIS asked for more time", sources=("filed",), dates=("uscis_more_time_until",), future=("uscis_more_time_until",
            ), needs_proof=True, source="8 CFR 1292.13", mark="C"),
        Move(key="uscis_window_over", title="The 30 days for USCIS are over", sources=("filed",), target="eoir_review", who=(SYSTEM,),
            guards=(guards.uscis_window_is_over,), source="8 CFR 1292.13", mark="C"),
        Move(key="adverse_letter", title="USCIS wrote against it", sources=("filed", "eoir_review"), target="eoir_review", dates=("uscis_adverse_served",),
            needs_proof=True, source="8 CFR 1292.13", mark="C"),
        Move(key="adverse_answer", title="Record the answer to USCIS", sources=("eoir_review",), dates=("uscis_adverse_answered",), needs_proof=True,
            guards=(guards.adverse_letter_is_there,), source="8 CFR 1292.13", mark="C"),
        Move(
            key="info_request", title="EOIR asked for more", sources=("filed", "eoir_review"), target="info_requested", dates=("info_request", "info_due"),
            future=("info_due",),
            needs_proof=True, source="The date in the letter; 8 CFR 1292.13", mark="C",
        ),
        Move(key="info_answer", title="Record the answer", sources=("info_requested",), target="eoir_review", dates=("info_answered",), needs_proof=True,
            source="The date in the letter; 8 CFR 1292.13", mark="C"),
        Move(
            key="approve", title="Record an approval", sources=PENDING, who=(OFFICER,), dates=("decision", "approval_effective", "expires_printed"),
            optional=("notice_received",), future=("expires_printed",), needs_proof=True, guards=(guards.level_fits, guards.expiry_fits),
            source="8 CFR 1292.12(d), 1292.13", mark="A",
        ),
        Move(key="disapprove", title="Record a refusal", sources=("filed", "eoir_review", "info_requested"), target="disapproved", who=(OFFICER,),
            dates=("decision",), optional=("notice_received",), needs_proof=True, source="8 CFR 1292.13", mark="C"),
        Move(key="extend_reconsideration", title="EOIR gave more time to ask", sources=("disapproved",), who=(OFFICER,), dates=("reconsideration_extended_to",
            ), future=("reconsideration_extended_to",), needs_proof=True, guards=(guards.may_be_extended,),
            source="8 CFR 1292.13(e); Matter of Bay Area Legal Services, 27 I&N Dec. 837", mark="A"),
        Move(key="reconsider", title="Record a request to reconsider", sources=("disapproved",), target="reconsideration", who=(OFFICER,),
            dates=("reconsideration_sent",), needs_proof=True, guards=(guards.reconsideration_in_time,), source="8 CFR 1292.13(e), 1292.16(f)", mark="A"),
        Move(key="deny_reconsideration", title="EOIR did not change its decision", sources=("reconsideration",), target="disapproved", who=(OFFICER,),
            dates=("reconsideration_denied",), needs_proof=True, source="8 CFR 1292.18(a)", mark="A"),
        Move(key="director_request", title="Record that the Director reviews it", sources=("disapproved",), target="director_review", who=(OFFICER,),
            dates=("director_request",), needs_proof=True, guards=(guards.director_in_time,), source="8 CFR 1292.18(a)(1)", mark="A"),
        Move(key="director_refuses", title="The Director upheld the refusal", sources=("director_review",), target="closed", who=(OFFICER,),
            dates=("director_decision",), needs_proof=True, source="8 CFR 1292.18", mark="A"),
        Move(key="close", title="Leave it at the refusal", sources=("disapproved",), target="closed", who=(OFFICER,), needs_note=True),
        Move(key="renewal_opens", title="The renewal year begins", sources=APPROVED, target="renewal_due", who=(SYSTEM,), guards=(guards.renewal_year_began,)),
        Move(key="renewal_received", title="EOIR received the renewal in time", sources=(*APPROVED, "renewal_due", "lapsed"), target="renewal_pending",
            who=(SYSTEM,), guards=(guards.renewal_was_received_in_time,), source="8 CFR 1292.16(b); form EOIR-31A instructions", mark="A"),
        Move(key="renewal_lost", title="The renewal was withdrawn or refused for good", sources=("renewal_pending",), target="renewal_due", who=(SYSTEM,),
            guards=(guards.renewal_is_gone,), source="8 CFR 1292.17", mark="C"),
        Move(key="lapse", title="It expired and nothing was received", sources=(*APPROVED, "renewal_due"), target="lapsed", who=(SYSTEM,),
            guards=(guards.expired_with_nothing_received,), source="8 CFR 1292.16(b), 1292.17", mark="A"),
        Move(
            key="unlapse", title="The printed date was corrected and is still ahead", sources=("lapsed",), target="renewal_due", who=(SYSTEM,),
            guards=(guards.is_valid_still,), source="8 CFR 1292.12(d)", mark="A",
        ),
        Move(key="replace", title="A later approval took its place", sources=(*ACCREDITED, "lapsed"), target="renewed", who=(SYSTEM,),
            source="8 CFR 1292.12(d), (e)", mark="A"),
        Move(
            key="terminate", title="Record that it ended", sources=ACCREDITED, target="terminated", who=(OFFICER,), dates=("terminated_effective",),
            optional=("left_org", "reported_to_eoir"),
            needs_proof=True, needs_note=True, source="8 CFR 1292.17, 1292.14(a)", mark="A",
        ),
        Move(key="withdraw", title="Withdraw it", sources=OPEN, target="withdrawn", who=(STUDENT, *STAFF), needs_note=True, source="8 CFR 1292.17", mark="C"),
        Move(key="correct_dates", title="Correct a date", sources=STORED, who=(OFFICER,), needs_note=True, needs_proof=True, guards=(guards.known_dates_only,)),
    )
}  # fmt: skip
# dates a correction may set ahead of today
_AHEAD = ("expires_printed", "info_due", "uscis_more_time_until", "reconsideration_extended_to")


def take(standing: Standing, key: str, step: Step, today: date, *, role: str) -> Standing:
    """The standing after ``step``; raises ``Refused`` with a sentence. ``role`` is what the person is in this (student, coordinator, officer, system)."""
    move = MOVES[key]
    if role not in move.who:
        raise Refused(f"“{move.title}” is recorded by {' or '.join(_said(one) for one in move.who)}.", code="not_yours")
    if standing.state not in move.sources:
        raise Refused(f"“{move.title}” does not follow “{STATES[standing.state].label}”.", code="out_of_order")
    _refuse_incomplete(move, step)
    _refuse_dates(standing, move, step, today)
    for guard in move.guards:
        guard(standing, step, today)
    return replace(
        standing, state=_target(standing, move, step), dates=guards.merged(standing.dates, step.dates, resets=key != "correct_dates"),
        granted_level=step.granted_level or standing.granted_level,
        reviewed=standing.reviewed and key not in ("return", "check_done"),
    )  # fmt: skip


def _said(role: str) -> str:
    return {SYSTEM: "Pathway itself", STUDENT: "the student", COORDINATOR: "a coordinator", OFFICER: "an authorized officer"}[role]


def _refuse_incomplete(move: Move, step: Step) -> None:
    if absent := [guards.said_date(name) for name in move.dates if name not in step.dates]:
        raise Refused(f"Give {' and '.join(absent)}.", code="date_missing")
    if move.needs_proof and not step.has_proof:
        raise Refused("Say what proves it: the number of the receipt, the letter or the document.", code="proof_missing")
    if move.needs_note and not step.has_note:
        raise Refused("Say why; the reason is kept.", code="note_missing")
    if step.granted_level and move.key != "approve":
        raise Refused("A level is granted by an approval and by nothing else.", code="level_elsewhere")


def _refuse_dates(standing: Standing, move: Move, step: Step, today: date) -> None:
    known = (*move.dates, *move.optional)
    if move.key != "correct_dates" and (foreign := sorted(set(step.dates) - set(known))):
        raise Refused(f"This step records no {guards.said_date(foreign[0])}.", code="date_foreign")
    ahead = (*move.future, *(_AHEAD if move.key == "correct_dates" else ()))
    for name, day in step.dates.items():
        if day > today and name not in ahead:
            raise Refused(f"{guards.said_date(name).capitalize()} lies in the future. Record it once it has happened.", code="in_future")
    guards.refuse_order(guards.merged(standing.dates, step.dates, resets=move.key != "correct_dates"))


def _target(standing: Standing, move: Move, step: Step) -> str:
    if move.key != "approve":
        return move.target or standing.state
    if step.granted_level == "full":
        return "approved_full"
    return "approved_lower" if standing.requested_level == "full" else "approved_partial"


def shown_state(standing: Standing, today: date) -> State:
    """The state as people are told: within the time USCIS has, a filing is said to be in its window."""
    in_window = standing.state == "filed" and "served" in standing.dates and today <= guards.uscis_window_ends(standing.dates)
    return STATES["uscis_window" if in_window else standing.state]


def moves_for(standing: Standing, role: str) -> list[Move]:
    """The steps that ``role`` could record next, in order; guards are asked when it is recorded."""
    return [move for move in MOVES.values() if standing.state in move.sources and role in move.who]
