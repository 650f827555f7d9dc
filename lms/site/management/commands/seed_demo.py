"""`seed_demo [--students N] [--campuses N] [--seed S]`: deterministic demonstration data."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.api import programs
from lms.site.demonstration.seed import STUDENTS_PER_CAMPUS, seed


class Command(BaseCommand):
    help = "Makes the demonstration: campuses, people with every role, cohorts and some study. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--students", type=int, default=2 * STUDENTS_PER_CAMPUS)
        parser.add_argument("--campuses", type=int, default=2)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, **options: Any) -> None:
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("Demonstration accounts are for development only; these settings do not allow them.")
        if options["students"] < 2 * options["campuses"] or options["campuses"] < 1:
            raise CommandError("Ask for at least one campus and two students on each.")
        if not programs().exists():
            raise CommandError("Load a curriculum first: manage.py load_curriculum.")
        made = seed(students=options["students"], campuses=options["campuses"], seed_number=options["seed"])
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{number} {what}" for what, number in made.items()) + ".")
