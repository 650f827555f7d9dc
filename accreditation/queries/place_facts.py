"""What the board says of places, computed from the facts: the one source of ``PlaceSummary``, for many places in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from accreditation.dossier import Dossier
from accreditation.models import Adjustment, ApplicationEvent, Correction, Entry, Evidence, HoursDispute, OutsideTraining
from accreditation.policies.next_steps import phase
from accreditation.policies.pace import expected_minutes
from accreditation.policies.place_status import STATUSES, Figures, status_of
from accreditation.policies.stages import stage_of
from accreditation.queries.completion import still_open
from accreditation.queries.deadlines import dues_of_applications, live_applications
from accreditation.queries.evidence import with_state
from accreditation.queries.filing_dossier import each_filing_dossier
from accreditation.queries.readiness import Readiness
from accreditation.requirements import Finding
from accreditation.requirements.completion import short_minutes
from accreditation.schemes import scheme_for
from lms.core.clock import local_date

TURN = ("student", "coordinator", "attorney", "officer")
UNANSWERED = ("open", "reopened")


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """The fields of ``PlaceSummary`` that are computed, of one place."""

    place: str
    name: str
    legal_name: str
    status: str
    stage: str
    rank: int
    scheme: str
    asked: int
    met: int
    open: int
    missing: str
    first_missing: str
    next_actor: str
    short_tracks: str
    minutes: int
    expected: int
    stated: int
    last_activity_on: date | None
    waiting: int
    due_on: date | None
    due: str
    as_of: date


def place_facts(places: Sequence[Any], today: date) -> list[PlaceFacts]:
    """The facts of ``places`` (of one campus, with student, cohort and campus) on ``today``, in their order."""
    found = list(places)
    if not found:
        return []
    students = {place.student.public_id for place in found}
    zone = found[0].cohort.campus.time_zone
    activity, waiting, dues = last_activity(students, zone), waiting_items(students), next_dues(students, today)
    dossiers = each_filing_dossier(found, today)
    return [_facts(place, dossier, today, activity, waiting, dues) for place, dossier in zip(found, dossiers, strict=True)]


def _facts(
    place: Any, dossier: Dossier, today: date, activity: dict[str, date], waiting: dict[str, int], dues: dict[str, tuple[date, str]]
) -> PlaceFacts:  # fmt: skip
    student, zone = place.student.public_id, place.cohort.campus.time_zone
    own = [training for training in dossier.trainings if training.track]
    minutes, stated = sum(one.minutes for one in own), sum(one.stated_minutes for one in own)
    scheme = scheme_for(dossier)
    readiness = Readiness(tuple(scheme.findings(dossier)))
    stage = stage_of(minutes=minutes, is_trained=not still_open(dossier), application_state=dossier.filing.state if dossier.filing else "")
    begins = max(place.cohort.starts_on, local_date(place.enrolled_at, zone))
    expected = expected_minutes(stated, begins, place.cohort.ends_on, today)
    last = activity.get(student)
    status = status_of(
        Figures(
            is_filed=stage in ("filed", "approved"), is_ready=readiness.is_ready, minutes=minutes, expected=expected, begins=begins,
            since=max(begins, last) if last else begins,
        ),
        today,
    )  # fmt: skip
    first, due = first_to_do(readiness), dues.get(student)
    return PlaceFacts(
        place=place.public_id, name=sort_name(place.student), legal_name=place.student.legal_name,
        status=status, stage=stage, rank=STATUSES[status].rank, scheme=scheme.key, asked=len(readiness.findings),
        met=readiness.met, open=readiness.missing,
        missing=_keys(finding.requirement.key for finding in readiness.findings if finding.state == "missing"),
        first_missing=first.requirement.key if first else "", next_actor=first.who or "" if first else "",
        short_tracks=_keys(one.track for one in own if short_minutes(one)), minutes=minutes, expected=expected, stated=stated, last_activity_on=last,
        waiting=waiting.get(student, 0), due_on=due[0] if due else None, due=due[1] if due else "", as_of=today,
    )  # fmt: skip


def first_to_do(readiness: Readiness) -> Finding | None:
    """The first thing missing that somebody can do now: training before papers, and the student’s before the coordinator’s, attorney’s and officer’s."""
    missing = [finding for finding in readiness.findings if finding.state == "missing"]
    return min(missing, key=lambda finding: (phase(finding.requirement.key), _turn(finding)), default=None)


def _turn(finding: Finding) -> int:
    return TURN.index(finding.who) if finding.who in TURN else len(TURN)


def _keys(keys: Iterable[str]) -> str:
    """``resume, role`` as ``,resume,role,``; nothing as ``,``."""
    return "".join(f",{key}" for key in keys) + ","


def sort_name(person: Any) -> str:
    """``alvarez, ana maria``: what rows are ordered and looked for by."""
    given = " ".join(filter(None, (person.legal_first_name, person.legal_middle_name)))
    return f"{person.legal_last_name}, {given}".casefold()


def last_activity(students: Iterable[str], zone: str) -> dict[str, date]:
    """The campus day of the last thing that came of each student: hours, a document, a step of their application. Three queries."""
    who = list(students)
    moments: dict[str, datetime] = {}
    for rows in (
        _newest(Entry.objects.filter(student__in=who), "student", "recorded_at"), _newest(Evidence.objects.filter(student__in=who), "student", "uploaded_at"),
        _newest(ApplicationEvent.objects.filter(application__student__in=who), "application__student", "at"),
    ):  # fmt: skip
        for student, at in rows:
            moments[student] = max(at, moments.get(student, at))
    return {student: local_date(at, zone) for student, at in moments.items()}


def _newest(rows: QuerySet[Any], student: str, moment: str) -> QuerySet[Any, tuple[str, datetime]]:
    return rows.order_by().values(student).annotate(last=Max(moment)).values_list(student, "last")


def waiting_items(students: Iterable[str]) -> dict[str, int]:
    """How much of each student waits for somebody's decision or answer: proposals of hours, documents, questions about hours. Five queries."""
    who = list(students)
    proposals = [model.objects.filter(student__in=who, state="pending") for model in (Correction, OutsideTraining, Adjustment)]
    documents = with_state(Evidence.objects.filter(student__in=who)).filter(state="submitted")
    found: dict[str, int] = {}
    for rows in (*proposals, documents, HoursDispute.objects.filter(student__in=who, state__in=UNANSWERED)):
        for student, count in rows.order_by().values("student").annotate(found=Count("pk")).values_list("student", "found"):
            found[student] = found.get(student, 0) + count
    return found


def next_dues(students: Iterable[str], today: date) -> dict[str, tuple[date, str]]:
    """By student, the nearest deadline of their applications, with its title; days that are over count too."""
    found: dict[str, tuple[date, str]] = {}
    for due in dues_of_applications(live_applications().filter(student__in=list(students)), today):
        near = (due.deadline.on, due.deadline.title)
        found[due.student] = min(near, found.get(due.student, near))
    return found
