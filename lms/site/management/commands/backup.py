"""`backup FOLDER [--keep N] [--thorough] [--json]`: one consistent set of database, vault and media, encrypted, without the keys."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.clock import now
from lms.core.errors import Refusal
from lms.core.operations.groups.backups import note_backup
from lms.core.wording import bytes_said, counted
from lms.site.backup.back_up import Made, back_up
from lms.site.backup.trees import are_files_here
from lms.site.terminal_progress import terminal_progress


def at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("say how many backups to keep, 1 or more")
    return int(text)


class Command(BaseCommand):
    help = "Puts a backup of database, vault and media into FOLDER, encrypted under VAULT_KEYS, which are never in it. Nothing has to stop meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="where backups are kept, best on another machine; made if it is not there")
        parser.add_argument("--keep", type=at_least_one, metavar="N", help="afterwards keep the N newest backups of the folder and drop older ones")
        parser.add_argument("--thorough", action="store_true", help="read files of earlier backups again, and copy anew what was damaged")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        started = now()
        try:
            with terminal_progress() as progress:
                made = back_up(folder=options["folder"], keep=options["keep"], thorough=options["thorough"], progress=progress)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        except OSError as wrong:
            raise CommandError(f"No backup was made: {wrong.filename or options['folder']}: {wrong.strerror}.") from wrong
        if options["as_json"]:
            self.stdout.write(json.dumps({"ok": made.ok, **asdict(made)}))
        elif options["verbosity"]:
            self.stdout.write(_told(made, options["folder"]))
        if made.ok:
            note_backup(started)
        else:
            self.stderr.write(
                f"The backup was made without {counted(len(made.missing), 'file')} that the database names and the disk lacks, {made.missing[0]} for one."
            )
            sys.exit(1)


def _told(made: Made, folder: Path) -> str:
    lines = [
        f"Backup {made.name} is in {folder}: the database ({bytes_said(made.database_bytes)}) and {counted(made.files, 'file')} "
        f"({bytes_said(made.bytes)}), of which {made.new_files} ({bytes_said(made.new_bytes)}) were not there yet."
    ]
    if not are_files_here():
        lines.append("Vault and media lie in the bucket of STORAGE_URL and are not in it: back the bucket up by its own means.")
    if made.purged:
        lines.append(f"{counted(len(made.purged), 'file')} were removed while it was made; the manifest names them.")
    if made.dropped:
        lines.append(f"Dropped: {', '.join(made.dropped)}.")
    return "\n".join(lines)
