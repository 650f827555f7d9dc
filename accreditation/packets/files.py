"""Files that lie in a packet: what is known of them, and their bytes."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from accreditation.models import Certificate
from accreditation.packet_parts import Enclosure
from accreditation.queries.certificates import VALID, certificates_of, status_of
from lms.core.clock import end_of_day
from lms.vault.api import StoredFile, read

VAULT, CERTIFICATE = "vault:", "certificate:"


def stored_enclosures(public_ids: Iterable[str], *, there_on: datetime | None = None) -> dict[str, Enclosure]:
    """By public id, those of the vault that are still there, or were at the instant ``there_on``; one query."""
    wanted = {*public_ids} - {""}
    there = Q(removed_at__isnull=True) | (Q(removed_at__gte=there_on) if there_on else Q())
    rows = StoredFile.objects.filter(there, public_id__in=wanted) if wanted else []
    return {row.public_id: Enclosure(f"{VAULT}{row.public_id}", row.sha256, row.media_type) for row in rows}


def valid_certificates(student: str, as_of: date, zone: str) -> dict[str, Certificate]:
    """By number, those issued by the end of ``as_of`` in ``zone`` that were valid on it; one query."""
    found = certificates_of([student], end_of_day(as_of, zone)).defer("pdf", "entries", "credential")
    return {one.number: one for one in found if status_of(one, as_of) == VALID}


def fetched(enclosure: Enclosure) -> bytes | None:
    """The bytes of a file; nothing where it was removed."""
    if enclosure.key.startswith(CERTIFICATE):
        pdf = Certificate.objects.filter(number=enclosure.key.removeprefix(CERTIFICATE)).values_list("pdf", flat=True).first()
        return bytes(pdf) if pdf is not None else None
    row = StoredFile.objects.filter(public_id=enclosure.key.removeprefix(VAULT), removed_at__isnull=True).first()
    return read(row) if row else None
