"""`make run`: prepares what is needed, then serves web and worker until stopped."""

import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from lms.core.loaded import keep_loaded
from lms.site.preparation import prepare

WELCOME = """
Pathway runs at {address}

  Sign in with the password pathway-demo:
    student@north.example       studies lessons, sits quizzes, sees “My record”
    coordinator@north.example   follows a cohort, downloads records and packets
    instructor@north.example    writes lessons at {address}/cms/, marks essays
    admin@north.example         everything, on every campus
    graduate@north.example      has finished: certificates, every topic, a request for accreditation
    accredited@north.example    is accredited, and renews it
  There are also coordinator2, attorney, officer and auditor. All but the last two of the list exist at south.example too.

  Look first at: sign in as the student, open the next lesson, and watch the credited time grow.
  Stop with Ctrl-C. The data stays in {data}.
"""


class Web(BaseApplication):
    """gunicorn around an application that is already loaded, so the second start is quick."""

    def __init__(self, bind: str, worker: subprocess.Popen) -> None:
        self.bind = bind
        self.background = worker
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self.bind)
        self.cfg.set("workers", 2)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 8)
        self.cfg.set("preload_app", True)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("on_exit", lambda _server: stop(self.background))

    def load(self) -> Any:
        application = get_wsgi_application()
        connections.close_all()
        keep_loaded()
        return application


def stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


class Command(BaseCommand):
    help = "Prepares Pathway in DATA_DIR if needed, then serves it with one background worker on 127.0.0.1 (PORT, default 8000)."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        port = os.environ.get("PORT", "8000")
        if not port.isdigit():
            raise CommandError(f"PORT must be a number, and “{port}” is not.")
        prepare(self.stdout.write)
        connections.close_all()
        self.stdout.write(WELCOME.format(address=f"http://127.0.0.1:{port}", data=settings.DATA_DIR))
        command = [sys.executable, "manage.py", "run_worker", "--parent", str(os.getpid())]
        worker = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603  our own command  # nosec B603
        try:
            Web(f"127.0.0.1:{port}", worker).run()
        finally:
            stop(worker)
