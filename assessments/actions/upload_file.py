"""A file as an answer, or as a part of one: kept in the vault, and named by a new step of the attempt."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction

from assessments.actions.pause_attempt import end_break
from assessments.actions.save_responses import ENDED, refuse_odd_key
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import AttemptItem, AttemptStep, LateAnswer
from assessments.models.step_rows import write_steps
from assessments.queries.answer_files import ANSWER_FILE, key_of_file, newest_late, step_of_sending, times_sent
from assessments.queries.attempts import items_of, locked_attempt, newest_steps
from assessments.queries.navigation import place_of
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from lms.questions.api import FILE_TYPES, AnswerFile, InvalidResponse, question_types, with_file
from lms.vault.api import Accepts, Inspected, inspect, store

MOST_TIMES = 60  # that one question's files come or go: more than anybody needs, and an end to what a script can fill
LEFT = "You have left this question. What came later is kept, and your instructor can accept it."
_CONTENT_TYPES = {"pdf": "pdf", "docx": "docx", "jpg": "jpeg", "png": "png", "txt": "text"}  # ours → the vault's
_TYPES = {kept.media_type: key for key, kept in FILE_TYPES.items()}


@dataclass(frozen=True)
class Uploaded:
    """``step`` names the file among the others; ``changes`` say what the inspection took out of it."""

    step: AttemptStep
    changes: tuple[str, ...] = ()


def upload_file(*, item: AttemptItem, file: File, key: str, by: Any) -> Uploaded:
    """Keep one file as an answer to ``item``. ``key`` names the sending: the same again changes nothing, nor does the same file under another.

    Raises ``Invalid`` with a sentence for a file that is not accepted or one too many; nothing else of the answer is touched. Raises ``Conflict``
    once the attempt has ended or the question was left for good; the file is then kept as a late answer.
    """
    if item.attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can send a file.")
    refuse_odd_key(key)
    kind = question_types.get(item.version.type)
    if not kind.takes_files:
        raise NotFound
    content = kind.validate_content(item.version.content)
    sending = _Sending(item, kind, content, _inspected(file, content), key)
    step = _keep(sending)
    if step is None:
        close_if_overdue(item.attempt)
        _keep_late(sending)
        raise Conflict(LEFT if item.attempt.is_open else ENDED, code="attempt_ended")
    return Uploaded(step, tuple(sending.found.changes))


@dataclass(frozen=True)
class _Sending:
    item: AttemptItem
    kind: Any
    content: Any
    found: Inspected
    key: str

    @property
    def step_key(self) -> str:
        return f"{self.key}:{self.item.position}"


def _inspected(file: File, content: Any) -> Inspected:
    accepts = Accepts(types=tuple(_CONTENT_TYPES[one] for one in content.accepts), megabytes=content.maximum_megabytes)
    found = inspect(file.open("rb"), name=file.name or "", accepts=accepts)
    if not found.accepted:
        raise Invalid(found.reason, code="file_refused")
    return found


@transaction.atomic
def _keep(sending: _Sending) -> AttemptStep | None:
    """The step that names the file; ``None`` where answers count no more."""
    item = sending.item
    locked = locked_attempt(item.attempt_id)
    if (before := step_of_sending(item, sending.step_key)) is not None:
        return before
    if close_if_overdue(locked) or not place_of(locked, items_of(locked)).allows(item.position):
        return None
    end_break(locked, now())  # whoever answers has gone on
    newest = newest_steps(locked).get(item.pk)
    saved = newest.response if newest else sending.kind.blank(sending.content)
    if newest and _has_same(saved, sending):
        return newest
    response = _response(sending, saved)
    locked.last_step += 1
    names = {"attempt": locked, "item_id": item.pk, "key": sending.step_key}
    write_steps(locked, [AttemptStep(number=locked.last_step, response=response, received_at=now(), **names)])
    return AttemptStep.objects.get(attempt=locked, number=locked.last_step)


@transaction.atomic
def _keep_late(sending: _Sending) -> None:
    """Once for each key. A second late file comes beside the first, so that accepting the last accepts all; but not beside one that was declined."""
    item = sending.item
    locked_attempt(item.attempt_id)
    if LateAnswer.objects.filter(attempt=item.attempt_id, key=sending.step_key).exists():
        return
    newest = newest_late(item) or newest_steps(item.attempt).get(item.pk)
    saved = newest.response if newest else sending.kind.blank(sending.content)
    if not _has_same(saved, sending):
        names = {"attempt": item.attempt, "item": item, "key": sending.step_key}
        LateAnswer.objects.create(response=_response(sending, saved), received_at=now(), **names)


def _has_same(saved: Any, sending: _Sending) -> bool:
    digest = hashlib.sha256(sending.found.data).hexdigest()
    return any(file["sha256"] == digest for file in saved["files"])


def _response(sending: _Sending, saved: Any) -> Any:
    """``saved`` with the file, which is in the vault now. Its name there is ours: the student's own may say who they are."""
    item = sending.item
    if len(saved["files"]) >= sending.content.maximum_files:
        raise Invalid("No more files fit here. Remove one first; it is kept, and you can bring it back.", code="too_many_files")
    if (times := times_sent(item)) >= MOST_TIMES:
        raise TooMany("Files of this question were sent and removed very often. Tell your instructor.")
    attempt, kind = item.attempt, _TYPES[sending.found.stored_type.partition(";")[0]]
    student = attempt.enrollment.student.public_id
    file = store(
        ANSWER_FILE, sending.found.data, name=f"question-{item.position}-file-{times + 1}{FILE_TYPES[kind].endings[0]}",
        media_type=FILE_TYPES[kind].media_type, owner=student, by=student, campus=attempt.enrollment.cohort.campus.slug, key=key_of_file(item, sending.key),
    )  # fmt: skip
    sent = AnswerFile(file.public_id, kind, sending.found.name, file.size, file.sha256)
    try:
        return sending.kind.normalize(sending.content, with_file(saved, sent))
    except InvalidResponse as wrong:
        raise Invalid(*wrong.sentences) from None
