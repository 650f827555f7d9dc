"""`import_paper_hours FILE.csv|.xlsx --cohort SLUG [--reason TEXT] [--by EMAIL] [--dry-run] [--json]`: hours of an earlier cohort, kept on paper."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.actions.import_paper_hours import import_paper_hours
from curriculum.api import cohort_called
from lms.core.errors import Invalid, Refusal
from lms.core.wording import counted
from lms.people.api import person_with_email

REASON = "Brought in from a list of hours on paper."


class Command(BaseCommand):
    help = "Proposes the hours that a file lists; they count once a person approves. Every line or none. The same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Columns: email, training title, provider, track, first date, last date, minutes, mode, topics.")
        parser.add_argument("--cohort", required=True, help="The cohort's slug.")
        parser.add_argument("--reason", default=REASON, help="Where the paper is kept, and who vouches for it.")
        parser.add_argument("--by", metavar="EMAIL", help="Who proposes it; somebody else approves.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and do nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        cohort = cohort_called(options["cohort"])
        if cohort is None:
            raise CommandError(f"There is no cohort called “{options['cohort']}”.")
        by = person_with_email(options["by"]) if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"Nobody has the address {options['by']}.")
        try:
            found = import_paper_hours(
                cohort=cohort, name=options["file"].name, data=options["file"].read_bytes(), reason=options["reason"], by=by, dry_run=options["dry_run"]
            )  # fmt: skip
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read.") from error
        except Refusal as refused:
            raise CommandError("\n".join(refused.sentences if isinstance(refused, Invalid) else [refused.sentence])) from refused
        self._say(options, cohort.slug, found)

    def _say(self, options: dict[str, Any], cohort: str, found: Any) -> None:
        students, minutes = len({line.student for line in found.lines}), sum(line.minutes for line in found.lines)
        if options["as_json"]:
            facts = {"cohort": cohort, "dry_run": options["dry_run"], "lines": len(found.lines), "students": students, "minutes": minutes}
            facts |= {"created": found.created, "batch": found.batch.public_id if found.batch else None}
            self.stdout.write(json.dumps(facts))
            return
        said = f"{counted(len(found.lines), 'line')}, {counted(students, 'student')}, {minutes} min"
        if found.batch is None:
            self.stdout.write(f"Every line is right: {said}. Nothing was kept.")
        elif found.created:
            self.stdout.write(f"Proposed: {said}. They count once a second person approves.")
        else:
            self.stdout.write(f"This file was brought in before: {said}. Nothing was changed.")
