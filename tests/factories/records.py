"""Records as files, for tests that read them."""

import csv
import io
from datetime import date
from typing import Any

from accreditation.actions.export_records import export_records
from accreditation.models import SponsoringOrganization
from accreditation.queries.record_scopes import record_scope
from accreditation.record_formats import record_formats


def exported(key: str, cohort: Any, as_of: date | None = None) -> bytes:
    """The record of a cohort in a format, whole."""
    return exported_scope(key, "cohort", cohort.slug, as_of)


def exported_scope(key: str, kind: str, called: str, as_of: date | None = None) -> bytes:
    scope = record_scope(kind, called)
    assert scope is not None
    return b"".join(export_records(record_format=record_formats.get(key), scope=scope, as_of=as_of))


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def sponsor(*campuses: Any) -> SponsoringOrganization:
    """An organization that files for the students of some campuses."""
    made = SponsoringOrganization.objects.create(legal_name="Harbor Legal Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02110")
    made.campuses.set(campuses)
    return made
