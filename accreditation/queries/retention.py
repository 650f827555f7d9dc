"""Which documents have had their time, and what keeps the others: rules, an organization's own times, holds, and what happened with each owner."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.retention import Life, Retention, may_go_on
from accreditation.models import Entry, Evidence, EvidenceEvent, EvidenceRequest, LegalHold, RetentionChange, SponsoringOrganization
from accreditation.queries.evidence import with_state
from lms.core.clock import local_date, now
from lms.core.localized import in_english
from lms.core.registry import Registry
from lms.core.wording import day
from lms.people.api import Campus, User

AT_ONCE = 1_000
CLOSED = ("withdrawn", "rejected", "replaced")


@dataclass(frozen=True)
class Filed:
    """What a filing tells of a student: that there is one, when it was decided, and how long the accreditation lasts. ``None`` where it is open."""

    decided_on: date | None = None
    status_ends_on: date | None = None
    has_status: bool = False


filing_sources: Registry[Callable[[list[str]], dict[str, Filed]]] = Registry("source of filings")
"""Who knows of filings registers a function from students (public ids) to what became of their newest filing; students without one are left out."""


@dataclass(frozen=True)
class Due:
    """A document whose time is known: it may go from ``first_day`` on, by ``why``; ``held`` while a hold stands."""

    evidence: Evidence
    first_day: date
    why: str
    held: bool


def due_documents(kept: QuerySet[Evidence] | None = None) -> list[Due]:
    """The documents that may be removed today by their rules, held ones included, oldest first; a constant number of queries for each thousand."""
    found = with_state(Evidence.objects.all() if kept is None else kept).exclude(state="purged").order_by("pk")
    rows = [row for row in found if row.kind in evidence_kinds]
    return [one for place in range(0, len(rows), AT_ONCE) for one in _due(rows[place : place + AT_ONCE])]


def _due(rows: list[Any]) -> list[Due]:
    times = _Times(rows)
    found = [one for row in rows if (one := times.of(row)) is not None]
    return [one for one in found if one.first_day <= times.today(one.evidence)]


class _Times:
    """Everything the rules look at, for many documents at once."""

    def __init__(self, rows: list[Any]) -> None:
        students = sorted({row.student for row in rows} - {""})
        campuses = Campus.objects.filter(slug__in={row.campus for row in rows})
        self.zones = dict(campuses.values_list("slug", "time_zone"))
        self.sponsors = _sponsors(self.zones)
        self.own_times = own_times()
        self.held = held_owners()
        self.filed = filings_of(students)
        self.last = _last_moments(rows, students)
        closing = EvidenceEvent.objects.filter(kind__in=CLOSED, evidence__in=[row.pk for row in rows])
        self.closed = dict(closing.order_by().values_list("evidence").annotate(at=Max("at")))
        self.active = set(
            User.objects.filter(enrollments__state="active", enrollments__cohort__closed_at__isnull=True, public_id__in=students).values_list(
                "public_id", flat=True
            )
        )

    def today(self, row: Any) -> date:
        return local_date(now(), self.zones.get(row.campus, "UTC"))

    def of(self, row: Any) -> Due | None:
        rule = self._rule(row)
        closed = local_date(self.closed[row.pk], self.zones.get(row.campus, "UTC")) if row.state in CLOSED else None
        life = self._life(row)
        first = may_go_on(rule, life, closed_on=closed, withdrawn=row.state == "withdrawn")
        if first is None:
            return None
        return Due(row, first, _why(rule, life, first, withdrawn=row.state == "withdrawn"), self._is_held(row))

    def _rule(self, row: Any) -> Retention:
        rule = evidence_kinds.get(row.kind).retention
        theirs = {row.organization} if row.organization else self.sponsors.get(row.campus, set())
        months = [self.own_times[which, row.kind] for which in theirs if (which, row.kind) in self.own_times]
        return replace(rule, months=max(months), days=0) if months else rule

    def _life(self, row: Any) -> Life:
        zone = self.zones.get(row.campus, "UTC")
        last = self.today(row) if row.student in self.active else local_date(self.last[row.owner], zone)
        filed = self.filed.get(row.student)
        if filed is None:
            return Life(last_activity=last)
        return Life(last_activity=last, filed=True, decided_on=filed.decided_on, status_ends_on=filed.status_ends_on, has_status=filed.has_status)

    def _is_held(self, row: Any) -> bool:
        """By a hold on its owner, or on an organization that sponsors the campus."""
        return bool({row.owner, *(self.sponsors.get(row.campus, set()) if row.student else ())} & self.held)


def filings_of(students: list[str]) -> dict[str, Filed]:
    """What every source knows; a verified proof of service says that something was filed even where no source does."""
    served = with_state(Evidence.objects.filter(kind="proof_of_service", student__in=students)).filter(state="verified")
    found: dict[str, Filed] = dict.fromkeys(served.values_list("student", flat=True), Filed())
    for source in filing_sources:
        found |= source(students)
    return found


def held_owners() -> set[str]:
    """Students and organizations on which a hold stands."""
    rows = LegalHold.objects.filter(ended_at__isnull=True).values_list("student", "organization")
    return {owner for row in rows for owner in row if owner}


def own_times() -> dict[tuple[str, str], int]:
    """Months by organization and kind, where an organization set its own; the newest change counts."""
    newest: dict[tuple[str, str], int | None] = {}
    for change in RetentionChange.objects.order_by("pk"):
        newest[change.organization, change.kind] = change.months
    return {key: months for key, months in newest.items() if months is not None}


def _sponsors(slugs: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    pairs = SponsoringOrganization.objects.filter(campuses__slug__in=list(slugs)).values_list("campuses__slug", "public_id")
    for slug, organization in pairs:
        found[slug].add(organization)
    return found


def _last_moments(rows: list[Any], students: list[str]) -> dict[str, datetime]:
    """When anything last happened with each owner: a document, a request, an entry of the ledger, a sign-in."""
    last: dict[str, datetime] = {}
    for row in rows:
        last[row.owner] = max(last.get(row.owner, row.uploaded_at), row.uploaded_at)
    events = EvidenceEvent.objects.exclude(kind="purged").filter(student__in=students).values_list("student")
    sources = (
        events.annotate(at=Max("at")).order_by(),
        EvidenceRequest.objects.filter(student__in=students).values_list("student").annotate(at=Max("asked_at")).order_by(),
        Entry.objects.filter(student__in=students).values_list("student").annotate(at=Max("recorded_at")).order_by(),
        User.objects.filter(public_id__in=students, last_login__isnull=False).values_list("public_id", "last_login"),
    )
    for source in sources:
        for owner, at in source:
            if owner in last:
                last[owner] = max(last[owner], at)
    return last


def _why(rule: Retention, life: Life, first: date, *, withdrawn: bool) -> str:
    if rule.after != "superseded" and not life.filed:
        told = "withdrawn before anything was filed" if withdrawn else f"nothing was filed, and the last activity was on {day(life.last_activity)}"
    else:
        with in_english():  # kept with the document’s removal
            told = rule.words
    return f"Kept until {told}; removable from {day(first)} on. {rule.source}."[:300]
