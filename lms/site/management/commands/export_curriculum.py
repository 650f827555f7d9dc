"""`export_curriculum FOLDER`: the reverse of load_curriculum."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curriculum.api import export_folder, programs
from lms.core.errors import Refusal


class Command(BaseCommand):
    help = "Writes a program as a curriculum folder. Loading the result changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder")
        parser.add_argument("--program", default="", help="The program's slug; needed when there are several.")

    def handle(self, **options: Any) -> None:
        found = [program for program in programs() if options["program"] in ("", program.slug)]
        if len(found) != 1:
            raise CommandError(f"Name one program with --program. There are: {', '.join(program.slug for program in programs()) or 'none'}.")
        try:
            exported = export_folder(found[0], Path(options["folder"]))
        except Refusal as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write("\n".join([f"{exported.modules} modules written to {options['folder']}.", *exported.left_out]))
