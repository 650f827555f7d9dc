"""Telling a cohort something, changing what was told, taking it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from curriculum.models import Announcement, Cohort
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.markdown import render_markdown
from lms.jobs.api import enqueue

TELL_JOB = "curriculum.tell_announcement"


@transaction.atomic
def write_announcement(*, cohort: Cohort, title: str, text: str, send_at: datetime | None, by: Any) -> Announcement:
    """Write to everybody in ``cohort``: now, or at ``send_at``. Raises ``Invalid`` for an empty one and for a moment that has passed."""
    require(by, "curriculum.announce", cohort)
    at = now()
    title, text = _said(title, text)
    _refuse_past(send_at, at)
    announcement = Announcement.objects.create(
        cohort=cohort, title=title, text=text, html=render_markdown(text), written_by=by, written_at=at, visible_from=send_at or at
    )
    _record("curriculum.announcement_written", announcement, by)
    if send_at is None:
        ask_to_tell(announcement)
    return announcement


@transaction.atomic
def edit_announcement(*, announcement: Announcement, title: str, text: str, send_at: datetime | None, seen: int, by: Any) -> Announcement:
    """Change an announcement; once students could read it they see that it was edited, and it keeps its moment. One that waits goes at ``send_at``, or now.

    ``seen`` is the version that was edited: somebody else's newer one raises ``Conflict``, as does one that was taken back.
    """
    require(by, "curriculum.announce", announcement.cohort)
    title, text = _said(title, text)
    locked = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if locked.taken_back_at is not None:
        raise Conflict("This announcement was taken back meanwhile. Write a new one.", code="taken_back")
    if locked.version != seen:
        raise Conflict("Somebody else has changed this announcement meanwhile. Open it again in another tab and add your change to theirs.", code="edited")
    at = now()
    waits = locked.visible_from > at
    moment = (send_at or at) if waits else locked.visible_from
    if (title, text, moment) == (locked.title, locked.text, locked.visible_from):
        return locked
    if waits and moment != locked.visible_from:
        _refuse_past(send_at, at)
    locked.title, locked.text, locked.html, locked.visible_from, locked.version = title, text, render_markdown(text), moment, locked.version + 1
    locked.edited_at = locked.edited_at if waits else at
    locked.save(update_fields=["title", "text", "html", "version", "edited_at", "visible_from"])
    if waits and moment == at:
        ask_to_tell(locked)
    _record("curriculum.announcement_edited", locked, by)
    return locked


@transaction.atomic
def take_back(*, announcement: Announcement, by: Any) -> Announcement:
    """Students no longer see it; taking it back again changes nothing."""
    require(by, "curriculum.announce", announcement.cohort)
    locked = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if locked.taken_back_at is None:
        locked.taken_back_at = now()
        locked.save(update_fields=["taken_back_at"])
        _record("curriculum.announcement_taken_back", locked, by)
    return locked


def ask_to_tell(announcement: Announcement) -> None:
    enqueue(TELL_JOB, {"announcement": announcement.public_id}, by=None, key=f"announcement:{announcement.public_id}")


def _said(title: str, text: str) -> tuple[str, str]:
    if not title.strip() or not text.strip():
        raise Invalid("Write a title and a text; students read both.")
    return " ".join(title.split()), text.strip()


def _refuse_past(send_at: datetime | None, at: datetime) -> None:
    if send_at is not None and send_at <= at:
        raise Invalid("This moment has passed. Choose a later one, or leave it empty to send now.", code="past")


def _record(kind: str, announcement: Announcement, by: Any) -> None:
    cohort = announcement.cohort
    facts = {"title": announcement.title, "cohort": cohort.name}
    record_event(kind, by=by, subject_kind="announcement", subject_id=announcement.public_id, campus=cohort.campus.slug, data=facts)
