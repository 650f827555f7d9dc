"""Study of the past told in bulk: the rows that opening, hearing, completing and sealing leave behind, made without a statement for each.

Constraint: byte for byte what the actions write for the same sittings (``hear``, ``see_to_end``, ``complete_lesson``, ``seal_ended_sessions``). So
the events, the policy, the canonical lines and the seal are those actions' own functions; only the statements around them are left out.
``tests/lms/site/test_many.py`` holds both against each other, table by table.

What is told is of one place of a student who has studied nothing before, in a cohort whose lessons are open, one sitting a lesson, in order of time,
with more than ``SWEPT_AFTER_MS`` between two of them.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from curriculum.actions.hear_beat import POLICY, SESSION_ENDS_AFTER_MS, Noticed, Token, beat_event, open_event
from curriculum.actions.keep_progress import blank_answers
from curriculum.actions.seal_study_log import COMPRESSION, segment_hash
from curriculum.models import ContentSnapshot, Enrollment, LessonCompletion, LessonPage, LessonProgress, StudySegment, StudySession, StudyState
from curriculum.policies import policies
from curriculum.policies.log import extend_lines
from curriculum.queries.snapshots import lesson_content, lesson_facts
from curriculum.queries.study_flags import word_count
from lms.audit.api import Event
from lms.core.canonical import GENESIS, canonical_json
from lms.core.clock import from_ms
from lms.core.copying import copy_rows
from lms.core.models import new_public_id

SWEPT_AFTER_MS = SESSION_ENDS_AFTER_MS + 60_000
"""When the sweep finds a session ended, after its last event."""
CHECKS_APART_MS = 5_000
WORDS_A_MINUTE = 500
"""Told students read fast, and not so fast that anybody would ask."""

SESSION = ("public_id", "student_id", "enrollment_id", "lesson_id", "snapshot_id", "opened_at", "last_event_at", "sealed_at")
SEGMENT = ("student_id", "seq", "first_ordinal", "last_ordinal", "lines", "prev_hash", "hash", "sealed_at")
PROGRESS = ("enrollment_id", "lesson_id", "checks", "attested_minutes", "seen_to_end_at", "first_opened_at", "last_opened_at")
COMPLETION = ("public_id", "enrollment_id", "lesson_id", "snapshot_id", "completed_at")
STATE = ("student_id", "policy_state", "credited", "last_ordinal", "last_at_ms", "head_seq", "head_hash")
EVENT = ("at", "kind", "actor", "actor_label", "subject_kind", "subject_id", "campus", "data")


@dataclass(frozen=True)
class ToldBeat:
    """``at_ms`` of the epoch; ``active_ms`` at most what has passed since the event before."""

    at_ms: int
    active_ms: int
    noticed: Noticed | None = None


@dataclass(frozen=True)
class Sitting:
    """A lesson opened at ``opened_ms``, read until its last beat, and completed then."""

    lesson: LessonPage
    snapshot: ContentSnapshot
    opened_ms: int
    beats: tuple[ToldBeat, ...]
    session: str = field(default_factory=new_public_id)
    completion: str = field(default_factory=new_public_id)

    @property
    def ended_ms(self) -> int:
        return self.beats[-1].at_ms


class ToldCompletion(NamedTuple):
    """What is asked of a completion by whoever credits it."""

    public_id: str
    snapshot: ContentSnapshot
    completed_at: datetime


class Studied(NamedTuple):
    """What a completed sitting leaves for whoever credits it: the end of the log, and the activity's credited line."""

    completion: ToldCompletion
    activity: str
    log_seq: int
    log_hash: str
    runs: list[Any]


