"""What the calendar does by itself: the USCIS window ends, the renewal year begins, a draft is opened, an accreditation lapses, graduation comes near."""

from datetime import date, timedelta

from django.db import transaction

from accreditation.actions.draft_renewal import draft_renewal
from accreditation.actions.duties import open_duty
from accreditation.actions.move_application import move_application
from accreditation.actions.open_application import open_renewal
from accreditation.models import Application, DutyKind
from accreditation.policies.application_guards import RENEWAL_YEAR_DAYS, uscis_window_ends
from accreditation.policies.application_states import ACCREDITED, APPROVED, OPEN
from accreditation.policies.clocks import DRAFT_DAYS, GRADUATION_PLAN_DAYS, SHORT_STEPS
from accreditation.queries.application_standing import renewals_received, standing_of
from accreditation.queries.campus_days import days_of_campuses
from accreditation.queries.deadlines import graduation_key


def advance_applications() -> int:
    """Take every step that is due on its campus' day; returns how many. Each in its own transaction, so that what was taken stays."""
    rows = list(Application.objects.filter(state__in=(*OPEN, *ACCREDITED, "lapsed")).order_by("pk"))
    days = days_of_campuses(one.campus for one in rows)
    received = renewals_received(one.pk for one in rows)
    taken = 0
    for one in rows:
        today = days.get(one.campus)
        if today is None:
            continue
        with transaction.atomic():
            taken += _advance(one, today, received.get(one.pk))
    return taken


def _advance(one: Application, today: date, received: date | None) -> int:
    move = _clock_move(one, today, received)
    if move:
        one = move_application(application=one, move=move, by=None)
    return bool(move) + _opens_draft(one, today) + _plans_graduation(one, today)


def _clock_move(one: Application, today: date, received: date | None) -> str:
    """The step that the calendar takes for ``one`` on ``today``; empty where there is none."""
    if one.state == "filed":
        return "uscis_window_over" if today > uscis_window_ends(standing_of(one, today).dates) else ""
    if one.state == "lapsed":
        return "unlapse" if one.expires_on and today <= one.expires_on else ""
    if one.expires_on is None or one.state not in (*APPROVED, "renewal_due"):
        return ""
    if received is not None and received <= one.expires_on:
        return "renewal_received"
    if today > one.expires_on:
        return "lapse"
    return "renewal_opens" if one.state in APPROVED and today >= one.expires_on - timedelta(days=RENEWAL_YEAR_DAYS) else ""


def _opens_draft(one: Application, today: date) -> bool:
    """180 days before the printed date the renewal is opened, where no request is open."""
    is_due = one.state in (*APPROVED, "renewal_due") and one.expires_on and one.expires_on - timedelta(days=DRAFT_DAYS) <= today <= one.expires_on
    if not is_due or one.followers.filter(state__in=OPEN).exists():
        return False
    renewal = open_renewal(accreditation=one)
    if renewal is not None:
        draft_renewal(renewal)
    return renewal is not None


def _plans_graduation(one: Application, today: date) -> bool:
    """The duty to agree on what comes after graduation, from two weeks before its day on."""
    if one.graduates_on is None or one.state == "lapsed":
        return False
    due = one.graduates_on - timedelta(days=GRADUATION_PLAN_DAYS)
    if today < due - timedelta(days=max(SHORT_STEPS)) or one.duties.filter(key=graduation_key(one)).exists():
        return False
    key = graduation_key(one)
    open_duty(kind=DutyKind.GRADUATION, key=key, organization=one.organization, arose_on=today, due_on=due, by=None, application=one)
    return True
