"""`check_curriculum [FOLDER] [--table] [--json]`: proves that a curriculum folder is fit to teach. No database is needed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.checks import Outcome, outcomes, read_folder, session_table
from lms.core.errors import Invalid


class Command(BaseCommand):
    help = "Reads a curriculum folder and names, by file and line, everything that makes it unfit to teach. Exit code 1 when anything does."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", default=str(Path(settings.BASE_DIR) / "curriculum" / "content"))
        parser.add_argument("--table", action="store_true", help="Print the minutes of each session and track too.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print what each check found as JSON.")

    def handle(self, **options: Any) -> None:
        try:
            folder = read_folder(Path(options["folder"]).resolve())
        except Invalid as broken:
            raise CommandError("\n".join(broken.sentences)) from broken
        found = list(outcomes(folder))
        self.stdout.write(_as_json(found) if options["as_json"] else "\n".join(line for outcome in found for line in _told(outcome)))
        if options["table"]:
            self.stdout.write("\n".join(["", *session_table(folder)]))
        failed = [outcome.name for outcome in found if outcome.sentences]
        if failed:
            raise CommandError(f"{len(failed)} of {len(found)} checks fail: {', '.join(failed)}.")


def _told(outcome: Outcome) -> list[str]:
    head = f"{'FAIL' if outcome.sentences else 'ok':<4}  {outcome.name}: {outcome.figures}"
    return [head, *(f"      {sentence}" for sentence in outcome.sentences)]


def _as_json(found: list[Outcome]) -> str:
    rows = [{"check": outcome.name, "holds": not outcome.sentences, "figures": outcome.figures, "found": list(outcome.sentences)} for outcome in found]
    return json.dumps({"checks": rows}, ensure_ascii=False)
