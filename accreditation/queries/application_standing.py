"""Where an application stands: the fold of its events, and what the rest of its world adds to it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min, Q

from accreditation.models import Application, ApplicationEvent, OfficerReview, Recognition
from accreditation.policies.application_facts import RENEWALS, Standing
from accreditation.policies.application_guards import merged
from accreditation.policies.recognition import APPLYING, is_in_force
from lms.core.clock import end_of_day

# the moves that a row's dates are kept of, beside the name of the column
COLUMNS = {
    "signed_rep": "signed_rep_on", "signed_ao": "signed_ao_on", "served": "served_on", "sent": "sent_on", "received": "received_on",
    "approval_effective": "approved_on", "expires_printed": "expires_on",
}  # fmt: skip


def standing_of(application: Application, today: date) -> Standing:
    return standings_of([application], today)[application.pk]


def standings_of(applications: Iterable[Application], today: date, *, as_of: date | None = None, zone: str = "UTC") -> dict[int, Standing]:
    """The standing of each application by primary key, in a constant number of queries.

    With ``as_of``, from the events recorded before the end of that day in ``zone``; applications without one by then are left out.
    """
    rows = {one.pk: one for one in applications}
    events = ApplicationEvent.objects.filter(application__in=rows).order_by("application", "seq")
    if as_of is not None:
        events = events.filter(at__lt=end_of_day(as_of, zone))
    folded: dict[int, list[ApplicationEvent]] = {}
    for event in events:
        folded.setdefault(event.application_id, []).append(event)
    received, reviewed = renewals_received(rows), _reviewed(rows)
    may_file = organizations_that_may_file({one.organization_id for one in rows.values()}, today)
    return {
        pk: _fold(rows[pk], steps, received.get(pk), pk in reviewed, may_file=rows[pk].organization_id in may_file) for pk, steps in folded.items()
    }  # fmt: skip


def _fold(row: Application, events: list[ApplicationEvent], received: date | None, reviewed: bool, *, may_file: bool) -> Standing:
    dates: dict[str, date] = {}
    level = ""
    for event in events:
        given = {name: date.fromisoformat(day) for name, day in event.dates.items()}
        dates = merged(dates, given, resets=event.move != "correct_dates")
        level = event.granted_level or level
    return Standing(
        scheme=row.scheme, state=events[-1].to_state, requested_level=row.requested_level, granted_level=level, dates=dates, renewal_received=received,
        reviewed=reviewed and events[-1].to_state == "ready_for_ao", may_file=may_file, is_earlier=row.is_earlier,
    )  # fmt: skip


def renewals_received(applications: Iterable[int]) -> dict[int, date]:
    """By application, when EOIR received the request that would take its place; those withdrawn or refused for good do not count."""
    followers = Application.objects.filter(renews__in=list(applications), scheme__in=RENEWALS, received_on__isnull=False).exclude(
        state__in=("withdrawn", "closed")
    )
    firsts = followers.order_by().values("renews").annotate(first=Min("received_on")).values_list("renews", "first")
    return {application: first for application, first in firsts if application is not None}


def _reviewed(applications: Iterable[int]) -> set[int]:
    """Applications whose newest review says ready."""
    rows = OfficerReview.objects.filter(application__in=list(applications)).order_by("pk").values_list("application", "outcome")
    return {application for application, outcome in dict(rows).items() if outcome == OfficerReview.Outcome.READY}


def organizations_that_may_file(organizations: Iterable[int], today: date) -> set[int]:
    """Those recognized on ``today`` or applying (8 CFR 1292.11, 1292.12(a)); without a recorded recognition none."""
    return {
        pk for pk, row in newest_recognitions(organizations).items()
        if row.kind == APPLYING or is_in_force(row.kind, row.expires_on, today, renewal_received_on=row.renewal_received_on)
    }  # fmt: skip


def newest_recognitions(organizations: Iterable[int], *, as_of: date | None = None, zone: str = "UTC") -> dict[int, Recognition]:
    """What holds for each organization, in one query; as recorded before the end of ``as_of``, where one is given."""
    known = Q(organization__in=list(organizations))
    if as_of is not None:
        known &= Q(recorded_at__lt=end_of_day(as_of, zone))
    return {row.organization_id: row for row in Recognition.objects.filter(known).order_by("pk")}
