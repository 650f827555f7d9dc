"""Keeping what arrived after the end: nothing a student wrote is thrown away, and nothing of it counts by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import Attempt, LateAnswer
from lms.core.clock import from_ms, now
from lms.core.errors import TooMany
from lms.questions.api import question_types
from lms.questions.responses import one_value

MOST = 500  # of one attempt: more than anybody writes, and an end to what a script can fill


@transaction.atomic
def keep_late_answers(*, attempt: Attempt, form: Mapping[str, Any], rows: list[dict[str, Any]], key: str) -> int:
    """Keep what ``form`` answers otherwise than it was saved, once for each ``key``; how many are new.

    ``rows`` are the questions as ``queries.saving`` gives them. Raises ``TooMany`` when an attempt has more late answers than anybody writes.
    """
    Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    known = set(LateAnswer.objects.filter(attempt=attempt).values_list("key", flat=True))
    at, written = now(), _written_at(form)
    fresh = [
        LateAnswer(attempt=attempt, item_id=row["pk"], key=f"{key}:{row['position']}", response=response, written_at=written, received_at=at)
        for row in rows
        if f"{key}:{row['position']}" not in known and (response := _other_answer(row, form)) is not None
    ]  # fmt: skip
    if len(known) + len(fresh) > MOST:
        raise TooMany("Too many answers arrived after the end of this attempt. Tell your instructor.")
    LateAnswer.objects.bulk_create(fresh)
    return len(fresh)


def _other_answer(row: dict[str, Any], form: Mapping[str, Any]) -> Any:
    kind = question_types.get(row["version__type"])
    sent = kind.parse(form, f"q{row['position']}")
    if sent is None:
        return None
    content = kind.validate_content(row["version__content"])
    response = kind.normalize(content, sent)
    saved = kind.blank(content) if row["response"] is None else row["response"]
    return None if response == saved else response


def _written_at(form: Mapping[str, Any]) -> datetime | None:
    """When the browser says that it was written, in milliseconds since 1970; only told, never trusted."""
    text = one_value(form, "written_at")
    return from_ms(int(text)) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 14 else None
