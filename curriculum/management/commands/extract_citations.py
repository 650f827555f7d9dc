"""`extract_citations FILE [--json]`: the citations of law in a text, each with its normalized key. No database is needed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curriculum.citations import Citation, extract_citations


class Command(BaseCommand):
    help = "Finds the citations of law in a UTF-8 text and prints each with its place and its normalized key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="Text file, UTF-8.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        found = extract_citations(_read(Path(options["file"])))
        if options["as_json"]:
            self.stdout.write(json.dumps({"citations": [_facts(citation) for citation in found]}, ensure_ascii=False))
            return
        for citation in found:
            self.stdout.write(f"{citation.start:>8}  {citation.key}  ({' '.join(citation.text.split())})")


def _read(path: Path) -> str:
    """The text as it stands: line ends are kept, so that places count characters of the file. A byte order mark is not text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as wrong:
        raise CommandError(f"{path} cannot be read: {wrong.strerror}.") from wrong
    except UnicodeDecodeError as wrong:
        raise CommandError(f"{path} is not UTF-8 text: byte {wrong.start} cannot be read.") from wrong


def _facts(citation: Citation) -> dict[str, Any]:
    facts = {"kind": citation.kind, "text": citation.text, "key": citation.key, "start": citation.start, "end": citation.end, "url": citation.url}
    return facts | ({"same_as": citation.same_as} if citation.same_as else {})
