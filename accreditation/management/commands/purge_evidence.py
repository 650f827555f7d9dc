"""`purge_evidence [--dry-run] [--json]`: removes documents whose time is over, and says which; people are public ids, never names."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accreditation.actions.purge_evidence import purge_evidence
from lms.core.wording import counted


class Command(BaseCommand):
    help = "Removes files and typed texts of documents after their retention, except under a legal hold. The rows and an audit event stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be removed, and remove nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        run = purge_evidence(dry_run=options["dry_run"])
        if options["as_json"]:
            self.stdout.write(json.dumps(run.as_json(), ensure_ascii=False))
            return
        verb = "would be removed" if run.dry_run else "removed"
        for due in run.removed:
            self.stdout.write(f"{due.evidence.kind} {due.evidence.public_id} of {due.evidence.owner}: {due.why}")
        self.stdout.write(f"{counted(len(run.removed), 'document')} {verb}; {len(run.held)} due, and kept by a hold.")
