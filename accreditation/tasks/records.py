"""Background work: ids in, fetch, call one action, keep the file in the vault."""

from datetime import date
from itertools import chain
from typing import Any

from accreditation.actions.export_records import export_records
from accreditation.actions.send_anchor import send_anchor
from accreditation.actions.take_anchor import take_anchor
from accreditation.actions.watch_ledger import watch_ledger
from accreditation.models import Anchor, LedgerHead
from accreditation.queries.record_scopes import scope_of_export
from accreditation.record_formats import record_formats
from accreditation.rules.records import exports_records_of_all
from lms.audit.api import record_disclosures
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.failpoints import failpoint
from lms.core.wording import counted
from lms.jobs.api import JobRun, enqueue
from lms.people.api import person_called
from lms.vault.api import owners_of, store


def run_export(job: JobRun) -> dict[str, Any]:
    """Write a record; payload ``{scope, called, campuses, format, as_of}``. The right is asked again: it may have ended meanwhile.

    Progress is told before the snapshot is opened and after it: what its transaction writes nobody would see.
    """
    scope, person = scope_of_export(job.payload), person_called(job.owner)
    if scope is None or person is None or not exports_records_of_all(person, scope.campuses):
        raise NotFound("This record is not yours to export any more.")
    record_format, campus = record_formats.get(job.payload["format"]), scope.campuses[0].slug if len(scope.campuses) == 1 else ""
    job.advance(0, 3, "Finding the students")
    scope, people = scope.shared_with(person).settled()
    job.advance(1, 3, f"Writing the record of {counted(len({*chain(*people.values())}), 'student')}")
    blocks = export_records(record_format=record_format, scope=scope, as_of=_date(job.payload.get("as_of")))
    name = f"{record_format.stem}-{scope.slug}.{record_format.ending}"
    file = store(
        "accreditation.record", blocks, name=name, media_type=record_format.media_type, campus=campus, by=job.owner, key=job.public_id, people=people
    )  # fmt: skip
    failpoint("record_export.stored")
    job.advance(2, 3, "Telling whose record it is")
    for slug, owners in owners_of(file).items():  # the file’s own: an earlier attempt may have written it
        record_disclosures(viewer=person, owners=owners, what="Accreditation record exported", purpose="Preparing a filing", campus=slug, job=job.public_id)
    return {"file": file.public_id, "sentence": f"The record of {scope.title} is ready."}


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
