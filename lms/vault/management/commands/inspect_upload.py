"""`inspect_upload FILE --kind KIND --json`: what the vault would do with a file. Nothing is stored and no database is needed."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.vault.api import Accepts, Inspected, file_kinds, inspect

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Says whether a file would be accepted as one of a kind, and what would be changed in it. Exit 1 when it is not accepted (0 with --json)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="The file to look at.")
        parser.add_argument("--kind", required=True, help="The kind of file it is handed in as; the last word of its key is enough.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        accepts = _accepts(options["kind"])
        path = Path(options["file"])
        try:
            with path.open("rb") as source:
                found = inspect(source, name=path.name, accepts=accepts)
        except OSError as wrong:
            raise CommandError(f"{path} cannot be read: {wrong.strerror}.", returncode=WRONG_USAGE) from wrong
        if options["as_json"]:
            self.stdout.write(json.dumps(_told(found)))
            return
        self.stdout.write("\n".join([found.reason, *found.changes]))
        if not found.accepted:
            sys.exit(1)


def _accepts(key: str) -> Accepts:
    """What the kind takes; `resume` is enough for `evidence.resume` where no other kind ends so."""
    taken = {kind.key: kind.accepts for kind in file_kinds if kind.accepts is not None}
    meant = [one for one in taken if one == key] or [one for one in taken if one.rpartition(".")[2] == key]
    if len(meant) != 1:
        known = ", ".join(taken) or "none"
        raise CommandError(f"There is no kind of file called “{key}” that people may upload. Known: {known}.", returncode=WRONG_USAGE)
    return taken[meant[0]]


def _told(found: Inspected) -> dict[str, Any]:
    return {"accepted": found.accepted, "reason": found.reason, "stored_type": found.stored_type or None, "changes": list(found.changes)}
