"""Applications as their pages show them: the list, one application with its steps, and the renewals."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accreditation.models import Application, ApplicationEvent
from accreditation.policies.application_facts import Standing
from accreditation.policies.application_guards import said_date
from accreditation.policies.application_states import ACCREDITED, OPEN, Move, State, moves_for, shown_state
from accreditation.policies.recognition import is_in_force
from accreditation.policies.representation import Answer, representation
from accreditation.policies.step_words import STEP_WORDS
from accreditation.queries.application_standing import newest_recognitions, standings_of
from accreditation.queries.campus_days import days_of_campuses
from accreditation.queries.deadlines import Due, dues_of_applications, dues_of_duties, open_duties
from accreditation.queries.renewals import TrainedYear, trained_years
from accreditation.rules.applications import acting_role
from lms.people.api import User, names_of
from lms.vault.api import open_texts


@dataclass(frozen=True)
class ApplicationRow:
    """One application of a list: whose, where it stands, what comes next. ``years`` are those of an accreditation."""

    application: Application
    name: str
    standing: Standing
    state: State
    represents: Answer
    dues: list[Due] = field(default_factory=list)
    years: list[TrainedYear] = field(default_factory=list)

    @property
    def next_due(self) -> Due | None:
        return self.dues[0] if self.dues else None

    @property
    def gaps(self) -> list[TrainedYear]:
        return [year for year in self.years if year.is_gap]


@dataclass(frozen=True)
class TimelineStep:
    """A step in words. ``dates`` are (what, day)."""

    event: ApplicationEvent
    title: str
    by: str
    dates: list[tuple[str, date]]
    proof: str
    note: str


def application_called(public_id: str) -> Application | None:
    return Application.objects.filter(public_id=public_id).select_related("organization", "renews").first()


def legal_names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """The names that forms ask for, by public id, in one query; display names where somebody gave no legal one."""
    return {person.public_id: person.legal_name or person.display_name for person in User.objects.filter(public_id__in=set(public_ids))}


def application_rows(applications: Iterable[Application]) -> list[ApplicationRow]:
    """Rows in the order of what is due first; a constant number of queries."""
    rows = list(applications)
    days = days_of_campuses(one.campus for one in rows)
    today = max(days.values(), default=date.min)
    held = Application.objects.in_bulk({one.renews_id for one in rows if one.renews_id and one.state in OPEN} or [])
    standings, names = standings_of([*rows, *held.values()], today), legal_names_of(one.student for one in rows)
    recognitions = newest_recognitions({one.organization_id for one in rows})
    dues: dict[int, list[Due]] = {}
    duties = open_duties().filter(application__in=[one.pk for one in rows])
    for due in sorted([*dues_of_applications(rows), *dues_of_duties(duties)], key=lambda due: (due.deadline.on, not due.deadline.is_legal)):
        if due.application:
            dues.setdefault(due.application.pk, []).append(due)
    years = trained_years([one for one in rows if one.state in ACCREDITED], today)
    found = []
    for one in rows:
        day, standing, row = days.get(one.campus, today), standings[one.pk], recognitions.get(one.organization_id)
        in_force = row is not None and is_in_force(row.kind, row.expires_on, day, renewal_received_on=row.renewal_received_on)
        # whoever renews represents people by the accreditation that they hold, not by what is asked for
        asked = standings[one.renews_id] if one.renews_id and one.renews_id in held else standing
        answer = representation(asked, day, organization=one.organization.legal_name, in_force=in_force)
        found.append(
            ApplicationRow(
                one, names.get(one.student, "Somebody who left"), standing, shown_state(standing, day), answer, dues.get(one.pk, []), years.get(one.pk, [])
            )
        )
    return sorted(found, key=lambda row: (row.next_due is None, row.next_due.deadline.on if row.next_due else date.max, row.name))


def timeline(application: Application) -> list[TimelineStep]:
    """Every step, newest first, with what was written; a constant number of queries."""
    events = list(application.events.order_by("-seq"))
    names = names_of({event.by for event in events if event.by})
    proofs = open_texts([(application.student, _bytes(event.sealed_proof)) for event in events])
    notes = open_texts([(application.student, _bytes(event.sealed_note)) for event in events])
    return [
        TimelineStep(event, _title(event), names.get(event.by, "Pathway" if not event.by else "Somebody who left"), _dates(event), proof, note)
        for event, proof, note in zip(events, proofs, notes, strict=True)
    ]


def _bytes(sealed: Any) -> bytes | None:
    return bytes(sealed) if sealed else None


def _title(event: ApplicationEvent) -> str:
    if event.move == "open":
        return "Accreditation recorded" if event.granted_level else "Application opened"
    return STEP_WORDS[event.move]


def _dates(event: ApplicationEvent) -> list[tuple[str, date]]:
    said = ((said_date(name).removeprefix("the "), day) for name, day in event.dates.items())
    return [(label[:1].upper() + label[1:], date.fromisoformat(day)) for label, day in said]


def moves_of(application: Application, standing: Standing, person: Any) -> list[Move]:
    """The steps that ``person`` may record next, those that move it first."""
    found = {move.key: move for role in ("officer", "coordinator") for move in moves_for(standing, role) if acting_role(person, application, move.who)}
    hidden = ("return",) if application.state == "ready_for_ao" else ()  # the review returns it
    return sorted((move for move in found.values() if move.key not in hidden), key=lambda move: move.key in ("withdraw", "terminate", "correct_dates"))


def applications_of(student: Any) -> list[Application]:
    """A student's own, open and accredited ones first, newest first."""
    rows = list(Application.objects.filter(student=student.public_id).select_related("organization", "renews").order_by("-pk"))
    return sorted(rows, key=lambda one: (one.state not in OPEN, one.state not in ACCREDITED))
