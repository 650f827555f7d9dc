"""What a lesson says: its published snapshots, and the facts credit rests on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, QuerySet

from curriculum.anchors import Passage, Revisions, addressed, passages_of
from curriculum.models import ContentSnapshot, LawChangeItem, LessonPage, StudySession
from lms.core.canonical import sha256_hex
from lms.core.composed import Composed

ORGANIZING = "organizing"


@dataclass(frozen=True)
class LessonFacts:
    """What a snapshot states about its lesson. Minutes are whole; ``topics`` maps slug to minutes; ``category`` is the ledger's."""

    lesson: str
    title: str
    minutes: int
    credit_mode: str
    track: str
    category: str
    topics: dict[str, int]
    program: str
    program_title: str
    program_version: str
    module: str


@dataclass(frozen=True)
class LessonContent:
    """A snapshot ready to show: ``parts`` are HTML pieces and knowledge checks, in order, each passage with its address as ``id``.

    ``authorities`` as they stood then; ``passages`` are the text's paragraphs, headings and items, in order.
    """

    parts: list[dict[str, Any]]
    checks: dict[str, dict[str, Any]]
    authorities: list[dict[str, Any]]
    facts: LessonFacts
    objectives: list[str]
    review: dict[str, Any]
    passages: tuple[Passage, ...]

    @property
    def reviewed_on(self) -> date | None:
        """The day of the review, or of the last check by the authors."""
        return date.fromisoformat(self.review["last_reviewed"]) if self.review.get("last_reviewed") else None


def newest_snapshot(lesson_pk: int) -> ContentSnapshot | None:
    return ContentSnapshot.objects.filter(lesson_id=lesson_pk).order_by("-pk").first()


def newest_snapshots(lessons: Iterable[Any]) -> dict[int, ContentSnapshot]:
    """The newest snapshot of each lesson by its primary key; a lesson that was never published has none."""
    newest = ContentSnapshot.objects.filter(lesson__in=[lesson.pk for lesson in lessons]).order_by("lesson", "pk")
    return {snapshot.lesson_id: snapshot for snapshot in newest}


def snapshot_shown(lesson: LessonPage) -> ContentSnapshot | None:
    """The newest snapshot, annotated ``has_banner`` when a change of law reaches the lesson and nobody has checked it yet."""
    return _snapshot_shown.first(lesson=lesson.pk, ref=lesson.public_id)


def _newest_with_banner(lesson: int, ref: str) -> QuerySet[ContentSnapshot]:
    reached = LawChangeItem.objects.filter(kind="lesson", ref=ref, state="to_check", case__closed_at=None)
    return ContentSnapshot.objects.filter(lesson=lesson).annotate(has_banner=Exists(reached)).order_by("-pk")[:1]


_snapshot_shown = Composed(_newest_with_banner, lesson=int, ref=str)


def snapshot_read(enrollment_pk: int, lesson_pk: int) -> ContentSnapshot | None:
    """What the student last had open of a lesson: the revision their newest study session vouches for, else the newest there is.

    A page that stays open while the lesson is published again shows the older text, so the older text is what was read.
    """
    session = StudySession.objects.filter(enrollment=enrollment_pk, lesson=lesson_pk).select_related("snapshot").order_by("-pk").first()
    return session.snapshot if session else newest_snapshot(lesson_pk)


def snapshot_called(public_id: str) -> ContentSnapshot | None:
    return ContentSnapshot.objects.filter(public_id=public_id).first()


def snapshot_of(lesson_pk: int, public_id: str) -> ContentSnapshot | None:
    """The snapshot of that name, if it is one of this lesson's."""
    return ContentSnapshot.objects.filter(lesson_id=lesson_pk, public_id=public_id.replace("\0", "")).first()


def lesson_content(snapshot: ContentSnapshot) -> LessonContent:
    """The content of ``snapshot``; a snapshot never changes, so reading it again costs nothing."""
    return _content(snapshot.public_id, snapshot.body)


def lesson_facts(snapshot: ContentSnapshot) -> LessonFacts:
    return lesson_content(snapshot).facts


def snapshot_holds(snapshot: ContentSnapshot) -> bool:
    """True when the snapshot's body is what its hash says."""
    return sha256_hex(snapshot.body.encode()) == snapshot.sha256


@lru_cache(maxsize=256)
def _content(public_id: str, body: str) -> LessonContent:
    return content_of(body)


def content_of(body: str) -> LessonContent:
    """What the body of a snapshot says, or of what would become one."""
    data = json.loads(body)
    parts, passages = addressed(data["parts"]), tuple(passages_of(data["parts"]))
    checks = {part["id"]: part for part in parts if part["kind"] == "check"}
    return LessonContent(parts, checks, data["authorities"], LessonFacts(**data["facts"]), data["objectives"], data["review"], passages)


def revisions_of(old: ContentSnapshot, new: ContentSnapshot) -> Revisions:
    """Two snapshots of a lesson laid side by side; neither ever changes, so doing it again costs nothing."""
    return _revisions(lesson_content(old).passages, lesson_content(new).passages)


@lru_cache(maxsize=64)
def _revisions(old: tuple[Passage, ...], new: tuple[Passage, ...]) -> Revisions:
    return Revisions(old, new)


def snapshots_with_hashes(public_ids: set[str]) -> dict[str, str]:
    """Fingerprint of each snapshot's body as it is now, by public id; what is missing is left out."""
    rows = ContentSnapshot.objects.filter(public_id__in=public_ids).values_list("public_id", "body")
    return {public_id: sha256_hex(body.encode()) for public_id, body in rows}


def bad_snapshots() -> list[str]:
    """Public ids of snapshots whose body is not what their hash says."""
    rows = ContentSnapshot.objects.values_list("public_id", "body", "sha256").iterator(chunk_size=200)
    return [public_id for public_id, body, digest in rows if sha256_hex(body.encode()) != digest]
