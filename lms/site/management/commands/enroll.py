"""`enroll FILE.csv|.xlsx --cohort SLUG [--dry-run] [--json]`: a list of students gets places in a cohort."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curriculum.api import cohort_called, enroll_listed, read_roster
from lms.core.errors import Invalid, Refusal


class Command(BaseCommand):
    help = "Enrolls the students a CSV or Excel file lists; newcomers are invited. Everybody or nobody. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="Columns: email, first name, last name.")
        parser.add_argument("--cohort", required=True, help="The cohort's slug.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and do nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        cohort = cohort_called(options["cohort"])
        if cohort is None:
            raise CommandError(f"There is no cohort called “{options['cohort']}”.")
        try:
            counts = enroll_listed(students=read_roster(Path(options["file"])), cohort=cohort, by=None, dry_run=options["dry_run"])
        except Refusal as refused:
            raise CommandError("\n".join(refused.sentences if isinstance(refused, Invalid) else [refused.sentence])) from refused
        if options["as_json"]:
            self.stdout.write(json.dumps({"cohort": cohort.slug, "dry_run": options["dry_run"], **counts}))
        else:
            would = "Would be: " if options["dry_run"] else ""
            self.stdout.write(would + ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) + ".")
