"""Writing down that a record was seen by somebody who is not its owner."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from lms.audit.models import Disclosure
from lms.core.clock import now


def record_disclosure(*, viewer: Any, owner: str, what: str, purpose: str, recipient: str = "", campus: str = "", job: str = "") -> None:
    """Record one disclosure; nothing when the viewer is the owner. ``viewer`` is a person or a public id."""
    record_disclosures(viewer=viewer, owners=[owner], what=what, purpose=purpose, recipient=recipient, campus=campus, job=job)


def record_disclosures(*, viewer: Any, owners: Iterable[str], what: str, purpose: str, recipient: str = "", campus: str = "", job: str = "") -> None:
    """Record the disclosure of several people's records in one statement; ``owners`` are public ids, each counted once.

    With ``job``, the background job that makes the export, the same is recorded once however often the job is done again.
    """
    who = viewer if isinstance(viewer, str) else viewer.public_id
    told = sorted({*owners} - {who, ""})
    if not told:
        return
    rows, of_driver = _ROWS[connection.vendor]
    at = connection.ops.adapt_datetimefield_value(now())
    unless, about = (f" WHERE {_TOLD_BY_JOB}", [job, what, campus]) if job else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"{_INSERT} {rows}{unless}", [at, who, what, purpose, recipient, campus, job, of_driver(told), *about])


# Every page that lists people tells of each of them: rows that differ in one column are cheaper made by the database than as objects.
_INSERT = f"""INSERT INTO {Disclosure._meta.db_table} (at, viewer, what, purpose, recipient, campus, job, owner)
SELECT %s, %s, %s, %s, %s, %s, %s, told.owner FROM"""
_TOLD_BY_JOB = """NOT EXISTS (SELECT 1 FROM audit_disclosure AS there
WHERE there.owner = told.owner AND there.job = %s AND there.what = %s AND there.campus = %s)"""
_ROWS: dict[str, tuple[str, Callable[[list[str]], Any]]] = {
    "postgresql": ("unnest(%s::text[]) AS told(owner)", list),
    "sqlite": ("(SELECT value AS owner FROM json_each(%s)) AS told", json.dumps),
}
