"""JSON: the same rows for programs, with the totals they add up to."""

import json
from collections.abc import Iterator
from typing import Any

from accreditation.queries.record import RecordRow
from accreditation.record_formats.base import Heading, RecordFormat, Source, in_blocks


def _write(source: Source, heading: Heading) -> Iterator[bytes]:
    return in_blocks(piece.encode() for piece in _pieces(source, heading))


def _pieces(source: Source, heading: Heading) -> Iterator[str]:
    """Rows as they come; what they add up to is known only then."""
    facts = {"scope": heading.scope, "as_of": heading.as_of}
    yield _text(facts)[:-1] + ',\n "rows": ['
    minutes, mark = 0, "\n  "
    for row in source.rows():
        minutes += row.fold.minutes
        yield mark + _text(_shape(row))
        mark = ",\n  "
    yield f'\n ],\n "minutes": {minutes}\n}}\n'


def _shape(row: RecordRow) -> dict[str, Any]:
    return {**row.as_columns(), **row.fold.told}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMAT = RecordFormat("json", "JSON, for programs", "json", "application/json", _write)
