"""`doctor [--url URL] [--without CHECK] [--json]`: what is wrong with this deployment, and how to mend it; exit 1 when anything is."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.site.doctor.base import Asked
from lms.site.doctor.examining import examine
from lms.site.doctor.register import checks
from lms.site.doctor.report import as_lines, conclusion, in_json


class Command(BaseCommand):
    help = "Looks whether this deployment is as it must be, changes nothing, and says what is wrong and how to mend it."
    requires_system_checks: list[str] = []  # a check of its own asks for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", default="", help="the public address, to be visited as a stranger would")
        parser.add_argument("--without", action="append", default=[], metavar="CHECK", help="leave a check out, by its key; may be repeated")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *, url: str, without: list[str], as_json: bool, **options: Any) -> None:
        unknown = sorted(set(without) - set(checks.keys()))
        if unknown:
            raise CommandError(f"There is no check “{unknown[0]}”. Known: {', '.join(checks.keys())}.")
        results = []
        for result in examine(Asked(url=url), without=without):
            results.append(result)
            if not as_json:
                self.stdout.write("\n".join(as_lines(result)))
        self.stdout.write(in_json(results) if as_json else conclusion(results))
        if any(result.state == "wrong" for result in results):
            sys.exit(1)
