"""`read_bounces [--maildir FOLDER | --mbox FILE] [--json]`; without either, one message from the standard input."""

import json
import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.errors import Refusal
from lms.people.actions.mail_events import read_returned
from lms.people.formats.delivery_status import LARGEST


class Command(BaseCommand):
    help = "Reads letters that came back (RFC 3464), so that dead addresses are not written to again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--maildir", type=Path, help="A maildir: what is in new/ is read, and then lies in cur/.")
        source.add_argument("--mbox", type=Path, help="An mbox: all of it is read, and it stays as it is.")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        found = {"read": 0, "kept": 0, "refused": 0}
        for where, raw in self._messages(options):
            found["read"] += 1
            try:
                found["kept"] += len(read_returned(raw))
            except Refusal as refusal:  # said, and no error for the mail server: it would send its own message back to us
                found["refused"] += 1
                self.stderr.write(f"{where}: {refusal.sentence}")
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            self.stdout.write(f"{found['read']} read, {found['kept']} kept, {found['refused']} refused.")

    def _messages(self, options: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
        if options["maildir"]:
            return _of_maildir(options["maildir"])
        if options["mbox"]:
            return _of_mbox(options["mbox"])
        return iter([("standard input", sys.stdin.buffer.read(LARGEST + 1))])


def _of_maildir(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each new message, which is marked as read once it was looked at: who is killed in between reads it again, and keeps it once."""
    if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
        raise CommandError(f"{folder} is no maildir: it has no folders new and cur.")
    for path in sorted((folder / "new").iterdir()):
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        yield path.name, raw
        path.replace(folder / "cur" / f"{path.name.partition(':')[0]}:2,S")


def _of_mbox(path: Path) -> Iterator[tuple[str, bytes]]:
    if not path.is_file():
        raise CommandError(f"{path} is no file.")
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.keys():  # noqa: SIM118  a mailbox is no dict
            yield f"message {key}", box.get_file(key).read(LARGEST + 1)  # type: ignore[no-untyped-call]
    finally:
        box.close()
