"""Editions of a form: the one that filings use on a day, and those before and after it."""

from datetime import date

from django.db.models import QuerySet

from accreditation.models import FormEdition

FORM = "EOIR-31A"


def editions_of(form: str = FORM) -> QuerySet[FormEdition]:
    """Newest first."""
    return FormEdition.objects.filter(form=form).order_by("-effective_from", "-pk")


def edition_in_use(on: date, form: str = FORM) -> FormEdition | None:
    """The edition that filings of that day go by."""
    return editions_of(form).filter(effective_from__lte=on).first()
