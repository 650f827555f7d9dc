"""`build_packet EMAIL --scheme KEY [--as-of DATE] [--draft] -o FILE.zip`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accreditation.actions.build_packet import build_packet
from accreditation.schemes import schemes
from curriculum.api import enrollments_of
from lms.core.clock import local_date, now
from lms.core.errors import Invalid
from lms.core.registry import UnknownKind
from lms.people.api import person_with_email


class Command(BaseCommand):
    help = "Builds a filing packet; refuses with the list of what is missing unless --draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--scheme", required=True)
        parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE")
        parser.add_argument("--draft", action="store_true")
        parser.add_argument("-o", "--output", required=True)

    def handle(self, **options: Any) -> None:
        try:
            scheme = schemes.get(options["scheme"])
        except UnknownKind as unknown:
            raise CommandError(unknown.sentence) from unknown
        person = person_with_email(options["email"])
        enrollment = enrollments_of(person).first() if person else None
        if enrollment is None:
            raise CommandError(f"Nobody with the e-mail {options['email']} is enrolled anywhere.")
        as_of = options["as_of"] or local_date(now(), enrollment.cohort.campus.time_zone)
        try:
            data = build_packet(enrollment=enrollment, scheme=scheme, as_of=as_of, draft=options["draft"])
        except Invalid as refused:
            raise CommandError("The packet is not ready:\n- " + "\n- ".join(refused.sentences)) from refused
        try:
            Path(options["output"]).write_bytes(data)
        except OSError as wrong:
            raise CommandError(f"{options['output']} cannot be written: {wrong.strerror}.") from wrong
        if options["verbosity"]:
            self.stdout.write(f"{len(data):,} bytes written to {options['output']}.")
