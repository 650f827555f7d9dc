"""JSON: the same rows for programs, with the totals they add up to."""

import json

from accreditation.queries.record import RecordRow
from accreditation.record_formats.base import Heading, RecordFormat
from lms.core.clock import iso_ms


def _write(rows: list[RecordRow], heading: Heading) -> bytes:
    data = {
        "scope": heading.scope,
        "as_of": heading.as_of,
        "made_at": iso_ms(heading.made_at),
        "minutes": sum(row.fold.minutes for row in rows),
        "rows": [{**row.as_columns(), "minutes_by_topic": row.fold.by_topic, "minutes_by_category": row.fold.by_category} for row in rows],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


FORMAT = RecordFormat("json", "JSON, for programs", "json", "application/json", _write)
