"""Documents with their state, what was typed beside them, and who did what: the one fold of their events that every page and figure uses."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.models import Evidence, EvidenceEvent, EvidenceEventKind, EvidenceText
from lms.core.clock import end_of_day, local_date, now
from lms.people.api import Campus, names_of
from lms.vault.api import open_texts

LIVE = (EvidenceEventKind.SUBMITTED, EvidenceEventKind.VERIFIED)
OPEN = (*LIVE, EvidenceEventKind.REJECTED)
"""States in which a document can still be decided about, withdrawn and replaced."""


@dataclass(frozen=True)
class Document:
    """A document as of a day. ``facts`` is what was typed, empty once removed; ``reason`` why it was not accepted; ``state_on`` the campus day of its state."""

    evidence: Evidence
    kind: EvidenceKind
    state: str
    state_on: date
    facts: dict[str, Any] = field(repr=False)
    reason: str = field(repr=False)
    uploaded_on: date
    decided_by: str
    today: date

    @property
    def title(self) -> str:
        named = self.facts.get("writer") or self.facts.get("training") or self.facts.get("recipient") or ""
        return f"{self.kind.title}: {named}" if named else self.kind.title

    @property
    def dated(self) -> date | None:
        return date.fromisoformat(self.facts["dated"]) if "dated" in self.facts else None

    @property
    def expires_on(self) -> date | None:
        """The last day it is good for: the earlier of the day that was typed and the kind's rule."""
        typed = date.fromisoformat(self.facts["ends_on"]) if "ends_on" in self.facts else None
        ruled = self.kind.expiry.last_day(self.dated) if self.kind.expiry and self.dated else None
        return min((day for day in (typed, ruled) if day), default=None)

    @property
    def is_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < self.today

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def also(self) -> tuple[str, ...]:
        return tuple(self.facts.get("also", ()))

    @property
    def also_titles(self) -> list[str]:
        return [evidence_kinds.get(key).title for key in self.also if key in evidence_kinds]

    @property
    def named(self) -> str:
        """The other name of the student that it bears. No answer like the rest: who may see it is asked of ``accreditation.see_other_names``."""
        return str(self.facts.get("named", ""))

    @property
    def answers(self) -> list[tuple[str, Any]]:
        """What was typed, in words: (label, value), days as dates."""
        return [(asked.label, _in_words(asked, self.facts[asked.key])) for asked in self.kind.asks if asked.key in self.facts]


def _in_words(asked: Any, value: Any) -> Any:
    if asked.form in ("past", "day"):
        return date.fromisoformat(value)
    if asked.form == "tick":
        return "Yes"
    words = dict(asked.choices)
    return "; ".join(words[key] for key in value) if asked.form == "choices" else words.get(value, value)


def with_state(found: QuerySet[Evidence]) -> QuerySet[Any]:
    """Each document with ``state``, the kind of its newest event."""
    newest = EvidenceEvent.objects.filter(evidence=OuterRef("pk")).order_by("-number").values("kind")[:1]
    return found.annotate(state=Subquery(newest))


def evidence_called(public_id: str) -> Evidence | None:
    return Evidence.objects.filter(public_id=public_id).first()


def events_of(evidence: Evidence) -> list[EvidenceEvent]:
    return list(EvidenceEvent.objects.filter(evidence=evidence))


def evidence_of_owners(students: Iterable[str] = (), organizations: Iterable[str] = ()) -> QuerySet[Evidence]:
    """Every document of these students and organizations (public ids), oldest first."""
    ids, others = sorted({*students} - {""}), sorted({*organizations} - {""})
    return Evidence.objects.filter(Q(student__in=ids) | Q(organization__in=others)).order_by("pk")


def documents(found: QuerySet[Evidence] | list[Evidence], *, as_of: date | None = None) -> list[Document]:
    """The documents with everything about them, in a constant number of queries; with ``as_of`` those recorded by the end of that campus day, as they were.

    Given as a query, their events and texts are found by it, so that any number of them can be asked for.
    """
    rows = list(found)
    if not rows:
        return []
    zones = dict(Campus.objects.filter(slug__in={row.campus for row in rows}).values_list("slug", "time_zone"))
    which = found.order_by().values("pk") if isinstance(found, QuerySet) and not found.query.is_sliced else [row.pk for row in rows]
    events, texts = _events(which), _texts(which, {row.pk: row.owner for row in rows})
    names = names_of({event.by for happened in events.values() for event in happened if event.kind in ("verified", "rejected")})
    made = [_document(row, events[row.pk], texts, names, zones.get(row.campus, "UTC"), as_of) for row in rows]
    return [one for one in made if one is not None]


def _events(which: Any) -> dict[int, list[EvidenceEvent]]:
    events: dict[int, list[EvidenceEvent]] = defaultdict(list)
    for event in EvidenceEvent.objects.filter(evidence__in=which):
        events[event.evidence_id].append(event)
    return events


def _texts(which: Any, owners: dict[int, str]) -> dict[tuple[int, int], str]:
    """What each event says, by document and number; empty where it was removed or its owner's key destroyed."""
    sealed = [text for text in EvidenceText.objects.filter(evidence__in=which) if text.evidence_id in owners]
    opened = open_texts([(owners[text.evidence_id], bytes(text.sealed)) for text in sealed])
    return {(text.evidence_id, text.number): words for text, words in zip(sealed, opened, strict=True)}


def _document(
    row: Evidence, events: list[EvidenceEvent], texts: dict[tuple[int, int], str], names: dict[str, str], zone: str, as_of: date | None
) -> Document | None:
    before = end_of_day(as_of, zone) if as_of else None
    known = [event for event in events if before is None or event.at < before]
    if not known or row.kind not in evidence_kinds:
        return None
    newest = known[-1]
    decided = next((event for event in reversed(known) if event.kind in ("verified", "rejected")), None)
    return Document(
        evidence=row, kind=evidence_kinds.get(row.kind), state=newest.kind, state_on=local_date(newest.at, zone),
        facts=json.loads(texts.get((row.pk, 1)) or "{}"), reason=texts.get((row.pk, decided.number), "") if decided and decided.kind == "rejected" else "",
        uploaded_on=local_date(row.uploaded_at, zone), decided_by=names.get(decided.by, "") if decided else "", today=as_of or local_date(now(), zone),
    )  # fmt: skip
