"""What a student takes away of what they wrote in assessments: the words alone, never the question, and not before their answers are shown to them."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.models import AttemptStep
from assessments.queries.own_results import own_places
from lms.core.clock import iso_ms
from lms.core.own_export import Part, Table

FIELDS = {
    "assessment": "The assessment.", "attempt": "Which attempt, from 1.", "question": "Its place in the attempt, from 1.",
    "text": "What was handed in, word by word.", "saved_at": "When it was saved last (UTC).",
}  # fmt: skip


def writings_part(person: Any) -> Part:
    shown = {
        one.attempt.pk: (cell.activity.page.title, one.attempt.number)
        for place in reversed(own_places(person)) for cell, attempts in place.rows for one in attempts if one.shows_answers
    }  # fmt: skip
    newest = {step.item_id: step for step in AttemptStep.objects.filter(attempt__in=shown).select_related("item").order_by("number")}
    data = [
        {
            "assessment": shown[step.attempt_id][0], "attempt": shown[step.attempt_id][1], "question": step.item.position, "text": text,
            "saved_at": iso_ms(step.received_at),
        }
        for step in sorted(newest.values(), key=lambda step: (step.attempt_id, step.item.position)) for text in written_in(step.response)
    ]  # fmt: skip
    rows = [(one["assessment"], str(one["attempt"]), str(one["question"]), one["text"]) for one in data]
    columns = (_("Quiz"), _("Attempt"), _("Question"), _("What I wrote"))
    return Part(_("My essays and written answers"), data, [Table(_("My essays and written answers"), columns, rows)])


def written_in(response: Any) -> list[str]:
    """The texts of an answer, whatever kind of question it belongs to; parts of a fact pattern hold their own."""
    if isinstance(response, list):
        return [text for one in response for text in written_in(one)]
    if not isinstance(response, dict):
        return []
    own = [response["text"]] if isinstance(response.get("text"), str) and response["text"].strip() else []
    return own + [text for key, one in response.items() if key != "text" for text in written_in(one)]
