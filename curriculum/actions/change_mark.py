"""A reader changes the words of a note, or takes a mark away."""

from typing import Any

from django.db import transaction

from curriculum.actions.add_mark import checked_note
from curriculum.models import Mark, MarkKind
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid

READ_ONLY = "You have left this program. Your notes stay yours to read and to save, and are no longer changed."


@transaction.atomic
def change_note(*, mark: Mark, text: str, by: Any) -> Mark:
    require(by, "curriculum.change_mark", mark, sentence=READ_ONLY)
    if mark.kind != MarkKind.NOTE:
        raise Invalid("Only a note has words of its own.")
    mark.text, mark.changed_at = checked_note(text), now()
    mark.save(update_fields=["text", "changed_at"])
    return mark


@transaction.atomic
def remove_mark(*, mark: Mark, by: Any) -> None:
    require(by, "curriculum.change_mark", mark, sentence=READ_ONLY)
    mark.delete()
