"""EOIR published another edition of a form: it begins with the questions of the one before, all to be compared again."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.models import FormEdition
from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Invalid


@transaction.atomic
def add_form_edition(*, form: str, edition: str, effective_from: date, source: str, by: Any) -> FormEdition:
    """Keep the edition; filings use it from ``effective_from`` on. Raises ``Forbidden``, and ``Invalid`` where the edition is there already."""
    access.require(by, "accreditation.compare_form_edition", sentence="Only an authorized officer or an administrator records editions of the form.")
    if FormEdition.objects.filter(form=form, edition=edition).exists():
        raise Invalid(f"There is an edition “{edition}” already.", code="there")
    before = FormEdition.objects.filter(form=form, effective_from__lt=effective_from).order_by("-effective_from").first()
    fields = [{**field, "confirmed": False} for field in before.fields] if before else []
    added = FormEdition.objects.create(form=form, edition=edition, effective_from=effective_from, source=source, fields=fields)
    record_event("accreditation.form_edition_added", by=by, data={"edition": str(added), "from": effective_from.isoformat()})
    return added
