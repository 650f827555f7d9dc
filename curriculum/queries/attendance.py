"""Who was at a session, when, and how it is known: the live list, the sheet to confirm, and sheets that were confirmed."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from curriculum.attendance.intervals import Presence, Span, cut_to, joined, presence
from curriculum.attendance.matching import Candidate
from curriculum.models import AttendanceSheet, Enrollment, LiveSession, NameChoice, PresenceAdjustment, PresenceEvent, SessionMakeUp
from curriculum.queries.places import Period, periods_of
from lms.core.canonical import fingerprint, sha256_hex
from lms.core.clock import from_ms, to_ms
from lms.core.registry import Registry
from lms.people.api import opened_texts_about


@dataclass(frozen=True)
class Credit:
    """What an attendance earned, as a higher app tells it: a label such as “Entry 4, 88 min”, and its page where the viewer (if any) may open it."""

    label: str
    url: str = ""


FOREVER = 2**62
CreditSource = Callable[[Any, LiveSession], dict[str, Credit]]
attendance_credit: Registry[CreditSource] = Registry("credit of attendance")


@dataclass
class SheetRow:
    """One student of one session. ``how`` names what it is known by; ``settled``: credited, so only a correction changes it."""

    enrollment: Enrollment
    presence: Presence
    how: tuple[str, ...]
    came_at: datetime | None
    left_at: datetime | None
    adjusted: bool
    settled: bool
    make_up: SessionMakeUp | None = None
    credit: Credit | None = None

    @property
    def is_present(self) -> bool:
        return bool(self.presence.spans)

    @property
    def lacks_out(self) -> bool:
        """Came, and nothing says when they left, so nothing counts yet."""
        return self.came_at is not None and self.left_at is None and not self.is_present and not self.adjusted

    @property
    def pieces(self) -> list[tuple[datetime, datetime]]:
        return [(from_ms(start), from_ms(end)) for start, end in self.presence.spans]

    @property
    def facts(self) -> dict[str, Any]:
        """The row of the confirmed sheet: random ids and whole numbers only."""
        return {
            "enrollment": self.enrollment.public_id, "student": self.enrollment.student.public_id, "minutes": self.presence.minutes,
            "present": [list(span) for span in self.presence.spans], "how": list(self.how), "adjusted": self.adjusted,
        }  # fmt: skip


def held(session: LiveSession) -> Span:
    return to_ms(session.starts_at), to_ms(session.ends_at)


def attendants(session: LiveSession) -> list[Enrollment]:
    """Who may be on the sheet: whose place began before the session was over and had not ended before it began, by name."""
    places = Enrollment.objects.filter(cohort=session.cohort_id, enrolled_at__lt=session.ends_at).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=session.starts_at)
    )
    return list(places.select_related("student").order_by("student__legal_last_name", "student__legal_first_name", "pk"))


def attendance_rows(session: LiveSession, viewer: Any = None) -> list[SheetRow]:
    """The sheet as it stands now, in a constant number of queries; with a ``viewer``, what was credited, as they may see it."""
    events, adjustments = _events(session), _adjustments(session)
    settled = settled_enrollments(session)
    make_ups = {make_up.enrollment_id: make_up for make_up in session.make_ups.select_related("lesson")}
    credited = _credits(viewer, session) if viewer is not None and settled else {}
    places = attendants(session)
    periods = periods_of(places)
    return [
        _row(
            session, place, _spans(periods[place.pk]), events[place.pk], adjustments.get(place.pk), place.public_id in settled,
            make_ups.get(place.pk), credited.get(place.public_id),
        )
        for place in places
    ]  # fmt: skip


def _spans(periods: Iterable[Period]) -> list[Span]:
    """When a place was active, in milliseconds; one that goes on has no end in sight."""
    return [(to_ms(begin), FOREVER if end is None else to_ms(end)) for begin, end in periods]


def _credible(spans: list[Span], active: list[Span]) -> list[Span]:
    """What of ``spans`` falls into the time of the place: nothing is credited outside it."""
    return joined(piece for period in active for piece in cut_to(spans, period))


def _events(session: LiveSession) -> dict[int, list[PresenceEvent]]:
    found: dict[int, list[PresenceEvent]] = defaultdict(list)
    for event in session.presence_events.order_by("at", "pk"):
        found[event.enrollment_id].append(event)
    return found


def _adjustments(session: LiveSession) -> dict[int, PresenceAdjustment]:
    return {adjustment.enrollment_id: adjustment for adjustment in session.adjustments.order_by("pk")}


def _credits(viewer: Any, session: LiveSession) -> dict[str, Credit]:
    return {enrollment: credit for source in attendance_credit for enrollment, credit in source(viewer, session).items()}


def _row(
    session: LiveSession, place: Enrollment, active: list[Span], events: list[PresenceEvent], adjustment: PresenceAdjustment | None, settled: bool,
    make_up: SessionMakeUp | None, credit: Credit | None,
) -> SheetRow:  # fmt: skip
    came, left = _first_and_last(events)
    if adjustment is not None:
        spans = [(to_ms(adjustment.came_at), to_ms(adjustment.left_at))] if adjustment.came_at and adjustment.left_at else []
        there = presence(_credible(spans, active), held(session))
        return SheetRow(place, there, ("instructor",), adjustment.came_at, adjustment.left_at, True, settled, make_up, credit)
    how = tuple(sorted({event.how for event in events}))
    return SheetRow(place, presence(_credible(recorded_spans(events), active), held(session)), how, came, left, False, settled, make_up, credit)


def recorded_spans(events: Iterable[PresenceEvent]) -> list[Span]:
    """Each coming lasts until the next going, in order of time; one without the other gives nothing. Each line of a list stands for itself."""
    lines: dict[Any, dict[str, list[int]]] = defaultdict(lambda: {"in": [], "out": []})
    for event in events:
        lines[(event.roster_id, event.line)][event.kind].append(to_ms(event.at))
    return joined(span for line in lines.values() for span in _stays(line["in"], sorted(line["out"])))


def _stays(comings: list[int], goings: list[int]) -> list[Span]:
    """``goings`` in order. A second coming before one has gone lies within the stay of the first."""
    nexts = [(coming, bisect_right(goings, coming)) for coming in comings]
    return [(coming, goings[place]) for coming, place in nexts if place < len(goings)]


def _first_and_last(events: list[PresenceEvent]) -> tuple[datetime | None, datetime | None]:
    comes, goes = [event.at for event in events if event.kind == "in"], [event.at for event in events if event.kind == "out"]
    return min(comes, default=None), max(goes, default=None)


def seen_mark(rows: list[SheetRow]) -> str:
    """A mark of what somebody was shown, so that nothing else is confirmed than what they saw."""
    return fingerprint([row.facts for row in rows])


def newest_sheet(session: LiveSession) -> AttendanceSheet | None:
    return session.sheets.order_by("-version").first()


def settled_enrollments(session: LiveSession) -> set[str]:
    """Whose time at the session was credited: only a correction changes it. A confirmed row that earned nothing may change in a later sheet."""
    return set(_credits(None, session)) if newest_sheet(session) is not None else set()


def sheet_rows(sheet: AttendanceSheet) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = sheet_facts(sheet)["rows"]
    return rows


def sheet_facts(sheet: AttendanceSheet) -> dict[str, Any]:
    """Everything the sheet says, rows included."""
    return sheet_facts_of(sheet.body)


def sheet_facts_of(body: str) -> dict[str, Any]:
    """The same of a body that was read already."""
    facts: dict[str, Any] = json.loads(body)
    return facts


def sheets_called(names: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """Hash of the body as it is now, and the body, of each sheet by session and version; what is missing is left out."""
    wanted = set(names)
    rows = AttendanceSheet.objects.filter(session__public_id__in={session for session, _ in wanted}).values_list("session__public_id", "version", "body")
    return {(session, version): (sha256_hex(body.encode()), body) for session, version, body in rows if (session, version) in wanted}


def candidates(session: LiveSession) -> list[Candidate]:
    """The students a list may name."""
    return [
        Candidate(place.public_id, person.email, person.legal_first_name, person.legal_middle_name, person.legal_last_name, person.preferred_name)
        for place in attendants(session)
        for person in (place.student,)
    ]


def remembered_choices(session: LiveSession) -> dict[str, str]:
    """What was decided before for the cohort, by name key: an enrollment's public id, or nothing for “nobody here”."""
    rows = NameChoice.objects.filter(cohort=session.cohort_id).values_list("key", "enrollment__public_id")
    return {key: enrollment or "" for key, enrollment in rows}


