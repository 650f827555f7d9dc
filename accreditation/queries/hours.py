"""Credited minutes, folded from the ledger: the one source of every figure on screen and in every export.

“As of D” means entries recorded before the end of D in the campus time zone (hours.md, section 4). Minutes are whole
and may be negative in single rows (reversals); sums are exact.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Min, QuerySet, Sum

from accreditation.models import Entry, EntryNote
from accreditation.models.entry import Category
from accreditation.queries.attendance import attendance_explained
from accreditation.queries.topic_minutes import JoinedTopics, added_up
from curriculum.api import counted_for
from lms.core.clock import end_of_day
from lms.core.composed import Composed, Texts
from lms.vault.api import Unreadable, open_text

Holders = dict[str, list[str]]
CATEGORY_LABELS = dict(Category.choices)
UNMEASURED_KINDS = ("outside", "adjustment", "batch", "paper")


def entries_as_of(as_of: date | None, zone: str) -> QuerySet[Entry]:
    """Entries recorded before the end of ``as_of`` in ``zone``; all of them without a date."""
    return Entry.objects.all() if as_of is None else Entry.objects.filter(recorded_at__lt=end_of_day(as_of, zone))


@dataclass
class Fold:
    """The sum of some entries, by every cut that is shown. Keys with nothing left are dropped."""

    minutes: int = 0
    by_category: dict[str, int] = field(default_factory=dict)
    by_topic: dict[str, int] = field(default_factory=dict)
    by_mode: dict[str, int] = field(default_factory=dict)
    by_track: dict[str, int] = field(default_factory=dict)
    first_date: date | None = None
    last_date: date | None = None

    @property
    def told(self) -> dict[str, dict[str, int]]:
        """Minutes by topic and by category for programs that read records, in an order of their own: a database gives its rows in none."""
        return {"minutes_by_topic": dict(sorted(self.by_topic.items())), "minutes_by_category": dict(sorted(self.by_category.items()))}


def fold_by_track(entries: QuerySet[Entry], holders: Holders | None = None) -> dict[tuple[str, str], Fold]:
    """One fold per (enrollment, track): one query, however many entries there are in a track.

    With ``holders``, an entry of an earlier place counts in the places that the student moved on to.
    """
    return _folded(_sums(entries), holders)


def folds_of(students: Collection[str], as_of: date | None, zone: str, holders: Holders) -> dict[tuple[str, str], Fold]:
    """``fold_by_track`` of all entries of some students (public ids), as of a date."""
    rows = _sums_now.rows(students=[*students]) if as_of is None else _sums(entries_as_of(as_of, zone).filter(student__among=students))
    return _folded(rows, holders)


def _sums(entries: QuerySet[Entry]) -> QuerySet[Entry, Any]:
    cuts = ("enrollment", "track", "category", "mode")
    sums = entries.order_by().values(*cuts).annotate(total=Sum("minutes"), first=Min("occurred_from"), last=Max("occurred_to"), joined=JoinedTopics())
    return sums.values_list(*cuts, "total", "first", "last", "joined")


_sums_now = Composed(lambda students: _sums(Entry.objects.filter(student__among=students)), students=Texts)


def _folded(sums: Iterable[tuple[Any, ...]], holders: Holders | None) -> dict[tuple[str, str], Fold]:
    folds: dict[tuple[str, str], Fold] = defaultdict(Fold)
    for enrollment, track, *sum_of_cut, joined in sums:
        topics = added_up(joined)
        for holder in held_by(enrollment, holders):
            _add(folds[holder, track], track, topics, *sum_of_cut)
    return dict(folds)


def _add(fold: Fold, track: str, topics: dict[str, int], category: str, mode: str, total: int, first: date, last: date) -> None:
    fold.minutes += total
    _count(fold.by_category, category, total)
    _count(fold.by_mode, mode, total)
    _count(fold.by_track, track, total)
    for slug, minutes in topics.items():
        _count(fold.by_topic, slug, minutes)
    fold.first_date = first if fold.first_date is None else min(fold.first_date, first)
    fold.last_date = last if fold.last_date is None else max(fold.last_date, last)


def holders_of(enrollments: Iterable[Any]) -> Holders:
    """By public id of each place and each earlier one, the places whose figures it counts in."""
    return {place.public_id: [one.public_id for one in held] for place, held in counted_for(enrollments).items()}


def held_by(enrollment: str, holders: Holders | None) -> list[str]:
    return holders.get(enrollment, [enrollment]) if holders is not None else [enrollment]


def _count(totals: dict[str, int], key: str, minutes: int) -> None:
    totals[key] = totals.get(key, 0) + minutes
    if not totals[key]:
        del totals[key]


def minutes_by_category(enrollments: Iterable[Any]) -> dict[str, dict[str, int]]:
    """Minutes by enrollment and category: the coordinator's board. Earlier places count in."""
    return _minutes_by("category", enrollments)


