"""`seed_demo [--students N] [--campuses N] [--seed S] [--processes N]`: deterministic demonstration data at any size."""

import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.api import programs
from lms.people.api import campus_called
from lms.site.demonstration.many.seed import Many, seed_many
from lms.site.demonstration.seed import STUDENTS, campus_facts, seed

MOST_TOLD_SINGLY = 300
"""Above it, the usual people are made as always, and all others in bulk."""
SECONDS_BETWEEN_LINES = 5


class Command(BaseCommand):
    help = "Makes the demonstration: campuses, people with every role, cohorts and some study. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--students", type=int, help="in all, as many on each campus; usually 30 on the first and 8 on the second")
        parser.add_argument("--campuses", type=int, default=2)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help=f"that make students side by side, where there are over {MOST_TOLD_SINGLY}"
        )

    def handle(self, **options: Any) -> None:
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("Demonstration accounts are for development only; these settings do not allow them.")
        students = _shares(options["students"], options["campuses"])
        if not students or min(students) < 2:
            raise CommandError("Ask for at least one campus and two students on each.")
        if not programs().exists():
            raise CommandError("Load a curriculum first: manage.py load_curriculum.")
        usual = _shares(None, len(students))
        singly = students if sum(students) <= MOST_TOLD_SINGLY else [min(share, few) for share, few in zip(students, usual, strict=True)]
        made = seed(students=singly, seed_number=options["seed"])
        if singly is not students:
            rest = [share - few for share, few in zip(students, singly, strict=True)]
            many = self._many(rest, options)
            made |= {"people": made["people"] + many.students, "cohorts": made["cohorts"] + many.cohorts}
            made |= {"enrollments": made["enrollments"] + many.students, "entries in bulk": many.entries}
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{number} {what}" for what, number in made.items()) + ".")

    def _many(self, shares: list[int], options: dict[str, Any]) -> Many:
        """Those beyond the usual ones, in bulk, telling every few seconds how far it is."""
        campuses = [campus_called(campus_facts(number)[0]) for number in range(len(shares))]
        lines = _Lines(self.stderr.write if options["verbosity"] else None)
        return seed_many(
            shares=list(zip(campuses, shares, strict=True)), program=programs().first(), seed_number=options["seed"], processes=options["processes"],
            progress=lines.tell,
        )  # fmt: skip


class _Lines:
    """A line every few seconds, also where nobody watches a terminal: such a run takes minutes, and its log is read later."""

    def __init__(self, write: Callable[[str], None] | None) -> None:
        self.write, self.last, self.began = write, 0.0, time.monotonic()

    def tell(self, done: int, total: int, message: str) -> None:
        moment = time.monotonic()
        if self.write is None or (moment - self.last < SECONDS_BETWEEN_LINES and done < total):
            return
        self.last = moment
        self.write(f"{message}: {done} of {total}, {moment - self.began:.0f} s.")


def _shares(students: int | None, campuses: int) -> list[int]:
    """Students by campus."""
    if students is None:
        return [STUDENTS[min(number, len(STUDENTS) - 1)] for number in range(campuses)]
    return [students // campuses + (number < students % campuses) for number in range(campuses)]
