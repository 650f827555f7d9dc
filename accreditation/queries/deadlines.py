"""What is due: the deadlines of applications, organizations and duties, computed when they are asked for, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from accreditation.models import Application, Duty, DutyKind, Entry, SponsoringOrganization
from accreditation.policies.application_states import ACCREDITED, OPEN
from accreditation.policies.clocks import HOUSE, Deadline, deadlines_of, recognition_deadlines
from accreditation.queries.application_standing import newest_recognitions, standings_of
from accreditation.queries.campus_days import day_of_organization, days_of_campuses
from accreditation.queries.dossier import FUNDAMENTALS_TRACK
from accreditation.rules.applications import applications_read_by
from accreditation.rules.organizations import duties_settled_by, organizations_visible_to

DUTY_SOURCE = "8 CFR 1292.14(a) says “promptly”; five business days are the house’s"


@dataclass(frozen=True)
class Due:
    """A deadline of something, on a day. ``campus`` (a slug) and ``student`` (a public id) are empty where it concerns an organization alone."""

    key: str
    deadline: Deadline
    today: date
    organization: SponsoringOrganization
    url: str
    campus: str = ""
    student: str = ""
    application: Application | None = None
    duty: Duty | None = None

    @property
    def days_left(self) -> int:
        return self.deadline.days_left(self.today)

    @property
    def days_over(self) -> int:
        return max(0, -self.days_left)


def live_applications() -> QuerySet[Application]:
    """Those that anything can still be due for."""
    return Application.objects.filter(state__in=(*OPEN, *ACCREDITED)).select_related("organization")


def dues_for(person: Any) -> list[Due]:
    """Everything due that ``person`` keeps or reads, soonest first."""
    organizations = organizations_visible_to(person).prefetch_related("campuses")
    readable = applications_read_by(person)
    duties = open_duties(person).filter(
        Q(application__isnull=True, organization__in=organizations_visible_to(person).values("pk")) | Q(application__in=readable)
    )
    found = [*dues_of_applications(live_applications().filter(pk__in=readable)), *dues_of_organizations(organizations), *dues_of_duties(duties)]
    return sorted(found, key=lambda due: (due.deadline.on, not due.deadline.is_legal, due.key))


def dues_of_applications(applications: Iterable[Application], today: date | None = None) -> list[Due]:
    """The deadlines of ``applications`` on their campus' day, or on ``today``."""
    rows = list(applications)
    days = {} if today else days_of_campuses(one.campus for one in rows)
    standings = standings_of(rows, today or max(days.values(), default=date.min))
    ended = fundamentals_ended(one.student for one in rows)
    renewed = set(Application.objects.filter(renews__in=rows).values_list("renews_id", flat=True))
    planned = set(Duty.objects.filter(kind=DutyKind.GRADUATION, application__in=rows).values_list("key", flat=True))
    return [
        _of_application(one, deadline, today or days.get(one.campus, date.min))
        for one in rows
        for deadline in deadlines_of(standings[one.pk], graduates_on=one.graduates_on, fundamentals_ended=ended.get(one.student))
        if not (deadline.rule == "graduation_plan" and graduation_key(one) in planned)
        if not (deadline.rule == "renewal_draft" and one.pk in renewed)
    ]


def _of_application(one: Application, deadline: Deadline, today: date) -> Due:
    key = f"{one.public_id}:{deadline.rule}:{deadline.on.isoformat()}"
    url = reverse("applications:application", args=[one.public_id])
    return Due(key, deadline, today, one.organization, url, one.campus, one.student, one)


def graduation_key(application: Application) -> str:
    return f"graduation:{application.public_id}:{application.graduates_on}"


def dues_of_organizations(organizations: Iterable[SponsoringOrganization]) -> list[Due]:
    """The deadlines of recognition; ``organizations`` come with their campuses."""
    rows = {one.pk: one for one in organizations}
    found = []
    for pk, row in newest_recognitions(rows).items():
        if row.renewal_received_on and row.expires_on and row.renewal_received_on <= row.expires_on:
            continue
        for deadline in recognition_deadlines(row.kind, row.granted_on, row.expires_on):
            key = f"{rows[pk].public_id}:{deadline.rule}:{deadline.on.isoformat()}"
            url = reverse("organizations:organization", args=[rows[pk].public_id])
            found.append(Due(key, deadline, day_of_organization(rows[pk]), rows[pk], url))
    return found


def open_duties(reader: Any = None) -> QuerySet[Duty]:
    """Those that are not settled; ``may_settle`` says whether ``reader`` may, and is true where they are nobody's list."""
    may_settle = Exists(duties_settled_by(reader).filter(pk=OuterRef("pk"))) if reader else Value(value=True)
    found = Duty.objects.filter(settled_on__isnull=True).annotate(may_settle=may_settle)
    return found.select_related("organization", "application").prefetch_related("organization__campuses")


def dues_of_duties(duties: Iterable[Any]) -> list[Due]:
    """Duties of ``open_duties`` as deadlines of the house; who may not settle one is led to its organization."""
    rows = list(duties)
    days = days_of_campuses(duty.application.campus for duty in rows if duty.application)
    found = []
    for duty in rows:
        owner = "coordinator" if duty.kind == DutyKind.GRADUATION else "officer"
        deadline = Deadline(
            f"duty_{duty.kind}", duty.get_kind_display(), duty.due_on, "the change", duty.arose_on, False, False, True, DUTY_SOURCE, HOUSE, owner,
            "Settle it with the date and a proof.",
        )  # fmt: skip
        campus = duty.application.campus if duty.application else ""
        today = days.get(campus) or day_of_organization(duty.organization)
        settling = reverse("organizations:duty", args=[duty.public_id])
        url = settling if duty.may_settle else reverse("organizations:organization", args=[duty.organization.public_id])
        found.append(Due(f"duty:{duty.public_id}", deadline, today, duty.organization, url, campus, duty.student, duty.application, duty))
    return found


def fundamentals_ended(students: Iterable[str]) -> dict[str, date]:
    """The last day of each student's training in law and skills, in one query."""
    entries = Entry.objects.filter(student__in=set(students), track=FUNDAMENTALS_TRACK, minutes__gt=0)
    return dict(entries.order_by().values("student").annotate(last=Max("occurred_to")).values_list("student", "last"))
