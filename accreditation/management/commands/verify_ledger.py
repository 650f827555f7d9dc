"""`verify_ledger [--json]`: proof that the ledger says what it said; exit 1 when it does not."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accreditation.ledger.verify import verify


class Command(BaseCommand):
    help = "Checks every chain, study log, snapshot and measured figure, and names the first that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        found = verify()
        if options["as_json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        elif found.ok:
            self.stdout.write(f"The ledger holds: {found.entries} entries of {found.students} students.")
        else:
            bad = found.first_bad
            self.stderr.write(f"The ledger does not hold. Student {bad.student}, entry {bad.seq}: {bad.why}" if bad else "The ledger does not hold.")
        if not found.ok:
            sys.exit(1)
