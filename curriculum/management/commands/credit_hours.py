"""`credit_hours EVENTS.jsonl [--policy active-time-1] --json`: what a policy credits, and why. No database is needed.

The file is UTF-8 without a byte order mark, one JSON object a line; a line feed after the last is welcome, an empty line
is not JSON. Neither are NaN and Infinity, which Python alone would read. Of a key given twice, the last counts.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curriculum.policies import ActiveTime1, BadLog, credit, policies
from lms.core.registry import UnknownKind


class Command(BaseCommand):
    help = "Credits the study events of a file, one JSON object a line in order of acceptance, and prints every interval with its reason."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("events", help="File of study events, one JSON object a line.")
        parser.add_argument("--policy", default=ActiveTime1.name)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            report = credit(_events(Path(options["events"])), policies.get(options["policy"])())
        except (BadLog, UnknownKind) as wrong:
            raise CommandError(str(wrong)) from wrong
        except OSError as wrong:
            raise CommandError(f"{options['events']} cannot be read: {wrong.strerror}.") from wrong
        if options["as_json"]:
            self.stdout.write(json.dumps(report))
            return
        for user, facts in report["users"].items():
            self.stdout.write(f"{user}: {facts['credited_ms'] // 60_000} min credited in {len(facts['intervals'])} intervals")


def _events(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and event, one line in memory at a time."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                event = json.loads(line.decode("utf-8"), parse_constant=_refuse, parse_int=_whole)
            except (ValueError, RecursionError):
                raise BadLog(number, "this is not JSON.") from None
            if not isinstance(event, dict):
                raise BadLog(number, "this is not a JSON object.")
            yield number, event


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _whole(digits: str) -> int:
    """An integer of any length: a longer one than Python cares to read is still a number, and the policy judges it."""
    most = sys.get_int_max_str_digits() or len(digits)
    sign, digits = (-1, digits[1:]) if digits.startswith("-") else (1, digits)
    value = 0
    for start in range(0, len(digits), most):
        part = digits[start : start + most]
        value = value * 10 ** len(part) + int(part)
    return sign * value
