"""`run_jobs`: the outbox, dead workers' jobs, the sweeps and waiting jobs, without a worker."""

import json
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from lms.core.wording import counted
from lms.jobs.api import Ran, run_due


class Command(BaseCommand):
    help = "Calls every sweep (relays the outbox, picks up jobs whose worker died, seals ended study sessions …) and runs the jobs that wait."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end; without it, go on until stopped")
        parser.add_argument("--every", type=float, default=2.0, metavar="SECONDS", help="pause between two rounds without --once (2)")
        parser.add_argument("--json", action="store_true", help="print one JSON object (with --once)")

    def handle(self, *, once: bool, every: float, json: bool, **options: Any) -> None:
        if once:
            self._say(run_due(), as_json=json)
            return
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        while not ended.is_set():
            close_old_connections()
            run_due()
            ended.wait(every)

    def _say(self, ran: Ran, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"sweeps": ran.sweeps, "jobs": ran.jobs}))
        else:
            self.stdout.write(f"{counted(ran.sweeps, 'sweep')} called, {counted(ran.jobs, 'job')} begun.")
