"""What a student takes away of what was said with them: about their hours, and about their supervised practice."""

from typing import Any

from django.utils.translation import gettext as _

from accreditation.models import PracticeMessage
from accreditation.queries.hours_disputes import disputes_of, lesson_title, said_in
from accreditation.queries.practice import said
from lms.core.clock import iso_ms
from lms.core.own_export import Part, Table

HOURS_FIELDS = {
    "thread": "A number in this file.", "entry": "The number of the ledger’s entry it is about; null where it is about a day.",
    "day": "The day it is about; null where it is about an entry.", "lesson": "The lesson, where one was named.", "author": "Who said it.",
    "state": "What it made of the thread.", "text": "What was said.", "at": "When (UTC).",
}  # fmt: skip
PRACTICE_FIELDS = {
    "date": "The day of the work.", "matter": "The opaque code of the matter.", "author": "Who said it.", "speaker": "What they are to it.",
    "returned": "Whether it sent the entry back.", "text": "What was said.", "at": "When (UTC).",
}  # fmt: skip


def hours_threads_part(person: Any) -> Part:
    """Every message of every question about hours, in order."""
    data: list[dict[str, Any]] = [
        {
            "thread": number, "entry": thread.seq, "day": thread.day.isoformat() if thread.day else None, "lesson": lesson_title(thread),
            "author": one.author, "state": one.message.step, "text": one.text, "at": iso_ms(one.message.at),
        }
        for number, thread in enumerate(disputes_of(person.public_id).order_by("pk"), start=1) for one in said_in(thread)
    ]  # fmt: skip
    rows = [(str(one["thread"]), one["at"], one["author"], one["text"]) for one in data]
    columns = (_("No."), _("When"), _("Who"), _("What was said"))
    return Part(_("My questions about hours"), data, [Table(_("My questions about hours"), columns, rows)])


def practice_threads_part(person: Any) -> Part:
    """Every message about every version of their entries, in order."""
    messages = PracticeMessage.objects.filter(entry__student=person.public_id).select_related("entry__matter").order_by("pk")
    data: list[dict[str, Any]] = [
        {
            "date": one.message.entry.date.isoformat(), "matter": one.message.entry.matter.code, "author": one.author, "speaker": one.message.speaker,
            "returned": one.message.returns, "text": one.text, "at": iso_ms(one.message.at),
        }
        for one in said(messages)
    ]  # fmt: skip
    rows = [(one["date"], one["matter"], one["at"], one["author"], one["text"]) for one in data]
    columns = (_("Date"), _("Matter"), _("When"), _("Who"), _("What was said"))
    return Part(_("What was said about my practice"), data, [Table(_("What was said about my practice"), columns, rows)])
