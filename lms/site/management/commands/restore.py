"""`restore FOLDER [--backup NAME] [--replace] [--check] [--list] [--json]`: puts a backup in place and verifies the ledger."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.errors import Refusal
from lms.core.wording import counted
from lms.site.backup.folder import BackupFolder
from lms.site.backup.restore import Restored, check_backup, restore
from lms.site.terminal_progress import terminal_progress


class Command(BaseCommand):
    help = "Puts a backup of FOLDER in place, then verifies the ledger. Refuses without its keys, where it is damaged, and where something lies already."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--backup", metavar="NAME", help="which one; without it the newest")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--list", action="store_true", dest="as_list", help="only say which backups there are")
        what.add_argument("--check", action="store_true", help="only read the whole backup; touch nothing")
        what.add_argument("--replace", action="store_true", help="take the place of what is here; it will be gone")
        parser.add_argument("--signing-key-lost", action="store_true", help="go on without the key that signed; revoke it afterwards")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            self._act(options)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        except OSError as wrong:
            raise CommandError(f"The restore could not go on: {wrong.filename or options['folder']}: {wrong.strerror}. Mend it, then restore again.") from wrong

    def _act(self, options: dict[str, Any]) -> None:
        if options["as_list"]:
            self._list(options)
        elif options["check"]:
            self._check(options)
        else:
            self._restore(options)

    def _list(self, options: dict[str, Any]) -> None:
        folder = BackupFolder(options["folder"])
        with folder.opened_for_reading():
            names = folder.names()
        self.stdout.write(json.dumps({"backups": names}) if options["as_json"] else "\n".join(names) or "There is no finished backup in it.")

    def _check(self, options: dict[str, Any]) -> None:
        with terminal_progress() as progress:
            name, files = check_backup(folder=options["folder"], name=options["backup"], progress=progress)
        said = f"Backup {name} is whole: the database and {counted(files, 'file')} could be read and are what they were."
        self.stdout.write(json.dumps({"ok": True, "name": name, "files": files}) if options["as_json"] else said)

    def _restore(self, options: dict[str, Any]) -> None:
        with terminal_progress() as progress:
            done = restore(
                folder=options["folder"],
                name=options["backup"],
                replace=options["replace"],
                signing_key_is_lost=options["signing_key_lost"],
                progress=progress,
            )
        if options["as_json"]:
            self.stdout.write(json.dumps(done.as_json(), ensure_ascii=False))
        elif options["verbosity"]:
            self.stdout.write(_told(done))
        if not done.ok:
            self.stderr.write(_trouble(done))
            sys.exit(1)


def _told(done: Restored) -> str:
    lines = [f"Backup {done.name} is in place: the database and {counted(done.files, 'file')}, {done.written} of them written."]
    if done.migrations:
        lines.append(f"It was made by an earlier release; {counted(done.migrations, 'migration')} were run.")
    if done.left > 0:
        lines.append(f"{counted(done.left, 'file')} that it does not know were left where they lie.")
    if done.ok:
        lines.append(f"The ledger holds: {done.ledger['entries']} entries of {done.ledger['students']} students, as when the backup was made.")
    return "\n".join(lines)


def _trouble(done: Restored) -> str:
    bad = done.ledger["first_bad"]
    if bad is None:
        return "The backup is in place, but the chains of the ledger do not end where they did when it was made."
    where = f"Student {bad['student']}, entry {bad['seq']}: " if bad["student"] else ""
    return f"The backup is in place, but the ledger does not hold. {where}{bad['why']}"
