"""When a filed packet may be removed: as the originals of what was filed, so not before the accreditation that it led to is six years over (decision 105)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.evidence_kinds.retention import FILED_PACKET, Life, may_go_on
from accreditation.models import Application, ApplicationEvent, FiledPacket, SponsoringOrganization
from accreditation.policies.application_states import AFTER_FILING, PENDING
from accreditation.queries.campus_days import days_of_campuses
from accreditation.queries.retention import Filed, filings_of, held_owners
from accreditation.rules.applications import applications_read_by
from lms.core.clock import local_date, now
from lms.core.wording import day
from lms.people.api import Campus, names_of
from lms.vault.api import StoredFile

KIND = "accreditation.filed_packet"
"""The kind of file in the vault."""
UNKNOWN = "kept, because nothing tells yet when its time ends"


@dataclass(frozen=True)
class Term:
    """How long one filed packet is kept: it may go from ``first_day`` on (``None``: nothing tells when), by ``why``; ``held`` while a hold stands."""

    filed: FiledPacket
    first_day: date | None
    held: bool
    today: date

    @property
    def is_over(self) -> bool:
        return self.first_day is not None and self.first_day <= self.today and not self.held

    @property
    def why(self) -> str:
        if self.first_day is None:
            return UNKNOWN
        return f"Kept until {FILED_PACKET.words}; removable from {day(self.first_day)} on. {FILED_PACKET.source}."


def terms_of(rows: Sequence[FiledPacket]) -> list[Term]:
    """The term of each, in a constant number of queries. A student’s whole history decides: whoever is accredited today may need what was filed first."""
    students, campuses = sorted({row.student for row in rows}), {row.campus for row in rows}
    lives, held, days = _lives(students), held_owners(), days_of_campuses(campuses)
    holders = _organizations(rows)
    return [
        Term(
            row, may_go_on(FILED_PACKET, lives[row.student], closed_on=None, withdrawn=False),
            bool({row.student, *holders[row.pk]} & held), days.get(row.campus, local_date(now(), "UTC")),
        )
        for row in rows
    ]  # fmt: skip


def due_packets() -> list[Term]:
    """Those whose time is over by the rule and that are still there, held ones included."""
    gone = StoredFile.objects.filter(kind=KIND, removed_at__isnull=False).values("public_id")
    rows = list(FiledPacket.objects.exclude(file__in=gone).select_related("packet", "application__organization").defer("packet__contents").order_by("pk"))
    return [one for one in terms_of(rows) if one.first_day is not None and one.first_day <= one.today]


def why_kept(file: StoredFile) -> str:
    """Why the vault may not remove the file of a filed packet now; empty once its time is over."""
    filed = FiledPacket.objects.filter(file=file.public_id).select_related("application__organization").first()
    if filed is None:
        return ""  # no row names it: the filing it was stored for was rolled back
    [term] = terms_of([filed])
    return "" if term.is_over else f"A filed packet is frozen: {'a legal hold keeps it' if term.held else term.why}"


@dataclass(frozen=True)
class RemovedPacket:
    """A filed packet whose file is gone: its row, whose it was, and when it went."""

    filed: FiledPacket
    student: str
    file: StoredFile


def removed_packets(person: Any, limit: int) -> list[RemovedPacket]:
    """The latest that went where the person may look, newest first."""
    gone = StoredFile.objects.filter(kind=KIND, removed_at__isnull=False).order_by("-removed_at")
    files = {one.public_id: one for one in gone[:limit]}
    seen = applications_read_by(person).exclude(student=person.public_id).values("pk")
    rows = {row.file: row for row in FiledPacket.objects.filter(file__in=files, application__in=seen)}
    names = names_of({row.student for row in rows.values()})
    return [RemovedPacket(rows[name], names.get(rows[name].student, "somebody who is gone"), file) for name, file in files.items() if name in rows]


def _lives(students: list[str]) -> dict[str, Life]:
    """What a term counts from: the end of the accreditation, the last decision, or the last filing that was taken back, whichever is latest."""
    filed, ended = filings_of(students), _withdrawn(students)
    pending = set(Application.objects.filter(student__in=students, state__in=PENDING).values_list("student", flat=True))
    return {one: Life(date.min, filed=True) if one in pending else _life(filed.get(one, Filed()), ended.get(one)) for one in students}


def _life(filed: Filed, withdrawn_on: date | None) -> Life:
    over = max((day for day in (filed.decided_on, withdrawn_on) if day is not None), default=None)
    ends = max(filed.status_ends_on, over or date.min) if filed.status_ends_on else None
    return Life(date.min, filed=True, decided_on=over, status_ends_on=ends, has_status=filed.has_status)


def _withdrawn(students: list[str]) -> dict[str, date]:
    """When each last took back what had been filed: there will be no decision to count from."""
    zones = dict(Campus.objects.values_list("slug", "time_zone"))
    steps = ApplicationEvent.objects.filter(application__student__in=students, move="withdraw", from_state__in=AFTER_FILING).order_by("at")
    return {one.application.student: local_date(one.at, zones.get(one.application.campus, "UTC")) for one in steps.select_related("application")}


def _organizations(rows: Iterable[FiledPacket]) -> dict[int, set[str]]:
    """By row, the organizations whose hold keeps it: the one that filed, and those that sponsor the campus."""
    of_campus: dict[str, set[str]] = defaultdict(set)
    pairs = SponsoringOrganization.objects.filter(campuses__slug__in={row.campus for row in rows}).values_list("campuses__slug", "public_id")
    for slug, organization in pairs:
        of_campus[slug].add(organization)
    return {row.pk: of_campus[row.campus] | {row.application.organization.public_id} for row in rows}
