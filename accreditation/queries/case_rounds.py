"""Case rounds as pages show them: the agenda by codes, who leads, and what students noted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from accreditation.models import AgendaItem, CaseRound, Matter, MatterStudent, Presentation, SupervisingAttorney
from curriculum.api import live_session_called, live_sessions_called
from lms.people.api import User
from lms.vault.api import open_texts


@dataclass(frozen=True)
class Room:
    """A live session with its round, if it is one. Rules ask for its ``campus``, a slug."""

    session: Any
    round: CaseRound | None

    @property
    def campus(self) -> str:
        slug: str = self.session.cohort.campus.slug
        return slug

    @property
    def leader(self) -> str:
        """The name of the attorney or the instructor who leads; empty where nobody does any more."""
        if self.round is not None and self.round.attorney is not None:
            return self.round.attorney.name
        return self.session.instructor.legal_name if self.session.instructor else ""


@dataclass(frozen=True)
class Told:
    """What one student noted of one matter."""

    student: str
    name: str
    note: str
    at: Any


@dataclass
class Item:
    """A matter of the agenda with what was noted."""

    item: AgendaItem
    told: list[Told] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.item.matter.code


def round_room(public_id: str) -> Room | None:
    """The live session of that name, with its round."""
    session = live_session_called(public_id)
    return room_of(session) if session is not None else None


def room_of(session: Any) -> Room:
    return Room(session, CaseRound.objects.select_related("attorney").filter(session=session.public_id).first())


def items_of(room: Room, *, student: str | None = None) -> list[Item]:
    """The agenda in order of codes. ``student``: with the notes of that one alone."""
    return items_of_each([room], student=student)[0]


def items_of_each(rooms: Sequence[Room], *, student: str | None = None) -> list[list[Item]]:
    """``items_of`` of several rooms, in their order; in four reads however many."""
    rounds = [room.round for room in rooms if room.round is not None]
    rows = list(AgendaItem.objects.filter(round__in=rounds).select_related("matter")) if rounds else []
    notes = Presentation.objects.filter(item__in=rows)
    told = _told(notes.filter(student=student) if student is not None else notes) if rows else {}
    agendas: dict[int, list[Item]] = defaultdict(list)
    for row in rows:
        agendas[row.round_id].append(Item(row, told.get(row.pk, [])))
    return [agendas[room.round.pk] if room.round is not None else [] for room in rooms]


def _told(notes: Iterable[Presentation]) -> dict[int, list[Told]]:
    """By agenda item, the newest note of each student; two reads."""
    newest = {(note.item_id, note.student): note for note in sorted(notes, key=lambda note: note.number)}
    rows = sorted(newest.values(), key=lambda note: note.pk)
    texts = open_texts([(row.student, bytes(row.sealed_note)) for row in rows])
    names = {person.public_id: person.legal_name for person in User.objects.filter(public_id__in={row.student for row in rows})}
    found: dict[int, list[Told]] = defaultdict(list)
    for row, text in zip(rows, texts, strict=True):
        found[row.item_id].append(Told(row.student, names.get(row.student, ""), text, row.at))
    return found


def places_presenting(session: Any, student: str) -> dict[int, MatterStudent]:
    """By matter, the place that the student had in it while the session was held."""
    places = MatterStudent.objects.filter(student=student, assigned_at__lt=session.ends_at).select_related("matter")
    return {place.matter_id: place for place in places if place.ended_at is None or place.ended_at > session.starts_at}


def rooms_of_matter(matter: Matter) -> list[Room]:
    """The rounds on whose agenda a matter stands, the newest first; three queries."""
    return _rooms(CaseRound.objects.filter(items__matter=matter))


def rooms_led_by(attorney: SupervisingAttorney) -> list[Room]:
    """The rounds an attorney leads, the newest first."""
    return _rooms(CaseRound.objects.filter(attorney=attorney))


def presented_by(student: str) -> list[tuple[Presentation, str]]:
    """Every note of a student in order, with its words; three reads."""
    notes = list(Presentation.objects.filter(student=student).select_related("item__matter", "item__round").order_by("pk"))
    return list(zip(notes, open_texts([(student, bytes(note.sealed_note)) for note in notes]), strict=True))


def rooms_on(campuses: Iterable[str]) -> list[Room]:
    """The rounds of these campuses, by slug, the newest first."""
    return _rooms(CaseRound.objects.filter(campus__in=[*campuses]))


def _rooms(rounds: Any) -> list[Room]:
    found = {row.session: row for row in rounds.select_related("attorney")}
    sessions = sorted(live_sessions_called(found), key=lambda session: session.starts_at, reverse=True)
    return [Room(session, found[session.public_id]) for session in sessions]