def fewest_minutes(lesson: LessonPage, snapshot: ContentSnapshot) -> int:
    """The minutes that complete the lesson without a question: its share of measured time, and as long as its words take."""
    return max(-(-lesson.minutes * lesson.minimum_share_percent // 100), _minutes_to_read(snapshot))


def _minutes_to_read(snapshot: ContentSnapshot) -> int:
    return word_count(lesson_content(snapshot)) // WORDS_A_MINUTE


class ToldStudies:
    """The rows of many students, collected and then written at once."""

    def __init__(self) -> None:
        self._rows: dict[type[Any], list[tuple[Any, ...]]] = {model: [] for model in _COLUMNS}

    def tell(self, enrollment: Enrollment, sittings: Iterable[Sitting]) -> list[Studied]:
        """Keep the rows of a place's ``sittings``; what each of them leaves to be credited, in order."""
        told = _Told(enrollment, self._rows)
        studied = [told.sit(sitting) for sitting in sittings]
        told.keep_state()
        return studied

    def write(self) -> None:
        """Write everything that was kept, sessions before what came of them."""
        for model, columns in _COLUMNS.items():
            copy_rows(model, columns, self._rows[model])
            self._rows[model] = []


_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    StudyState: STATE, StudySession: SESSION, LessonProgress: PROGRESS, LessonCompletion: COMPLETION, StudySegment: SEGMENT, Event: EVENT,
}  # fmt: skip


class _Told:
    """One student's study while it is told."""

    def __init__(self, enrollment: Enrollment, rows: dict[type[Any], list[tuple[Any, ...]]]) -> None:
        self.enrollment, self.rows = enrollment, rows
        self.student = enrollment.student
        self.campus = enrollment.cohort.campus
        self.policy = policies.get(POLICY)()
        self.credited: dict[str, list[Any]] = {}
        self.ordinal = self.last_ms = self.seq = 0
        self.hash = GENESIS

    def sit(self, sitting: Sitting) -> Studied:
        if sitting.opened_ms <= self.last_ms + SWEPT_AFTER_MS and self.last_ms:
            raise ValueError("Sittings are told in order of time, each after the sweep of the one before.")
        token = self._token(sitting)
        self._seal(sitting, [canonical_json(event).decode() for event in self._heard(token, sitting)])
        ended = from_ms(sitting.ended_ms)
        self._keep_session(sitting)
        checks = _answers(sitting.snapshot, sitting.ended_ms)
        opened = from_ms(sitting.opened_ms)
        self.rows[LessonProgress].append((self.enrollment.pk, sitting.lesson.pk, checks, 0, ended, opened, opened))
        values = (sitting.completion, self.enrollment.pk, sitting.lesson.pk, sitting.snapshot.pk, ended)
        self.rows[LessonCompletion].append(values)
        data = {"student": self.student.display_name, "title": sitting.snapshot.title}
        self.rows[Event].append(
            (
                ended, "curriculum.lesson_completed", self.student.public_id, self.student.display_name[:200], "enrollment", self.enrollment.public_id,
                self.campus.slug, data,
            )
        )  # fmt: skip
        return Studied(ToldCompletion(sitting.completion, sitting.snapshot, ended), token.activity, self.seq, self.hash, self.credited.get(token.activity, []))

    def _token(self, sitting: Sitting) -> Token:
        return Token(
            sitting.session, self.student.pk, self.student.public_id, self.enrollment.pk, self.enrollment.public_id, sitting.lesson.pk,
            sitting.lesson.public_id, sitting.snapshot.pk, sitting.snapshot.public_id, lesson_facts(sitting.snapshot).minutes, self.campus.time_zone,
        )  # fmt: skip

    def _heard(self, token: Token, sitting: Sitting) -> list[dict[str, Any]]:
        """The events of the sitting; what the policy credits of them is added to the student's lines."""
        opened = open_event(token, sitting.opened_ms, impersonated=False)
        self.policy.feed(opened, sitting.opened_ms)
        events = [opened]
        for number, beat in enumerate(sitting.beats, start=1):
            event = beat_event(token, number, beat.at_ms, beat.active_ms, True, beat.noticed)
            extend_lines(self.credited, self.policy.feed(event, beat.at_ms), token.time_zone)
            events.append(event)
        self.last_ms = sitting.ended_ms
        return events

    def _seal(self, sitting: Sitting, written: list[str]) -> None:
        lines = "\n".join(written) + "\n"
        before, first = self.hash, self.ordinal + 1
        self.seq, self.ordinal = self.seq + 1, self.ordinal + len(written)
        self.hash = segment_hash(seq=self.seq, prev_hash=before, lines=lines)
        packed = zlib.compress(lines.encode(), COMPRESSION)
        self.rows[StudySegment].append((self.student.pk, self.seq, first, self.ordinal, packed, before, self.hash, from_ms(sitting.ended_ms)))

    def _keep_session(self, sitting: Sitting) -> None:
        self.rows[StudySession].append(
            (
                sitting.session, self.student.pk, self.enrollment.pk, sitting.lesson.pk, sitting.snapshot.pk, from_ms(sitting.opened_ms),
                from_ms(sitting.ended_ms), from_ms(sitting.ended_ms + SWEPT_AFTER_MS),
            )
        )  # fmt: skip

    def keep_state(self) -> None:
        """The running state as the last beat left it, sealed."""
        if not self.seq:
            return
        state = self.policy.dump_state(forget_sessions_before_ms=self.last_ms - SESSION_ENDS_AFTER_MS)
        self.rows[StudyState].append((self.student.pk, state, self.credited, self.ordinal, self.last_ms, self.seq, self.hash))


def _answers(snapshot: ContentSnapshot, at_ms: int) -> dict[str, Any]:
    return blank_answers(snapshot, from_ms(at_ms), timedelta(milliseconds=CHECKS_APART_MS))
