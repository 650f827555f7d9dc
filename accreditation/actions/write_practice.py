"""Writing an entry of supervised practice: a draft, its changes, and a new version of what was returned or confirmed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accreditation.confidentiality.refusing import refuse_identifiers
from accreditation.models import LedgerHead, Matter, MatterStudent, PracticeEntry
from accreditation.models.practice import DAY_MINUTES, EntryState, Forum, Skill, Task
from accreditation.queries.practice import looks_alike, minutes_of_day
from curriculum.api import enrollment_called, topic_titles
from lms.core.canonical import sha256_hex
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import new_public_id
from lms.core.wording import day
from lms.vault.api import seal_text


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a student did, as they write it. ``minutes`` are whole; ``learned`` is free text, guarded before it is kept."""

    date: date
    minutes: int
    task: str
    forum: str
    skill: str
    topic: str
    represented: bool
    learned: str


@transaction.atomic
def write_practice(*, matter: Matter, work: Work, by: Any, is_another: bool = False) -> PracticeEntry:
    """A new draft of ``by``, who has a place in ``matter``.

    Raises ``Identifying`` for a text that may identify a client, ``Invalid`` for work that cannot be (more than 16 hours of everything on one day
    among it), ``Conflict`` with the code ``looks_alike`` unless ``is_another``, ``Forbidden`` without a place in the matter.
    """
    place = MatterStudent.objects.filter(matter=matter, student=by.public_id, ended_at__isnull=True).first()
    if place is None:
        raise Forbidden("You have no place in this matter. Ask your coordinator.")
    name = new_public_id()
    check_work(work, matter=matter, student=by.public_id, enrollment=place.enrollment)
    _refuse_double(work, matter, by.public_id, "", is_another)
    return PracticeEntry.objects.create(
        public_id=name, line=name, student=by.public_id, enrollment=place.enrollment, campus=matter.campus, matter=matter, **_columns(work, by.public_id)
    )


@transaction.atomic
def change_practice(*, entry: PracticeEntry, work: Work, by: Any, is_another: bool = False) -> PracticeEntry:
    """Change a draft, or write the next version of what was returned or confirmed; a confirmed one stands until the new one is confirmed.

    Raises as ``write_practice``, and ``Conflict`` for what waits for the attorney, was replaced, or has a newer version open.
    """
    if entry.student != by.public_id:
        raise Forbidden("This entry is not yours.")
    locked = PracticeEntry.objects.select_for_update().select_related("matter").get(pk=entry.pk)
    if locked.state in (EntryState.SENT, EntryState.REPLACED):
        raise Conflict("This entry waits for the attorney, or a newer version took its place.", code="not_open")
    check_work(work, matter=locked.matter, student=locked.student, enrollment=locked.enrollment, line=locked.line)
    _refuse_double(work, locked.matter, locked.student, locked.line, is_another)
    if locked.state == EntryState.DRAFT:
        for name, value in _columns(work, locked.student).items():
            setattr(locked, name, value)
        locked.save()
        return locked
    return _next_version(locked, work)


def check_work(work: Work, *, matter: Matter, student: str, enrollment: str, line: str = "") -> None:
    """Raise ``Invalid`` with every fault of ``work``; asked again when it is sent and when it is confirmed."""
    refuse_identifiers(work.learned)
    wrong = []
    place = enrollment_called(enrollment)
    today = local_date(now(), place.cohort.campus.time_zone) if place else now().date()
    if not 1 <= work.minutes <= DAY_MINUTES:
        wrong.append("Minutes are a whole number from 1 to 960.")
    if work.date > today:
        wrong.append("This day has not come yet.")
    if work.date < matter.opened_on or (matter.closed_on and work.date > matter.closed_on):
        wrong.append("The matter was not open on this day.")
    if work.task not in Task.values or work.forum not in Forum.values or work.skill not in Skill.values or work.topic not in topic_titles():
        wrong.append("Choose a task, a forum, a skill and a topic from the lists.")
    if not work.learned.strip():
        wrong.append("Say in a sentence or two what you learned.")
    if wrong:
        raise Invalid(*wrong)
    refuse_too_much(student, work.date, work.minutes, line)


def refuse_too_much(student: str, on: date, minutes: int, line: str) -> None:
    """No day holds more than 16 hours of everything (hours.md). The chain is locked, so that two devices do not both fit in."""
    LedgerHead.objects.select_for_update().filter(student=student).first()
    there = minutes_of_day(student, on, but_line=line)
    if there + minutes > DAY_MINUTES:
        raise Invalid(f"{day(on)} would hold more than 16 hours: {there} min are there already.", code="day_too_full")


def _refuse_double(work: Work, matter: Matter, student: str, line: str, is_another: bool) -> None:
    if not is_another and looks_alike(student=student, matter=matter, day=work.date, minutes=work.minutes, task=work.task, but_line=line):
        raise Conflict("The same task, day and minutes are in your log already. If this is another piece of work, say so below.", code="looks_alike")


def _columns(work: Work, student: str) -> dict[str, Any]:
    learned = work.learned.strip()
    return {
        "date": work.date, "minutes": work.minutes, "task": work.task, "forum": work.forum, "skill": work.skill, "topic": work.topic,
        "represented": work.represented, "sealed_learned": seal_text(student, learned), "learned_sha256": sha256_hex(learned.encode()), "written_at": now(),
    }  # fmt: skip


def _next_version(entry: PracticeEntry, work: Work) -> PracticeEntry:
    newest = PracticeEntry.objects.filter(line=entry.line).order_by("-version").values_list("version", flat=True)[0]
    if entry.state == EntryState.RETURNED:
        entry.state = EntryState.REPLACED
        entry.save(update_fields=["state"])
    try:
        with transaction.atomic():
            return PracticeEntry.objects.create(
                line=entry.line, version=newest + 1, student=entry.student, enrollment=entry.enrollment, campus=entry.campus, matter=entry.matter,
                **_columns(work, entry.student),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("A newer version of this entry is open already. Go on with that one.", code="open_version") from None
