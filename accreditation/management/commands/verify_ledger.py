"""`verify_ledger [--anchor FILE] [--json]`: proof that the ledger says what it said; exit 1 when it does not."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.ledger.anchor_files import KeptAnchor, read_anchor
from accreditation.ledger.verify import verify
from lms.core.errors import Refusal


class Command(BaseCommand):
    help = "Checks every chain, study log, snapshot and measured figure, and names the first that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchor", metavar="FILE", type=Path, help="an anchor that was mailed: the file, or the letter as it was saved")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        found = verify(received=_received(options["anchor"]))
        if options["as_json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        elif found.ok:
            self.stdout.write(f"The ledger holds: {found.entries} entries of {found.students} students, compared with {found.anchors} anchors.")
        else:
            bad = found.first_bad
            where = f"Student {bad.student}, entry {bad.seq}: " if bad and bad.student else ""
            self.stderr.write(f"The ledger does not hold. {where}{bad.why if bad else ''}")
        if not found.ok:
            sys.exit(1)


def _received(path: Path | None) -> KeptAnchor | None:
    if path is None:
        return None
    try:
        return read_anchor(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read.") from error
    except Refusal as refusal:
        raise CommandError(refusal.sentence) from refusal
