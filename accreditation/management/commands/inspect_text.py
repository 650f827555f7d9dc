"""`inspect_text FILE.jsonl --json`: what may identify a client in each text, and where. No database is needed."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.confidentiality import inspect_text


class Command(BaseCommand):
    help = 'Reads lines {"id", "text"} and prints the place and kind of everything that may identify a client.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="File of texts, one JSON object a line.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        texts = list(_texts(Path(options["file"])))
        findings = [{"id": name, "kind": one.kind, "start": one.start, "end": one.end} for name, text in texts for one in inspect_text(text)]
        if options["as_json"]:
            self.stdout.write(json.dumps({"findings": findings}))
            return
        for finding in findings:
            self.stdout.write(f"{finding['id']}: {finding['kind']} at {finding['start']}-{finding['end']}")


def _texts(path: Path) -> Iterator[tuple[Any, str]]:
    """Id and text of each line; an empty line is passed over."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as wrong:
        raise CommandError(f"{path} cannot be read: {wrong.strerror}.") from wrong
    except UnicodeDecodeError as wrong:
        raise CommandError(f"{path} is not UTF-8 text: byte {wrong.start} cannot be read.") from wrong
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _one(number, line)


def _one(number: int, line: str) -> tuple[Any, str]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise CommandError(f"Line {number}: this is not JSON.") from None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str) or "id" not in said:
        raise CommandError(f'Line {number}: this is not an object with "id" and "text".')
    return said["id"], said["text"]
