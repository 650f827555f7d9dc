"""`run_worker`: background work and sweeps in one process, beside the web server or on a machine of its own."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lms.jobs.management.embedded_worker import die_with_parent, run


class Command(BaseCommand):
    help = "Runs background jobs and sweeps until stopped (SIGTERM). Ends with the process that started it, unless --alone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=2, help="jobs at a time (2)")
        parser.add_argument("--grace", type=float, default=8.0, metavar="SECONDS", help="how long running jobs may go on once we are asked to stop (8)")
        parser.add_argument("--parent", type=int, help="process id of the starter, if known: also covers its death while we start")
        parser.add_argument("--alone", action="store_true", help="go on when the process that started this one ends")

    def handle(self, *, threads: int, grace: float, parent: int | None, alone: bool, **options: Any) -> None:
        starter = None if alone else parent or os.getppid()
        if starter is not None:
            die_with_parent()
        sys.exit(run(threads=threads, grace=grace, parent=starter))