def minutes_by_track(enrollments: Iterable[Any]) -> dict[str, dict[str, int]]:
    """Minutes by enrollment and track, in one query, and one more where somebody moved. Earlier places count in."""
    return _minutes_by("track", enrollments)


def _minutes_by(field_name: str, enrollments: Iterable[Any]) -> dict[str, dict[str, int]]:
    holders = holders_of(enrollments)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Entry.objects.filter(enrollment__in=list(holders)).order_by().values("enrollment", field_name).annotate(total=Sum("minutes"))
    for row in rows:
        for holder in holders[row["enrollment"]]:
            found[holder][row[field_name]] += row["total"]
    return {holder: dict(minutes) for holder, minutes in found.items()}


def category_minutes(entries: QuerySet[Entry]) -> dict[str, int]:
    """Minutes of ``entries`` by category, in one query."""
    return dict(entries.order_by().values_list("category").annotate(total=Sum("minutes")))


def minutes_on_day(student: str, day: date) -> int:
    """Everything credited for a local date. An entry over several days counts on each with its even share, rounded up (decision 68)."""
    entries = Entry.objects.filter(student=student, occurred_from__lte=day, occurred_to__gte=day).order_by()
    rows = entries.values_list("occurred_from", "occurred_to").annotate(total=Sum("minutes"))
    return sum(-(-minutes // ((last - first).days + 1)) for first, last, minutes in rows)


def entries_of(student: str) -> QuerySet[Entry]:
    """A student's entries, newest first."""
    return Entry.objects.filter(student=student).order_by("-seq")


def chain_head(student: str, as_of: date | None, zone: str) -> tuple[int, str]:
    """Number and hash of the newest entry as of a date; ``(0, "")`` without one."""
    newest = entries_as_of(as_of, zone).filter(student=student).order_by("-seq").values_list("seq", "hash").first()
    return newest or (0, "")


def reversed_seqs(student: str) -> dict[int, int]:
    """Which entry (key) was reversed by which (value)."""
    return {
        reverses: seq for reverses, seq in Entry.objects.filter(student=student, reverses__isnull=False).values_list("reverses", "seq") if reverses is not None
    }


def reason_of(entry: Entry) -> str:
    """Why the entry was posted, in the words of who did; empty without a reason, and once the person's texts were erased."""
    note = EntryNote.objects.filter(entry=entry).first()
    if note is None:
        return ""
    try:
        return open_text(entry.student, bytes(note.sealed_text))
    except Unreadable:
        return ""


def explained(entry: Entry) -> dict[str, Any]:
    """The entry's evidence in words for its page: kind, range in minutes, log segment."""
    evidence = entry.evidence
    if evidence.get("kind") == "correction":
        return {"kind": "correction", "corrects": evidence["corrects"]}
    if evidence.get("kind") == "attestation":
        return {"kind": "attestation", "sha256": evidence["sha256"]}
    if evidence.get("kind") == "attendance":
        return attendance_explained(entry)
    if evidence.get("kind") in UNMEASURED_KINDS:
        return dict(evidence)
    if evidence.get("kind") == "merged":
        return {name: evidence[name] for name in ("kind", "was", "seq", "hash")}
    if evidence.get("kind") != "measured":
        return {"kind": evidence.get("kind", "")}
    return {
        "kind": "measured", "policy": evidence["policy"], "from_minutes": evidence["from_ms"] // 60_000, "to_minutes": evidence["to_ms"] // 60_000,
        "log_seq": evidence["log_seq"], "log_hash": evidence["log_hash"], "elsewhere": evidence.get("elsewhere", []),
    }  # fmt: skip
