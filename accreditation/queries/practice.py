"""Supervised practice as its pages show it: a student's entries, an attorney's pile, a coordinator's board."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from accreditation.models import AttorneyProposal, Checkpoint, Confirmation, Matter, MatterStudent, PracticeEntry, PracticeMessage, SupervisingAttorney
from accreditation.models.entry import Entry, SourceKind
from accreditation.models.practice import EntryState
from lms.core.clock import now
from lms.people.api import MailedLink, User
from lms.vault.api import open_texts

PURPOSE = "accreditation.confirm_practice"
COUNTED = (EntryState.DRAFT, EntryState.SENT, EntryState.RETURNED, EntryState.CONFIRMED)


@dataclass(frozen=True)
class Shown:
    """An entry with what the student learned, in words, and its earlier versions' word on it left out."""

    entry: PracticeEntry
    learned: str
    student: str


@dataclass(frozen=True)
class Said:
    """A message of a thread in words."""

    message: PracticeMessage
    author: str
    text: str


@dataclass
class Load:
    """What one attorney has: matters, students, what waits and since when, and the link that is open."""

    attorney: SupervisingAttorney
    matters: int = 0
    students: int = 0
    waiting: int = 0
    oldest: Any = None
    oldest_days: int = 0
    link: MailedLink | None = None


@dataclass
class Pile:
    """One student's entries that wait for an attorney."""

    student: str
    name: str
    entries: list[Shown] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(shown.entry.minutes for shown in self.entries)


def practice_entry_called(public_id: str) -> PracticeEntry | None:
    return PracticeEntry.objects.select_related("matter__attorney", "confirmation").filter(public_id=public_id).first()


def kept_entry_called(public_id: str) -> PracticeEntry | None:
    """As ``practice_entry_called`` for others than the student: drafts are nobody else's."""
    entry = practice_entry_called(public_id)
    return entry if entry is not None and entry.state != EntryState.DRAFT else None


def matter_called(code: str) -> Matter | None:
    return Matter.objects.select_related("attorney").filter(code=code).first()


def attorney_called(public_id: str) -> SupervisingAttorney | None:
    return SupervisingAttorney.objects.filter(public_id=public_id).first()


def attorney_proposal_called(public_id: str) -> AttorneyProposal | None:
    return AttorneyProposal.objects.filter(public_id=public_id).first()


def place_called(pk: int) -> MatterStudent | None:
    return MatterStudent.objects.select_related("matter").filter(pk=pk, ended_at__isnull=True).first()


def shown(entries: Iterable[PracticeEntry]) -> list[Shown]:
    """Entries with their texts opened and their students named, in two reads."""
    found = list(entries)
    texts = open_texts([(entry.student, bytes(entry.sealed_learned)) for entry in found])
    names = _legal_names({entry.student for entry in found})
    return [Shown(entry, text, names.get(entry.student, "")) for entry, text in zip(found, texts, strict=True)]


def entries_of_student(student: str) -> QuerySet[PracticeEntry]:
    """What stands and what waits, newest first; versions that were replaced are left out."""
    rows = PracticeEntry.objects.filter(student=student, state__in=COUNTED)
    return rows.select_related("matter__attorney").order_by("-date", "-pk")


def minutes_by_state(student: str) -> dict[str, int]:
    rows = PracticeEntry.objects.filter(student=student, state__in=COUNTED).order_by().values("state").annotate(total=Sum("minutes"))
    return {row["state"]: row["total"] for row in rows}


def waiting_for_attorney(attorney: SupervisingAttorney) -> QuerySet[PracticeEntry]:
    """What an attorney may confirm: sent entries of the matters they supervise now."""
    rows = PracticeEntry.objects.filter(matter__attorney=attorney, state=EntryState.SENT)
    return rows.select_related("matter").order_by("student", "date", "pk")


def piles_of(attorney: SupervisingAttorney) -> list[Pile]:
    """What waits for ``attorney``, by student."""
    piles: dict[str, Pile] = {}
    for one in shown(waiting_for_attorney(attorney)):
        piles.setdefault(one.entry.student, Pile(one.entry.student, one.student)).entries.append(one)
    return sorted(piles.values(), key=lambda pile: pile.name)


def thread_of(entry: PracticeEntry) -> list[Said]:
    """What was said about an entry and its earlier versions, in order."""
    return said(PracticeMessage.objects.filter(entry__line=entry.line).select_related("entry"))


def said(rows: Iterable[PracticeMessage]) -> list[Said]:
    """Messages (with their entries) opened, and who wrote them."""
    messages = list(rows)
    texts = open_texts([(message.entry.student, bytes(message.sealed_text)) for message in messages])
    names = _legal_names({message.author for message in messages})
    names |= dict(SupervisingAttorney.objects.filter(public_id__in={message.author for message in messages}).values_list("public_id", "name"))
    return [Said(message, names.get(message.author, ""), text) for message, text in zip(messages, texts, strict=True)]


def versions_of(entry: PracticeEntry) -> QuerySet[PracticeEntry]:
    return PracticeEntry.objects.filter(line=entry.line).order_by("-version")


def confirmed_before(entry: PracticeEntry) -> PracticeEntry | None:
    """The version of the same work that stands confirmed, when ``entry`` is to take its place."""
    return PracticeEntry.objects.filter(line=entry.line, state=EntryState.CONFIRMED).exclude(pk=entry.pk).first()


