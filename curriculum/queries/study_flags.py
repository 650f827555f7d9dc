"""What flags are told of a study session, and the flags a coordinator sees."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import strip_tags

from curriculum.flags import Beat, SessionFacts, flags
from curriculum.models import Enrollment, LessonCompletion, LessonProgress, StudyFlag, StudySegment, StudySession
from curriculum.policies.events import moment_ms
from curriculum.queries.snapshots import LessonContent, lesson_content
from curriculum.queries.study import segment_lines
from curriculum.rules import study_flags_seen_by
from lms.core.clock import to_ms
from lms.people.api import opened_texts_about


def session_facts(session: StudySession) -> SessionFacts:
    """The session's sealed beats, and what the lesson and the student's way through it say about them."""
    content = lesson_content(session.snapshot)
    progress = LessonProgress.objects.filter(enrollment=session.enrollment_id, lesson=session.lesson_id).first()
    completion = LessonCompletion.objects.filter(enrollment=session.enrollment_id, lesson=session.lesson_id).first()
    opened_ms = to_ms(session.opened_at)
    beats = list(_beats(session))
    ended_ms = max([opened_ms, *(beat.at_ms for beat in beats)])
    completed_ms = to_ms(completion.completed_at) if completion else None
    return SessionFacts(
        opened_ms=opened_ms, beats=beats, words=word_count(content), has_recording=_has_recording(content),
        first_opened_ms=to_ms(progress.first_opened_at) if progress else None,
        completed_ms=completed_ms if completed_ms is not None and opened_ms <= completed_ms <= ended_ms + 60_000 else None,
        answered_ms=[at for at in _answers(progress) if opened_ms <= at <= ended_ms + 60_000],
    )  # fmt: skip


def _beats(session: StudySession) -> Iterator[Beat]:
    segments = StudySegment.objects.filter(student_id=session.student_id, sealed_at__gte=session.opened_at).order_by("seq")
    for segment in segments.iterator():
        for line in segment_lines(segment).splitlines():
            event = json.loads(line)
            if event["session"] == session.public_id and event["kind"] == "beat" and event["visible"]:
                yield Beat(moment_ms(event["at"]) or 0, event["active_ms"], event.get("inputs"), event.get("scrolled"))


def _answers(progress: LessonProgress | None) -> list[int]:
    return sorted(to_ms(datetime.fromisoformat(answer["at"])) for answer in progress.checks.values()) if progress else []


def word_count(content: LessonContent) -> int:
    """Words of the lesson's text, its knowledge checks left out."""
    return sum(len(strip_tags(part["html"]).split()) for part in content.parts if "html" in part)


def _has_recording(content: LessonContent) -> bool:
    return any("<audio" in part.get("html", "") or "<video" in part.get("html", "") for part in content.parts)


@dataclass(frozen=True)
class RaisedFlag:
    """A flag in words; ``answer`` and ``dismissed_by`` once somebody looked."""

    flag: StudyFlag
    title: str
    sentence: str
    answer: str
    dismissed_by: str


def flags_of(enrollment: Enrollment, person: Any) -> list[RaisedFlag]:
    """The flags on a student's study that ``person`` may see, those nobody looked at first."""
    seen = study_flags_seen_by(person).filter(enrollment=enrollment).select_related("session__lesson", "dismissal__dismissed_by")
    return sorted(_in_words(enrollment, seen), key=lambda one: bool(one.dismissed_by))


def _in_words(enrollment: Enrollment, found: Iterable[StudyFlag]) -> list[RaisedFlag]:
    rows = list(found)
    looks = [getattr(row, "dismissal", None) for row in rows]
    answers = opened_texts_about(enrollment.student.public_id, [bytes(look.sealed_sentence) if look else b"" for look in looks])
    return [
        RaisedFlag(row, flags.get(row.kind).title, flags.get(row.kind).say(row.facts), answer, look.dismissed_by.display_name if look else "")
        for row, look, answer in zip(rows, looks, answers, strict=True)
    ]


def study_flag_called(public_id: str) -> StudyFlag | None:
    return StudyFlag.objects.filter(public_id=public_id).select_related("enrollment__cohort__campus", "enrollment__student", "session__lesson").first()
