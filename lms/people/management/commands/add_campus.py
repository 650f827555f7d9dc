"""`add_campus SLUG NAME [--time-zone ZONE] [--json]`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.errors import Refusal
from lms.people.actions.add_campus import add_campus


class Command(BaseCommand):
    help = "Adds a campus; one that is there stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Its short name in addresses and files, e.g. north.")
        parser.add_argument("name")
        parser.add_argument("--time-zone", default="America/New_York", help="E.g. America/Chicago.")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        try:
            campus, made = add_campus(slug=options["slug"], name=options["name"], time_zone=options["time_zone"])
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        if options["json"]:
            self.stdout.write(json.dumps({"campus": campus.slug, "created": made}))
        else:
            self.stdout.write(f"{campus.name} is {'added' if made else 'there already'}.")
