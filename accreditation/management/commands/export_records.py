"""`export_records --cohort|--campus|--organization SLUG|--student EMAIL --format csv|xlsx|json|pdf|entries -o FILE [--as-of DATE]`."""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.actions.export_records import export_records
from accreditation.queries.record_scopes import SCOPES, RecordScope, record_scope
from accreditation.record_formats import record_formats
from lms.core.registry import UnknownKind

MEANT = {"cohort": "its slug", "campus": "its slug", "organization": "its public id, as in the address of its page", "student": "an e-mail address"}


def a_date(text: str) -> date:
    """``--as-of``: a date such as 2026-11-23."""
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Writes the accreditation record: one row per student, training and track; with the format “entries”, one line per entry of the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        scope = parser.add_mutually_exclusive_group(required=True)
        for kind in SCOPES:
            scope.add_argument(f"--{kind}", help=MEANT[kind])
        parser.add_argument("--format", required=True, dest="record_format")
        parser.add_argument("-o", "--output", required=True, type=Path)
        parser.add_argument("--as-of", type=a_date, default=None, metavar="DATE")

    def handle(self, **options: Any) -> None:
        try:
            record_format = record_formats.get(options["record_format"])
        except UnknownKind as unknown:
            raise CommandError(unknown.sentence) from unknown
        blocks = export_records(record_format=record_format, scope=_scope(options), as_of=options["as_of"])
        try:
            size = _written(options["output"], blocks)
        except OSError as wrong:
            raise CommandError(f"{options['output']} cannot be written: {wrong.strerror}.") from wrong
        if options["verbosity"]:
            self.stdout.write(f"{size:,} bytes written to {options['output']}.")


def _scope(options: dict[str, Any]) -> RecordScope:
    kind = next(kind for kind in SCOPES if options[kind])
    scope = record_scope(kind, options[kind])
    if scope is None:
        raise CommandError(f"There is no {kind} called “{options[kind]}”.")
    return scope


def _written(path: Path, blocks: Iterable[bytes]) -> int:
    """Write the file whole or not at all (EX-09); a pipe or device gets the blocks as they come. How many bytes there were."""
    is_plain = not path.exists() or path.is_file()
    target = path.with_name(f"{path.name}.part") if is_plain else path
    try:
        with target.open("wb") as file:
            size = sum(map(file.write, blocks))
        if is_plain:
            target.replace(path)
    finally:
        if is_plain:
            target.unlink(missing_ok=True)
    return size
