"""Supervised practice as the dossier takes it: confirmed entries as the ledger stood on a date."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accreditation.dossier.practice import Practice, Supervisor
from accreditation.models import Entry, PracticeEntry
from accreditation.models.entry import SourceKind
from accreditation.models.practice import EntryState
from lms.core.clock import end_of_day
from lms.people.api import time_zones_of

FORUMS = ("uscis", "eoir", "ice", "cbp", "other")


def practice_of(students: Iterable[str], as_of: date, since: date | None = None) -> dict[str, Practice]:
    """By student's public id, what attorneys confirmed up to the end of ``as_of`` and of work done on or after ``since``.

    A constant number of queries, however many students. What waits unconfirmed is what waits now. An entry that was reversed by then
    does not count; minutes are the ledger's, so an adjustment of one does.
    """
    wanted = set(students)
    standing = _standing(wanted, as_of)
    found = _entries(wanted, as_of, since)
    facts = {}
    for student in wanted:
        confirmed = [(row, minutes) for row in found[student] if row.ledger_seq and (minutes := standing.get((student, row.ledger_seq)))]
        waiting = sum(row.minutes for row in found[student] if row.state == EntryState.SENT)
        facts[student] = _folded(confirmed, waiting)
    return facts


def _standing(students: set[str], as_of: date) -> dict[tuple[str, int], int]:
    """Minutes by the seq of the credit that a confirmation posted: nothing once reversed, and what replaced it where it was corrected."""
    rows = list(Entry.objects.filter(student__in=students, source_kind=SourceKind.PRACTICE).order_by("seq"))
    ends = {student: end_of_day(as_of, zone) for student, zone in time_zones_of(students).items()}
    of_nobody = end_of_day(as_of, "UTC")
    minutes: dict[tuple[str, int], int] = {}
    root: dict[tuple[str, int], int] = {}
    for row in rows:
        if row.recorded_at >= ends.get(row.student, of_nobody):
            continue
        first = root.get((row.student, row.reverses or row.evidence.get("corrects") or 0), row.seq)
        root[row.student, row.seq] = first
        minutes[row.student, first] = minutes.get((row.student, first), 0) + row.minutes
    return minutes


def _entries(students: set[str], as_of: date, since: date | None) -> dict[str, list[PracticeEntry]]:
    rows = PracticeEntry.objects.filter(student__in=students, date__lte=as_of).exclude(state=EntryState.DRAFT).select_related("confirmation")
    if since is not None:
        rows = rows.filter(date__gte=since)
    found: dict[str, list[PracticeEntry]] = defaultdict(list)
    for row in rows.order_by("date", "pk"):
        found[row.student].append(row)
    return found


def _folded(confirmed: list[tuple[PracticeEntry, int]], waiting: int) -> Practice:
    by_task: dict[str, int] = defaultdict(int)
    by_forum = dict.fromkeys(FORUMS, 0)
    by_attorney: dict[tuple[str, str, str], int] = defaultdict(int)
    for row, minutes in confirmed:
        by_task[row.task] += minutes
        by_forum[row.forum] += minutes
        word = row.confirmation
        by_attorney[word.attorney_name, word.bar_state, word.bar_number] += minutes
    rows = [row for row, _ in confirmed]
    return Practice(
        minutes=sum(minutes for _, minutes in confirmed), unconfirmed_minutes=waiting, matters=len({row.matter_id for row in rows}),
        first_date=min((row.date for row in rows), default=None), last_date=max((row.date for row in rows), default=None),
        minutes_by_task=dict(by_task), minutes_by_forum=by_forum,
        appearances_uscis=sum(row.represented and row.forum == "uscis" for row in rows),
        appearances_eoir=sum(row.represented and row.forum == "eoir" for row in rows),
        supervisors=tuple(Supervisor(name=name, bar_state=state, bar_number=number, minutes=by_attorney[name, state, number])
                          for name, state, number in sorted(by_attorney)),
    )  # fmt: skip