def minutes_of_day(student: str, day: date, *, but_line: str = "") -> int:
    """Everything of one day: what is credited from elsewhere, and the practice written down for it, whether confirmed yet or not."""
    credited = Entry.objects.filter(student=student, occurred_from__lte=day, occurred_to__gte=day).exclude(source_kind=SourceKind.PRACTICE)
    written = PracticeEntry.objects.filter(student=student, date=day, state__in=COUNTED).exclude(line=but_line)
    by_line: dict[str, int] = defaultdict(int)
    for line, minutes in written.values_list("line", "minutes"):
        by_line[line] = max(by_line[line], minutes)  # a correction of a confirmed version does not count twice
    return (credited.aggregate(total=Sum("minutes"))["total"] or 0) + sum(by_line.values())


def looks_alike(*, student: str, matter: Matter, day: date, minutes: int, task: str, but_line: str = "") -> bool:
    """Whether the same work of the same length on the same day is there already."""
    same = PracticeEntry.objects.filter(student=student, matter=matter, date=day, minutes=minutes, task=task, state__in=COUNTED)
    return same.exclude(line=but_line).exists()


def loads_of(attorneys: QuerySet[SupervisingAttorney]) -> list[Load]:
    """The board: four queries, however many attorneys there are. The one that waits longest comes first."""
    rows = list(
        attorneys.annotate(open_matters=Count("matters", filter=Q(matters__closed_on__isnull=True), distinct=True)).order_by("name", "pk"),
    )
    places = MatterStudent.objects.filter(matter__attorney__in=rows, matter__closed_on__isnull=True, ended_at__isnull=True)
    students = dict(places.order_by().values_list("matter__attorney").annotate(Count("student", distinct=True)))
    sent = PracticeEntry.objects.filter(matter__attorney__in=rows, state=EntryState.SENT).order_by().values_list("matter__attorney")
    waiting = {pk: (count, oldest) for pk, count, oldest in sent.annotate(Count("pk"), Min("sent_at"))}
    at = now()
    links = MailedLink.objects.filter(purpose=PURPOSE, subject__in=[row.public_id for row in rows], revoked_at__isnull=True, expires_at__gt=at)
    newest = {link.subject: link for link in reversed(list(links))}
    loads = []
    for row in rows:
        count, oldest = waiting.get(row.pk, (0, None))
        days = (at - oldest).days if oldest else 0
        loads.append(Load(row, row.open_matters, students.get(row.pk, 0), count, oldest, days, newest.get(row.public_id)))
    return sorted(loads, key=lambda load: (load.oldest is None, load.oldest or at, load.attorney.name))


def confirmations_by(attorney: SupervisingAttorney, limit: int = 20) -> list[tuple[Confirmation, str]]:
    """The newest confirmations of an attorney with the student's name."""
    found = list(Confirmation.objects.filter(attorney=attorney.public_id).order_by("-pk")[:limit])
    names = _legal_names({one.student for one in found})
    return [(one, names.get(one.student, "")) for one in found]


def matters_with_places(matters: QuerySet[Matter]) -> list[tuple[Matter, list[tuple[MatterStudent, str]]]]:
    """Matters, newest first, with who works in each."""
    rows = list(matters.select_related("attorney").order_by("closed_on", "-pk"))
    places = list(MatterStudent.objects.filter(matter__in=rows, ended_at__isnull=True))
    names = _legal_names({place.student for place in places})
    by_matter: dict[int, list[tuple[MatterStudent, str]]] = defaultdict(list)
    for place in places:
        by_matter[place.matter_id].append((place, names.get(place.student, "")))
    return [(row, by_matter[row.pk]) for row in rows]


def checkpoint_called(public_id: str) -> Checkpoint | None:
    return Checkpoint.objects.select_related("matter").filter(public_id=public_id).first()


def checkpoints_of(matter: Matter, student: str) -> list[tuple[Checkpoint, str]]:
    """A student's points of a matter with the feedback on each; empty where there is none yet."""
    points = list(Checkpoint.objects.filter(matter=matter, student=student))
    texts = open_texts([(point.student, bytes(point.sealed_feedback or b"")) for point in points])
    return list(zip(points, texts, strict=True))


def checkpoints_waiting_for(attorney: SupervisingAttorney) -> list[tuple[Checkpoint, str]]:
    """Points without feedback in an attorney's matters, with the student's name."""
    points = list(Checkpoint.objects.filter(matter__attorney=attorney, feedback_by="").select_related("matter"))
    names = _legal_names({point.student for point in points})
    return [(point, names.get(point.student, "")) for point in points]


@dataclass(frozen=True)
class ProposedRecord:
    """A proposed record of an attorney, who proposed it, and whether the person who looks may decide."""

    proposal: AttorneyProposal
    proposed_by: str
    may_decide: bool


def named_proposals(proposals: QuerySet[AttorneyProposal], person: Any) -> list[ProposedRecord]:
    rows = list(proposals.select_related("attorney"))
    names = _legal_names({row.proposed_by for row in rows})
    return [ProposedRecord(row, names.get(row.proposed_by, ""), row.proposed_by != person.public_id) for row in rows]


def entries_in(matter: Matter) -> list[tuple[PracticeEntry, str]]:
    """What was written in a matter and is no draft, with the student's name; texts stay closed."""
    rows = list(matter.entries.exclude(state__in=(EntryState.DRAFT, EntryState.REPLACED)).order_by("-date", "-pk"))
    names = _legal_names({row.student for row in rows})
    return [(row, names.get(row.student, "")) for row in rows]


def _legal_names(public_ids: Iterable[str]) -> dict[str, str]:
    """Whole names, in one query: who signs for a student's work must know which Ana it is."""
    return {person.public_id: person.legal_name for person in User.objects.filter(public_id__in=set(public_ids))}
