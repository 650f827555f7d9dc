"""Background work: ids in, fetch, call one action, keep the file in the vault."""

from datetime import date
from typing import Any

from accreditation.actions.export_records import export_records
from accreditation.actions.send_anchor import send_anchor
from accreditation.actions.take_anchor import take_anchor
from accreditation.actions.watch_ledger import watch_ledger
from accreditation.models import Anchor, LedgerHead
from accreditation.record_formats import record_formats
from accreditation.rules.records import places_shared_with
from curriculum.api import cohort_called, roster
from lms.audit.api import record_disclosures
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.jobs.api import JobRun, enqueue
from lms.people.api import person_called
from lms.vault.api import store


def run_export(job: JobRun) -> dict[str, Any]:
    """Write a cohort's record; payload ``{cohort, format, as_of}``. The right is asked again: it may have ended meanwhile."""
    cohort = cohort_called(job.payload["cohort"])
    person = person_called(job.owner)
    if cohort is None or person is None or not person.has_perm("accreditation.export_records", cohort):
        raise NotFound("This cohort is not yours to export any more.")
    record_format = record_formats.get(job.payload["format"])
    data = export_records(record_format=record_format, cohort=cohort, as_of=_date(job.payload.get("as_of")), reader=person, progress=job.advance)
    job.advance(2, 3, "Keeping the file")
    name = f"record-{cohort.slug}.{record_format.ending}"
    file = store("accreditation.record", data, name=name, media_type=record_format.media_type, campus=cohort.campus.slug, by=job.owner, key=job.public_id)
    owners = [place.student.public_id for place in places_shared_with(person, roster(cohort))]
    record_disclosures(viewer=person, owners=owners, what="Accreditation record exported", purpose="Preparing a filing", campus=cohort.campus.slug)
    return {"file": file.public_id, "sentence": f"The record of {cohort.name} is ready."}


def run_anchor(job: JobRun) -> dict[str, Any]:
    """Anchor the ledger and send the newest anchor; a second run sends nothing twice. When the ledger shrank, administrators are told at once."""
    try:
        take_anchor()
    finally:
        watch_ledger()
    anchor = Anchor.objects.last()
    officers = send_anchor(anchor) if anchor else 0
    return {"sentence": f"Anchor {anchor.number} is kept, and {officers} officers have it." if anchor else "There is nothing to anchor yet."}


def anchor_daily() -> None:
    """The sweep of each day. Work of its own, because the first anchor of a large ledger takes a while."""
    if LedgerHead.objects.exists():
        enqueue("accreditation.take_anchor", {}, by=None, key=f"anchor:{now():%Y-%m-%d}")


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
