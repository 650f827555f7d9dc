"""CSV with one line for each entry of the ledger: what every figure of the record adds up from."""

from collections.abc import Iterator

from accreditation.queries.entry_lines import LINE_COLUMNS, entry_lines
from accreditation.record_formats.base import Heading, RecordFormat, Source, in_blocks


def _write(source: Source, heading: Heading) -> Iterator[bytes]:
    return in_blocks(_pieces(source))


def _pieces(source: Source) -> Iterator[bytes]:
    yield (",".join(LINE_COLUMNS) + "\n").encode()
    for places in source.scope.batches():
        yield from entry_lines(places, source.as_of)


FORMAT = RecordFormat("entries", "CSV, one line for each entry", "csv", "text/csv; charset=utf-8", _write, stem="entries")
