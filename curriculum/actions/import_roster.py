"""Reading a list of participants into a session: everybody on it is decided, or nothing is read; the same file again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from curriculum.actions.plan_session import event_facts
from curriculum.attendance.matching import Match, best_match, key_of
from curriculum.importers.participants import Joined
from curriculum.models import Enrollment, LiveSession, NameChoice, PresenceEvent, PresenceHow, RosterImport
from curriculum.queries.attendance import attendants, candidates, newest_sheet, remembered_choices
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid

NOBODY = "nobody"


@dataclass
class Person:
    """Everybody a list shows under one name or address: their stays, who they most likely are, and what was decided before.

    ``chosen`` is an enrollment's public id, ``nobody``, or empty while a person has to decide.
    """

    key: str
    name: str
    email: str
    match: Match
    chosen: str
    stays: list[Joined] = field(default_factory=list)

    @property
    def is_certain(self) -> bool:
        return self.match.is_certain

    @property
    def lines(self) -> str:
        return ", ".join(str(stay.line) for stay in self.stays)


def people_listed(session: LiveSession, stays: Sequence[Joined]) -> list[Person]:
    """The people on a list, those to decide first; what was decided for the cohort before is chosen already."""
    students, remembered = candidates(session), remembered_choices(session)
    people: dict[str, Person] = {}
    for stay in stays:
        key = key_of(stay.name, stay.email)
        if key not in people:
            match = best_match(stay.name, stay.email, students)
            known = (remembered[key] or NOBODY) if key in remembered else ""
            people[key] = Person(key, stay.name, stay.email, match, match.key if match.is_certain else known)
        people[key].stays.append(stay)
    return sorted(people.values(), key=lambda person: (person.is_certain, bool(person.chosen), person.name.casefold()))


@transaction.atomic
def import_roster(*, session: LiveSession, sha256: str, name: str, stays: Sequence[Joined], choices: dict[str, str], by: Any) -> RosterImport:
    """Record every stay of who is a student here. ``choices`` maps a person's key to an enrollment's public id or ``nobody``.

    Raises ``Invalid`` with a sentence for each line that nobody decided, and ``Conflict`` for a session that is cancelled or confirmed.
    """
    require(by, "curriculum.teach_session", session)
    locked = LiveSession.objects.select_for_update(of=("self",)).select_related("cohort__campus").get(pk=session.pk)
    there = RosterImport.objects.filter(session=locked, sha256=sha256).first()
    if there is not None:
        return there
    if locked.is_cancelled:
        raise Conflict("This session was cancelled.", code="cancelled")
    if newest_sheet(locked) is not None:
        raise Conflict("Attendance of this session is confirmed. Add a forgotten student on the sheet.", code="confirmed")
    people = people_listed(locked, stays)
    decided = _decided(locked, people, choices)
    _remember(locked, people, decided, by)
    return _kept(locked, sha256, name, people, decided, by)


def _decided(session: LiveSession, people: list[Person], choices: dict[str, str]) -> dict[str, Enrollment | None]:
    """Each person's enrollment, or ``None`` for nobody of the cohort."""
    places = {place.public_id: place for place in attendants(session)}
    decided: dict[str, Enrollment | None] = {}
    faults = []
    for person in people:
        choice = person.chosen if person.is_certain else choices.get(person.key, "")
        if choice == NOBODY or choice in places:
            decided[person.key] = places.get(choice)
        else:
            word = "Lines" if len(person.stays) > 1 else "Line"
            faults.append(f"{word} {person.lines}: choose who “{person.name}” is, or that it is nobody of this cohort.")
    if faults:
        raise Invalid(*faults)
    return decided


def _remember(session: LiveSession, people: list[Person], decided: dict[str, Enrollment | None], by: Any) -> None:
    for person in people:
        if not person.is_certain:
            facts = {"enrollment": decided[person.key], "chosen_by": by.public_id, "chosen_at": now()}
            NameChoice.objects.update_or_create(cohort=session.cohort, key=person.key[:350], defaults=facts)


def _kept(session: LiveSession, sha256: str, name: str, people: list[Person], decided: dict[str, Enrollment | None], by: Any) -> RosterImport:
    moment = now()
    roster = RosterImport.objects.create(
        session=session, sha256=sha256, name=name[:200], lines=sum(len(person.stays) for person in people), imported_by=by.public_id, imported_at=moment
    )
    common = {"session": session, "how": PresenceHow.ROSTER, "by": by.public_id, "recorded_at": moment, "roster": roster}
    PresenceEvent.objects.bulk_create(
        PresenceEvent(enrollment=place, kind=kind, at=at, line=stay.line, **common)
        for person in people
        if (place := decided[person.key]) is not None and place.student_id != by.pk
        for stay in person.stays
        for kind, at in (("in", stay.came_at), ("out", stay.left_at))
    )
    matched = len({place.pk for place in decided.values() if place is not None})
    record_event("curriculum.roster_imported", by=by, **event_facts(session, file=roster.name, students=matched))
    return roster
