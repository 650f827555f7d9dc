"""Editions of the form, as a person compared them."""

from datetime import date
from typing import Any

from accreditation.actions.compare_form_edition import SAME, Reading, compare_form_edition
from accreditation.models import FormEdition


def seen(edition: FormEdition) -> dict[str, str]:
    return {field["key"]: field["asks"] for field in edition.fields}


def compared(edition: FormEdition, *, by: Any, on: date) -> FormEdition:
    """Every question of it, all of which ask the same."""
    return compare_form_edition(edition=edition, readings={key: Reading(SAME) for key in seen(edition)}, seen=seen(edition), on=on, by=by, today=on)
