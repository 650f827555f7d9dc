"""Who reviewed a lesson's words, whether they are still the words that were reviewed, and what waits for whom."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import TaskState

from curriculum.blocks import CheckBlock
from curriculum.models import NOT_REVIEWED, LessonPage, LessonReview, ProgramPage, ReviewStep, Verdict
from curriculum.queries.chosen_words import words_behind
from curriculum.rules import programs_written_by, states_waiting
from lms.core.canonical import sha256_hex

DUE_SOON = timedelta(days=30)
_NOT_WORDS = ("id", "html", "stem_html", "explanation_html")


def taught_sha256(lesson: LessonPage) -> str:
    """Fingerprint of what a reviewer reads: title, objectives, every block as written with the words it has chosen, the listed authorities.

    Minutes, topics and rules of completion are no words of law; neither are line breaks, which forms and files write differently.
    """
    said = {
        "title": lesson.title,
        "objectives": lesson.objective_lines,
        "blocks": [_written(block) for block in lesson.body],
        "authorities": sorted([row.authority.key, row.authority.citation, row.authority.title] for row in lesson.authorities.all()),
    }
    return sha256_hex(json.dumps(_plain(said), sort_keys=True, ensure_ascii=False, default=str).encode())


def _written(block: Any) -> dict[str, Any]:
    """A block as its author wrote it; a knowledge check by what it asks, whichever block asks it."""
    if not isinstance(block.block, CheckBlock):
        chosen = list(words_behind(block.block, block.value))
        return {"type": block.block_type, "value": block.block.get_prep_value(block.value), "chosen": chosen}
    check = block.block.as_check(block.value)
    return {"type": "check", "value": {name: check[name] for name in ("type", "stem", "explanation")}, "content": check["content"]}


def _plain(data: Any) -> Any:
    """``data`` without what Wagtail adds (random ids, rendered HTML), its texts with single spaces."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items() if key not in _NOT_WORDS}
    return [_plain(value) for value in data] if isinstance(data, list | tuple) else data


@dataclass(frozen=True)
class ReviewMark:
    """What may be said of a lesson: ``changed_since`` when its words are no longer those that ``reviewer`` approved."""

    reviewer: str = NOT_REVIEWED
    reviewed_on: date | None = None
    changed_since: bool = False
    revision: str = ""

    @property
    def is_reviewed(self) -> bool:
        return self.reviewer != NOT_REVIEWED


def review_mark(lesson: LessonPage) -> ReviewMark:
    """The approval whose words are the lesson's, the newest if several; else the newest approval, marked as changed since; else none."""
    approvals = sorted(_approvals(lesson), key=lambda one: one[0].reviewed_on or date.min, reverse=True)
    if not approvals:
        return ReviewMark()
    taught = taught_sha256(lesson)
    same = next((mark for mark, digest in approvals if digest == taught), None)
    newest = approvals[0][0]
    return same or ReviewMark(newest.reviewer, newest.reviewed_on, True, newest.revision)


def _approvals(lesson: LessonPage) -> Iterable[tuple[ReviewMark, str]]:
    """Attorneys' approvals on Pathway, and what a curriculum folder states."""
    if lesson.reviewer != NOT_REVIEWED:
        yield ReviewMark(lesson.reviewer, lesson.last_reviewed), lesson.reviewed_sha256
    if lesson.pk:
        for review in LessonReview.objects.filter(lesson=lesson.pk, step=ReviewStep.ATTORNEY, verdict=Verdict.APPROVED).order_by("-pk"):
            yield ReviewMark(review.signature, review.decided_on, False, review.revision), review.taught_sha256


def reviews_of(lesson: LessonPage) -> QuerySet[LessonReview]:
    """Every decision about the lesson, newest first."""
    return LessonReview.objects.filter(lesson=lesson.pk).order_by("-pk")


def decided_by(person: Any) -> QuerySet[LessonReview]:
    """What a person decided as an attorney, newest first."""
    return LessonReview.objects.filter(reviewer=person.public_id, step=ReviewStep.ATTORNEY).select_related("lesson").order_by("-pk")


def waiting_review(lesson: str) -> TaskState | None:
    """The attorney's step that the lesson with this public id waits in."""
    found = LessonPage.objects.filter(public_id=lesson).first()
    return states_waiting(ReviewStep.ATTORNEY).filter(workflow_state__object_id=str(found.pk)).first() if found else None


@dataclass(frozen=True)
class WaitingReview:
    """One lesson that waits for a decision, as it was submitted."""

    state: TaskState
    lesson: LessonPage
    program: str
    submitted_by: str


def waiting_reviews(states: QuerySet[TaskState]) -> list[WaitingReview]:
    """The reviews of ``states``, longest waiting first, in a constant number of queries."""
    rows = list(states.select_related("workflow_state__requested_by").order_by("started_at", "pk"))
    lessons = LessonPage.objects.in_bulk([int(row.workflow_state.object_id) for row in rows])
    programs = {program.path: program.title for program in ProgramPage.objects.all()}
    found = []
    for row in rows:
        lesson = lessons[int(row.workflow_state.object_id)]
        title = next((title for path, title in programs.items() if lesson.path.startswith(path)), "")
        by = row.workflow_state.requested_by
        found.append(WaitingReview(row, lesson, title, by.legal_name if by else ""))
    return found


def lessons_written_by(person: Any) -> QuerySet[LessonPage]:
    """Published lessons of the programs a person writes."""
    inside = Q(pk__in=[])
    for path in programs_written_by(person).values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    return LessonPage.objects.live().filter(inside)


def lessons_due(person: Any, today: date) -> QuerySet[LessonPage]:
    """Published lessons of the programs a person writes whose day of review has come or comes within thirty days, earliest first."""
    return lessons_written_by(person).filter(review_by__lte=today + DUE_SOON).order_by("review_by", "path")
