"""`import_questions FILE --format F --bank SLUG [--dry-run] [--keep-going] [--json]`: a file of questions comes into a bank."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.actions.import_questions import ImportReport, NothingImported, import_questions
from assessments.formats.registry import question_formats
from assessments.models import QuestionState
from lms.core.errors import Invalid, Refusal
from lms.core.wording import counted


class Command(BaseCommand):
    help = "Brings questions of another system into a bank: all or none, unless --keep-going. Names what we cannot hold. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--format", required=True, choices=question_formats.keys())
        parser.add_argument("--bank", required=True, metavar="SLUG", help="The bank's short name; a new one is made where there is none.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and do nothing.")
        parser.add_argument("--keep-going", action="store_true", help="Import what can be, and leave out what is refused.")
        parser.add_argument("--state", choices=QuestionState.values, default=QuestionState.READY, help="The state of new questions (ready).")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object.")

    def handle(self, **options: Any) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", options["bank"]):
            raise CommandError("The bank's short name holds letters, figures and hyphens only, at most 64.")
        try:
            with Path(options["file"]).open("rb") as source:
                report = import_questions(
                    bank=options["bank"], format_key=options["format"], source=source, by=None, keep_going=options["keep_going"],
                    dry_run=options["dry_run"], state=options["state"],
                )  # fmt: skip
        except OSError as error:
            raise CommandError(f"“{options['file']}” cannot be read: {(error.strerror or 'unknown reason').lower()}.") from error
        except NothingImported as refused:
            self._say(refused.report, as_json=options["as_json"])
            raise CommandError(refused.sentence) from refused
        except Refusal as refused:
            raise CommandError("\n".join(refused.sentences if isinstance(refused, Invalid) else [refused.sentence])) from refused
        self._say(report, as_json=options["as_json"])

    def _say(self, report: ImportReport, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_data(), ensure_ascii=False))
            return
        would = "Would be: " if report.dry_run else ""
        self.stdout.write(f"{would}{counted(report.imported, 'question')}: {report.created} new, {report.changed} changed, {report.unchanged} as before.")
        for name, lost in report.partial:
            self.stdout.write("\n".join([f"{name} is not whole:", *(f"  - {sentence}" for sentence in lost)]))
        for one in report.refused:
            self.stdout.write(f"{one.id} is refused: {one.reason}")
