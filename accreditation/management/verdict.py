"""What commands that check one file have in common: how they are called, what they read, and that whoever calls hears of a file that is not genuine."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError


@dataclass(frozen=True)
class Answer:
    """What was found: in one line, which begins ``genuine: `` or ``not_genuine: ``, and as plain values."""

    is_genuine: bool
    line: str
    facts: dict[str, Any]


class VerdictCommand(BaseCommand):
    """``COMMAND FILE [--OPTION KEYS] [--json]``: a line or JSON on what became of a file; exit 1 where it is not genuine.

    With the option nothing but the two files is read. Without, the database is asked.
    """

    requires_system_checks: list[str] = []
    about: ClassVar[str]
    """What the file may be, for ``--help``."""
    option: ClassVar[str]
    """Names the file of public keys; ``keys`` is what to call them in a sentence, ``metavar`` in ``--help``."""
    keys: ClassVar[str]
    metavar: ClassVar[str]
    unclear: ClassVar[type[Exception]]
    """Raised by ``offline`` for keys that cannot be read."""
    largest: ClassVar[int] = -1
    """How many bytes of a file are read; -1 for all."""

    def offline(self, data: bytes, keys: bytes) -> Answer:
        """What the file and the saved keys say by themselves."""
        raise NotImplementedError

    def online(self, data: bytes) -> Answer:
        """The same with the keys and the record of this installation. What is signed well and not on record was signed with a stolen key, or elsewhere."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=self.about)
        parser.add_argument(self.option, metavar=self.metavar, type=Path, dest="keys", help=f"saved {self.keys}; then no database is needed or asked")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        data = self._read(options["file"])
        answer = self._offline(data, options["keys"]) if options["keys"] else self._online(data)
        if options["as_json"]:
            self.stdout.write(json.dumps({"verdict": "genuine" if answer.is_genuine else "not_genuine", **answer.facts}, ensure_ascii=False))
        else:
            (self.stdout if answer.is_genuine else self.stderr).write(answer.line)
        if not answer.is_genuine:
            sys.exit(1)

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(self.largest)
        except OSError as error:
            raise CommandError(f"{path} cannot be read.") from error

    def _offline(self, data: bytes, path: Path) -> Answer:
        try:
            return self.offline(data, self._read(path))
        except self.unclear as error:
            raise CommandError(f"{path}: {error}") from error

    def _online(self, data: bytes) -> Answer:
        try:
            return self.online(data)
        except DatabaseError as error:
            raise CommandError(f"No database is at hand. Give the {self.keys} with {self.option}.") from error
