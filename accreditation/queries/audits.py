"""Audits as coordinators see them, and what the pages behind an auditor's link show: facts of the audited students, and nobody else's."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Audit, Certificate, Entry
from accreditation.policies.sharing import CERTIFICATES, DOCUMENTS, HOURS
from accreditation.queries.certificates import certificates_of, status_of
from accreditation.queries.evidence import documents, evidence_of_owners
from accreditation.queries.hours import CATEGORY_LABELS, entries_of, fold_by_track, holders_of, reversed_seqs
from accreditation.queries.intervals import Stretch, counted_time_in
from accreditation.queries.outside_facts import Folded, folded_outside
from accreditation.rules.audits import audits_kept_by, shared_with_auditors
from curriculum.api import enrollments_called, topic_titles
from lms.audit.api import disclosures_to
from lms.core.clock import now

PURPOSE = "accreditation.audit"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Card:
    """An audit on the board of coordinators. ``looks`` are (what, how often, last time)."""

    audit: Audit
    state: str
    looks: list[tuple[str, int, datetime]]


@dataclass(frozen=True)
class Track:
    """Minutes of one track, by kind of training and by topic."""

    title: str
    minutes: int
    categories: list[tuple[str, int]]
    topics: list[tuple[str, int]]


@dataclass(frozen=True)
class AuditedRecord:
    """One student as an audit shows them. ``documents`` are (kind, day on it, state): no file and nothing that was typed beside it."""

    place: Any
    tracks: list[Track]
    entries: list[Entry]
    reversed: dict[int, int]
    outside: list[Folded]
    certificates: list[tuple[Certificate, str]]
    documents: list[tuple[str, date | None, str]]

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.entries)


def audit_called(public_id: str) -> Audit | None:
    return Audit.objects.filter(public_id=public_id).select_related("revocation").first()


def state_of(audit: Audit) -> str:
    """``open``, ``revoked`` or ``expired``."""
    if getattr(audit, "revocation", None) is not None:
        return "revoked"
    return "open" if now() < audit.expires_at else "expired"


def audits_board(person: Any) -> list[Card]:
    """Every audit of the person's campuses, newest first, with what was looked at; two queries."""
    audits = list(audits_kept_by(person).select_related("revocation"))
    seen: dict[str, dict[str, tuple[int, datetime]]] = defaultdict(dict)
    for look in reversed(disclosures_to(audit.public_id for audit in audits)):
        count, _last = seen[look.viewer].get(look.what, (0, look.at))
        seen[look.viewer][look.what] = (count + 1, look.at)
    return [Card(audit, state_of(audit), [(what, *facts) for what, facts in seen[audit.public_id].items()]) for audit in audits]


def audited_places(audit: Audit) -> list[Any]:
    """Whom it shows now, by name: the places it was opened for, less students whose consent ended where students decide."""
    places = sorted(enrollments_called(audit.places), key=lambda place: place.student.legal_name)
    return shared_with_auditors(audit.campus, places, HOURS)


def audited_place(audit: Audit, public_id: str) -> Any | None:
    """One of them; ``None`` for everybody else."""
    return next((place for place in audited_places(audit) if place.public_id == public_id), None)


def audited_rows(audit: Audit, places: list[Any]) -> list[tuple[Any, int]]:
    """Each place with its minutes in the program's tracks, by the fold that its own page shows; a constant number of queries."""
    holders = holders_of(places)
    folds = fold_by_track(Entry.objects.filter(campus=audit.campus, enrollment__in=list(holders)), holders)
    return [(place, sum(fold.minutes for (holder, track), fold in folds.items() if holder == place.public_id and track)) for place in places]


def audited_entries(audit: Audit, place: Any) -> QuerySet[Entry]:
    """The entries of the place, and of places the student moved to it from, on the audit's campus."""
    return entries_of(place.student.public_id).filter(campus=audit.campus, enrollment__in=list(holders_of([place])))


def audited_record(audit: Audit, place: Any) -> AuditedRecord:
    """Everything of one student that an audit shows."""
    entries, who = audited_entries(audit, place), place.student.public_id
    folds, titles = fold_by_track(entries, holders_of([place])), topic_titles()
    tracks = []
    for track in place.cohort.program.tracks.all():
        fold = folds.get((place.public_id, track.slug))
        kinds = [(CATEGORY_LABELS[key], minutes) for key, minutes in sorted(fold.by_category.items())] if fold else []
        topics = [(titles.get(key, key), minutes) for key, minutes in sorted(fold.by_topic.items())] if fold else []
        tracks.append(Track(track.title, fold.minutes if fold else 0, kinds, topics))
    shows_certificates, shows_documents = (bool(shared_with_auditors(audit.campus, [place], record)) for record in (CERTIFICATES, DOCUMENTS))
    certificates = certificates_of([who]).filter(campus=audit.campus, enrollment=place.public_id).defer("pdf") if shows_certificates else []
    papers = documents(evidence_of_owners([who]).filter(campus=audit.campus, kind__in=_kinds_for_auditors())) if shows_documents else []
    return AuditedRecord(
        place, tracks, list(entries), reversed_seqs(who), folded_outside(entries), [(one, status_of(one)) for one in certificates],
        [(evidence_kinds.get(one.evidence.kind).title, one.dated, one.state) for one in papers if one.is_open],
    )  # fmt: skip


def _kinds_for_auditors() -> list[str]:
    return [kind.key for kind in evidence_kinds if "auditor" in kind.readers]


def rests_on(entry: Entry) -> list[tuple[str, str]]:
    """What an entry rests on, without a person's words: its kind, ranges, numbers and fingerprints."""
    found = [("Kind", str(entry.evidence.get("kind", "")))]
    for key, value in sorted(entry.evidence.items()):
        if isinstance(value, int) or (isinstance(value, str) and _HASH.fullmatch(value)) or key == "policy":
            found.append((key.replace("_", " "), str(value)))
    return found


def audited_time(entry: Entry, place: Any) -> list[Stretch]:
    """Every stretch of the lesson that a measured entry is about; none for other entries."""
    if entry.evidence.get("was", entry.evidence.get("kind")) != "measured":
        return []
    return counted_time_in(place, f"{entry.enrollment}/{entry.source_id}")
