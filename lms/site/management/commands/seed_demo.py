"""`seed_demo [--students N] [--campuses N] [--seed S]`: deterministic demonstration data."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.api import programs
from lms.site.demonstration.seed import STUDENTS, seed


class Command(BaseCommand):
    help = "Makes the demonstration: campuses, people with every role, cohorts and some study. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--students", type=int, help="in all, as many on each campus; usually 30 on the first and 8 on the second")
        parser.add_argument("--campuses", type=int, default=2)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, **options: Any) -> None:
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("Demonstration accounts are for development only; these settings do not allow them.")
        students = _shares(options["students"], options["campuses"])
        if not students or min(students) < 2:
            raise CommandError("Ask for at least one campus and two students on each.")
        if not programs().exists():
            raise CommandError("Load a curriculum first: manage.py load_curriculum.")
        made = seed(students=students, seed_number=options["seed"])
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{number} {what}" for what, number in made.items()) + ".")


def _shares(students: int | None, campuses: int) -> list[int]:
    """Students by campus."""
    if students is None:
        return [STUDENTS[min(number, len(STUDENTS) - 1)] for number in range(campuses)]
    return [students // campuses + (number < students % campuses) for number in range(campuses)]
