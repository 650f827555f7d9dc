"""The credit policy ``active-time-1``: from what browsers said to credited time (hours.md, section 2).

Constraint: the same events give the same answer for ever, and appending events never changes an earlier interval or
total. So this is a pure function in whole milliseconds, without a clock, a database or Django; a later policy is a new
module beside it.

Worked example: a session opens at 14:00:00 and beats at 14:00:30 (``active_ms`` 30 000) and at 14:03:00 (90 000). The
first claims [14:00:00, 14:00:30) and is credited whole. The second may claim at most 90 s, so it claims
[14:01:30, 14:03:00): time between beats that no beat vouches for is credited to nobody. If another tab of the same
person had been credited [14:02:00, 14:02:30), that half minute is cut away as *overlap* and the claim yields the two
pieces before and after it.

How intervals are reported: a beat decided by rules 1 to 6 is one interval with ``start`` = ``end`` = ``at``. Any other
beat yields intervals that tile its claim exactly, in order of time, each credited whole or with exactly one reason.
What *overlap* cuts away is an interval too, and neighbors among it are one.

Where hours.md leaves room, this is what it is read to mean:

- A piece that crosses a date is split before rules 8 and 9, and each part meets rule 8, then rule 9. So what the daily
  cap refuses before midnight still leaves the activity's cap free after it.
- A beat of an unknown session, or of another user's, has no activity (null) and stands under the user it names; a beat
  that names nobody (missing, or not a text) under the empty name. A malformed, replayed or late beat of the user's own
  session has that session's activity.
- ``kind`` is ``open`` or ``beat``; a line of any other kind changes nothing. Fields nobody asked for are not looked at.
- Where clocks fall back over midnight, a date can come twice; both times count toward its one counter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from curriculum.policies.days import local_day, split_by_day
from curriculum.policies.events import is_accepted_open, is_beat_well_formed
from curriculum.policies.spans import Span, add_span, cut_away, forget_before, holds
from curriculum.policies.zones import zone

LONGEST_CLAIM_MS = 90_000
DAILY_CAP_MS = 10 * 3_600_000
CAP_MS_PER_EXPECTED_MINUTE = 90_000  # one and a half times a minute


@dataclass(frozen=True)
class Interval:
    """A stretch of time with what was credited of it: all (``reason`` None) or nothing, and why. Times in ms of the epoch, UTC."""

    user: str
    start_ms: int
    end_ms: int
    activity: str | None
    revision: str | None
    credited_ms: int
    reason: str | None


@dataclass
class _Session:
    user: str
    activity: str
    revision: str
    timezone: str
    impersonated: bool
    latest_ms: int
    accepted: list[Span]  # accepted seqs as half-open ranges in order

    def has_accepted(self, seq: int) -> bool:
        return holds(self.accepted, seq)

    @property
    def highest(self) -> int:
        return self.accepted[-1][1] - 1

    def accept(self, seq: int, at_ms: int) -> None:
        self.latest_ms = at_ms
        add_span(self.accepted, (seq, seq + 1))


@dataclass
class _User:
    credited: list[Span]  # disjoint, in order; only what a later claim can still overlap
    expected: dict[str, int]  # largest expected_minutes by activity
    activities: dict[str, int]  # credited ms by activity
    days: dict[str, int]  # credited ms by local date; only dates that a later claim can still fall on

    def forget_before(self, at_ms: int) -> None:
        """Let go of what no claim at or after ``at_ms`` can reach: time never goes back, a claim is 90 s at most, no zone is 3 days behind."""
        forget_before(self.credited, at_ms - LONGEST_CLAIM_MS)
        oldest = local_day(at_ms - 3 * 86_400_000, zone("UTC"))
        for day in [day for day in self.days if (len(day), day) < (len(oldest), oldest)]:
            del self.days[day]


class ActiveTime1:
    """The policy with its running state. ``feed`` events in order of acceptance; ``at`` must never decrease."""

    name = "active-time-1"

    def __init__(self) -> None:
        self._sessions: dict[str, _Session] = {}
        self._users: dict[str, _User] = {}

    def feed(self, event: Mapping[str, Any], at_ms: int) -> list[Interval]:
        """The intervals that one event yields: none for an ``open``, one or more for a ``beat``. Never raises on odd content."""
        kind = event.get("kind")
        if kind == "open":
            self._open(event, at_ms)
            return []
        return self._beat(event, at_ms) if kind == "beat" else []

    def _open(self, event: Mapping[str, Any], at_ms: int) -> None:
        if not is_accepted_open(event) or event["session"] in self._sessions:
            return
        seq = event["seq"]
        self._sessions[event["session"]] = _Session(
            event["user"], event["activity"], event["revision"], event["timezone"], event["impersonated"], at_ms, [(seq, seq + 1)]
        )
        user = self._users.setdefault(event["user"], _User([], {}, {}, {}))
        if not event["impersonated"]:
            user.expected[event["activity"]] = max(event["expected_minutes"], user.expected.get(event["activity"], 0))

    def _beat(self, event: Mapping[str, Any], at_ms: int) -> list[Interval]:
        named, key = event.get("user"), event.get("session")
        session = self._sessions.get(key) if isinstance(key, str) else None
        if session is None or session.user != named:
            return [Interval(named if isinstance(named, str) else "", at_ms, at_ms, None, None, 0, "unknown_session")]
        reason = self._refusal(session, event)
        if reason is not None:
            return [self._nothing(session, at_ms, reason)]
        gap_ms = at_ms - session.latest_ms
        session.accept(event["seq"], at_ms)
        if session.impersonated:
            return [self._nothing(session, at_ms, "impersonated")]
        if not event["visible"]:
            return [self._nothing(session, at_ms, "hidden")]
        length_ms = min(event["active_ms"], gap_ms, LONGEST_CLAIM_MS)
        if length_ms <= 0:
            return [self._nothing(session, at_ms, "no_time")]
        return list(self._claim(session, at_ms - length_ms, at_ms))

    @staticmethod
    def _refusal(session: _Session, event: Mapping[str, Any]) -> str | None:
        """Rules 2 and 3, in order; a beat they refuse changes nothing."""
        if not is_beat_well_formed(event):
            return "malformed"
        if session.has_accepted(event["seq"]):
            return "replayed"
        return "out_of_order" if event["seq"] < session.highest else None

    @staticmethod
    def _nothing(session: _Session, at_ms: int, reason: str) -> Interval:
        return Interval(session.user, at_ms, at_ms, session.activity, session.revision, 0, reason)

    def _claim(self, session: _Session, start_ms: int, end_ms: int) -> Iterator[Interval]:
        """Rules 7 to 9 over the claim [start, end), in order of time."""
        user = self._users[session.user]
        user.forget_before(end_ms)
        pieces = list(cut_away((start_ms, end_ms), user.credited))  # all of them first: crediting one changes what they are cut from
        for span, is_free in pieces:
            if not is_free:
                yield self._interval(session, span, "overlap")
                continue
            for day, piece in split_by_day(span, session.timezone):
                yield from self._credit(user, session, piece, day)

    def _credit(self, user: _User, session: _Session, piece: Span, day: str) -> Iterator[Interval]:
        """Rule 8, then rule 9; both keep the earlier part, and only what is credited in the end counts toward a cap."""
        start_ms, end_ms = piece
        left_of_activity = user.expected.get(session.activity, 0) * CAP_MS_PER_EXPECTED_MINUTE - user.activities.get(session.activity, 0)
        cap_end = min(end_ms, start_ms + max(0, left_of_activity))
        day_end = min(cap_end, start_ms + max(0, DAILY_CAP_MS - user.days.get(day, 0)))
        if day_end > start_ms:
            user.activities[session.activity] = user.activities.get(session.activity, 0) + day_end - start_ms
            user.days[day] = user.days.get(day, 0) + day_end - start_ms
            add_span(user.credited, (start_ms, day_end))
            yield self._interval(session, (start_ms, day_end), None)
        if cap_end > day_end:
            yield self._interval(session, (day_end, cap_end), "daily_cap")
        if end_ms > cap_end:
            yield self._interval(session, (cap_end, end_ms), "over_cap")

    @staticmethod
    def _interval(session: _Session, span: Span, reason: str | None) -> Interval:
        start_ms, end_ms = span
        return Interval(session.user, start_ms, end_ms, session.activity, session.revision, 0 if reason else end_ms - start_ms, reason)

    def users(self) -> list[str]:
        """Everybody with an accepted open."""
        return list(self._users)

    def dump_state(self, *, forget_sessions_before_ms: int | None = None) -> dict[str, Any]:
        """The running state as JSON-able data; ``load_state`` of it goes on as if nothing had happened.

        ``forget_sessions_before_ms`` leaves out sessions without a later event: right only for a caller that never
        feeds another event of such a session (the web server answers them with *session_ended*).
        """
        kept = {
            key: [s.user, s.activity, s.revision, s.timezone, s.impersonated, s.latest_ms, [list(span) for span in s.accepted]]
            for key, s in self._sessions.items()
            if forget_sessions_before_ms is None or s.latest_ms >= forget_sessions_before_ms
        }
        users = {
            key: [[list(span) for span in u.credited], dict(u.expected), dict(u.activities), dict(u.days)] for key, u in self._users.items()
        }  # fmt: skip
        return {"sessions": kept, "users": users}

    def latest_event_ms(self, session: str) -> int | None:
        """When the session's latest accepted event was; ``None`` for one that never opened or was forgotten."""
        found = self._sessions.get(session)
        return found.latest_ms if found else None

    @classmethod
    def load_state(cls, state: Mapping[str, Any]) -> "ActiveTime1":
        """A policy in the state that ``dump_state`` gave (also after a trip through JSON)."""
        policy = cls()
        for key, facts in state["sessions"].items():
            user, activity, revision, timezone, impersonated, latest_ms, accepted = facts
            policy._sessions[key] = _Session(user, activity, revision, timezone, impersonated, latest_ms, [(low, high) for low, high in accepted])
        for key, (credited, expected, activities, days) in state["users"].items():
            policy._users[key] = _User([(low, high) for low, high in credited], dict(expected), dict(activities), dict(days))
        return policy
