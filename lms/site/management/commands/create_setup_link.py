"""`create_setup_link [--json]`: the link behind which a new installation is set up in the browser."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.core.clock import iso_ms
from lms.core.errors import Refusal
from lms.people.api import make_setup_link


class Command(BaseCommand):
    help = "Prints a link with which one browser sets this installation up. Earlier links stop working; once there is an administrator, none works."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *, as_json: bool, **options: Any) -> None:
        try:
            made = make_setup_link()
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        if as_json:
            self.stdout.write(json.dumps({"link": made.link, "expires_at": iso_ms(made.expires_at)}))
            return
        self.stdout.write("Open this link in the browser in which you set Pathway up. One browser can use it, for a day; making another one ends it.")
        self.stdout.write(made.link)
