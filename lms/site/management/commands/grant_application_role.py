"""`grant_application_role ROLE [--show] [--json]`: run as the tables' owner, after each `migrate`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from lms.core.application_role import faults_of, grants, written_once_tables
from lms.core.errors import Refusal
from lms.core.wording import counted


class Command(BaseCommand):
    help = "Gives PostgreSQL's ROLE what serving takes; it can never change, remove or empty tables that are written once, nor create or alter any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", metavar="ROLE", help="the role in DATABASE_URL of web and workers; it must exist")
        parser.add_argument("--show", action="store_true", help="print the statements and change nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *, role: str, show: bool, as_json: bool, **options: Any) -> None:
        try:
            statements = grants(role)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        if show:
            self.stdout.write("".join(f"{statement};\n" for statement in statements), ending="")
            return
        self._carry_out(statements, role)
        once = len(written_once_tables())
        if as_json:
            self.stdout.write(json.dumps({"role": role, "written_once": once, "statements": len(statements)}))
        else:
            self.stdout.write(f"“{role}” may serve, and only add to {counted(once, 'table')}.")

    def _carry_out(self, statements: list[str], role: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            faults = faults_of(role)
            if faults:
                raise CommandError(f"Nothing was changed, for afterwards this would be wrong: {' '.join(faults[:5])}")
