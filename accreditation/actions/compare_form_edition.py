"""A person compared an edition of a form with the official PDF, question by question (domain reference, 2.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accreditation.models import FormEdition
from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Conflict, Invalid
from lms.core.models import new_public_id
from lms.core.wording import counted

OPEN, SAME, OTHER, ABSENT = "open", "same", "other", "absent"
WRITTEN_IN = "Written in from the form"
ASKS_LIMIT = 300
"""Characters of one question."""


@dataclass(frozen=True)
class Reading:
    """What a person read at one question: it is ``same``, has ``other`` words (which ``asks`` holds), is ``absent`` from the form, or is ``open``."""

    verdict: str
    asks: str = ""


@transaction.atomic
def compare_form_edition(
    *, edition: FormEdition, readings: Mapping[str, Reading], missing: Iterable[str] = (), seen: Mapping[str, str], on: date, by: Any, today: date
) -> FormEdition:
    """Keep what ``by`` read on ``on``; ``missing`` are questions of the form that we had not, each answered by hand from now on.

    ``readings`` go by the keys of the edition's questions; one without a reading stays as it is. ``seen`` are the questions as the reader saw them.
    Raises ``Forbidden``; ``Conflict`` where somebody else changed a question since; ``Invalid`` for a day to come, other words that are not given,
    or questions that are too long.
    """
    access.require(by, "accreditation.compare_form_edition", sentence="Only an authorized officer or an administrator compares the form.")
    if on > today:
        raise Invalid("The day of the comparison has not come yet. Give the day on which you read the form.", code="future")
    edition = FormEdition.objects.select_for_update().get(pk=edition.pk)
    if {field["key"]: field["asks"] for field in edition.fields} != dict(seen):
        raise Conflict("Somebody else changed the questions of this edition meanwhile. Look at them again; nothing of yours was kept.")
    fields = [kept for field in edition.fields if (kept := _as_read(field, readings.get(field["key"])))]
    edition.fields = [*fields, *(_written_in(asks) for asks in missing)]
    edition.checked_on, edition.checked_by = on, by.public_id
    edition.save(update_fields=["fields", "checked_on", "checked_by"])
    still = sum(not field["confirmed"] for field in edition.fields)
    said = f"{counted(still, 'question')} not compared yet" if still else "every question compared"
    read = {key: vars(one) for key, one in readings.items() if one.verdict != OPEN}
    record_event("accreditation.form_edition_compared", by=by, data={"edition": str(edition), "on": on.isoformat(), "said": said, "readings": read})
    return edition


def _as_read(field: dict[str, Any], reading: Reading | None) -> dict[str, Any] | None:
    """The question after ``reading``; nothing where the form does not ask it."""
    if reading is None:
        return field
    if reading.verdict == ABSENT:
        return None
    if reading.verdict == OTHER:
        return {**field, "asks": _asked(reading.asks), "confirmed": True, "mark": "A"}
    if reading.verdict == SAME:
        return {**field, "confirmed": True, "mark": "A"}
    return {**field, "confirmed": False}


def _written_in(asks: str) -> dict[str, Any]:
    return {"key": f"own.{new_public_id()}", "group": WRITTEN_IN, "asks": _asked(asks), "confirmed": True, "mark": "A"}


def _asked(asks: str) -> str:
    asks = " ".join(asks.split())
    if not asks:
        raise Invalid("Write what the form asks, where it asks in other words.", code="no_words")
    if len(asks) > ASKS_LIMIT:
        raise Invalid(f"A question is at most {ASKS_LIMIT} characters long.", code="too_long")
    return asks
