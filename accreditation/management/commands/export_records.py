"""`export_records --cohort SLUG|--campus SLUG --format csv|xlsx|json|pdf -o FILE [--as-of DATE]`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.actions.export_records import export_records
from accreditation.record_formats import record_formats
from curriculum.api import cohort_called
from lms.core.registry import UnknownKind
from lms.people.api import campus_called


def a_date(text: str) -> date:
    """``--as-of``: a date such as 2026-11-23."""
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Writes the accreditation record: one row per student, training and track."

    def add_arguments(self, parser: ArgumentParser) -> None:
        scope = parser.add_mutually_exclusive_group(required=True)
        scope.add_argument("--cohort")
        scope.add_argument("--campus")
        parser.add_argument("--format", required=True, dest="record_format")
        parser.add_argument("-o", "--output", required=True)
        parser.add_argument("--as-of", type=a_date, default=None, metavar="DATE")

    def handle(self, **options: Any) -> None:
        try:
            record_format = record_formats.get(options["record_format"])
        except UnknownKind as unknown:
            raise CommandError(unknown.sentence) from unknown
        cohort = cohort_called(options["cohort"]) if options["cohort"] else None
        campus = campus_called(options["campus"]) if options["campus"] else None
        if cohort is None and campus is None:
            raise CommandError(f"There is no {'cohort' if options['cohort'] else 'campus'} called “{options['cohort'] or options['campus']}”.")
        data = export_records(record_format=record_format, cohort=cohort, campus=campus, as_of=options["as_of"])
        try:
            Path(options["output"]).write_bytes(data)
        except OSError as wrong:
            raise CommandError(f"{options['output']} cannot be written: {wrong.strerror}.") from wrong
        if options["verbosity"]:
            self.stdout.write(f"{len(data):,} bytes written to {options['output']}.")