def own_presence(session: LiveSession, enrollment: Enrollment) -> SheetRow | None:
    """One student's own row; not for those whose place ended before."""
    events = list(session.presence_events.filter(enrollment=enrollment).order_by("at", "pk"))
    adjustment = session.adjustments.filter(enrollment=enrollment).order_by("-pk").first()
    settled = enrollment.public_id in settled_enrollments(session)
    make_up = session.make_ups.filter(enrollment=enrollment).select_related("lesson").first()
    active = _spans(periods_of([enrollment])[enrollment.pk])
    return _row(session, enrollment, active, events, adjustment, settled, make_up, None)


def adjustment_reason(session: LiveSession, enrollment: Enrollment) -> str:
    """Why an instructor set one's row, in their words; empty where nobody did."""
    adjustment = session.adjustments.filter(enrollment=enrollment).order_by("-pk").first()
    return opened_texts_about(enrollment.student.public_id, [bytes(adjustment.sealed_reason)])[0] if adjustment else ""


def confirmed_minutes(student: str, sessions: Iterable[LiveSession]) -> dict[str, int]:
    """By session, the minutes that the newest sheet confirms for ``student`` (0: confirmed as not there); one query."""
    sheets = AttendanceSheet.objects.filter(session__in=[session.pk for session in sessions]).order_by("version")
    found: dict[str, int] = {}
    for name, body in sheets.values_list("session__public_id", "body"):
        found.update((name, row["minutes"]) for row in sheet_facts_of(body)["rows"] if row["student"] == student)
    return found
