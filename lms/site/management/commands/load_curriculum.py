"""`load_curriculum [FOLDER] [--dry-run] [--json]`: a folder of Markdown becomes pages, authorities and question banks."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.api import load_folder
from lms.core.errors import Invalid


class Command(BaseCommand):
    help = "Makes pages, authorities and question banks agree with a curriculum folder. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", default=str(Path(settings.BASE_DIR) / "curriculum" / "content"))
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            changes = load_folder(Path(options["folder"]), dry_run=options["dry_run"])
        except Invalid as broken:
            raise CommandError("\n".join(broken.sentences)) from broken
        counts = Counter(change.outcome for change in changes)
        summary = {outcome: counts[outcome] for outcome in ("created", "changed", "unchanged", "removed")}
        if options["as_json"]:
            touched = [{"what": change.what, "name": change.name, "outcome": change.outcome} for change in changes if change.outcome != "unchanged"]
            self.stdout.write(json.dumps({**summary, "dry_run": options["dry_run"], "changes": touched}, ensure_ascii=False))
        elif options["verbosity"]:
            would = "Would be: " if options["dry_run"] else ""
            self.stdout.write(would + ", ".join(f"{number} {outcome}" for outcome, number in summary.items()) + ".")
            for change in changes:
                if change.outcome == "left out":
                    self.stdout.write(f"Left out: {change.name} is no Markdown, and nothing shows it.")
