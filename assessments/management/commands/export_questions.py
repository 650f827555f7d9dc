"""`export_questions --bank SLUG --format F -o FILE [--json]`: a bank's questions in a file of another system."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.actions.export_questions import ExportReport, export_questions
from assessments.formats.registry import question_formats
from lms.core.errors import Refusal
from lms.core.wording import counted


class Command(BaseCommand):
    help = "Writes a bank's questions into a file. Importing it gives the same questions; what the format cannot hold is named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bank", required=True, metavar="SLUG")
        parser.add_argument("--format", required=True, choices=question_formats.keys())
        parser.add_argument("-o", "--output", required=True, metavar="FILE")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object.")

    def handle(self, **options: Any) -> None:
        target = Path(options["output"])
        unfinished = target.with_name(f"{target.name}.part")
        try:
            with unfinished.open("wb") as out:
                report = export_questions(bank=options["bank"], format_key=options["format"], out=out, by=None)
            unfinished.replace(target)
        except OSError as error:
            raise CommandError(f"“{target}” cannot be written: {(error.strerror or 'unknown reason').lower()}.") from error
        except Refusal as refused:
            raise CommandError(refused.sentence) from refused
        finally:
            if unfinished.is_file():
                unfinished.unlink()
        self._say(report, target, as_json=options["as_json"])

    def _say(self, report: ExportReport, target: Path, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_data(), ensure_ascii=False))
            return
        self.stdout.write(f"{counted(report.questions, 'question')} of the bank written to {target}.")
        for name, lost in report.losses.items():
            self.stdout.write("\n".join([f"{name} is not whole:", *(f"  - {sentence}" for sentence in lost)]))
