"""The starter curriculum as a job, with progress that others see.

Constraint: the folder is loaded in one transaction, everything or nothing, for a minute or more; what is written inside it nobody else sees,
its own job’s progress and lease included. So the transaction runs in a thread with a connection of its own, and the job’s thread tells how far it is.
SQLite has one writer: there the job is silent meanwhile, and a lease that runs out only means a second loading, which changes nothing.
"""

import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.urls import reverse

from curriculum.api import Change, load_folder
from lms.core.wording import counted
from lms.jobs.api import JobRun

KIND = "site.load_starter"
SECONDS_BETWEEN = 0.5
FOLDER = Path(settings.BASE_DIR) / "curriculum" / "content"


class Stopped(Exception):
    """The job was canceled or goes on elsewhere: the loading is rolled back."""


class Loading(threading.Thread):
    """Loads ``folder``; ``far`` is what it told last: lessons done, lessons in all, and the part it is in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="load the starter curriculum", daemon=True)
        self.folder = folder
        self.far = (0, 0, "Reading the folder")
        self.changes: list[Change] = []
        self.error: BaseException | None = None
        self.must_stop = threading.Event()

    def run(self) -> None:
        try:
            self.changes = load_folder(self.folder, told=self._told)
        except BaseException as error:  # noqa: BLE001  carried to the job's thread, which raises it
            self.error = error
        finally:
            connections.close_all()

    def _told(self, done: int, total: int, message: str) -> None:
        if self.must_stop.is_set():
            raise Stopped
        self.far = (done, total, message)


def run(job: JobRun) -> dict[str, Any]:
    """Load it, and say what was made."""
    loading = Loading(FOLDER)
    job.advance(*loading.far)
    loading.start()
    try:
        while loading.is_alive():
            loading.join(SECONDS_BETWEEN)
            if loading.is_alive() and connection.vendor != "sqlite":
                done, total, message = loading.far
                job.advance(min(done, max(total - 1, 0)), total, message)  # the last one is counted when everything is kept
    except BaseException:  # the job was canceled, or the worker stops: nobody loads unseen
        loading.must_stop.set()
        loading.join()
        raise
    if loading.error is not None:
        raise loading.error
    lessons = sum(change.what == "lesson" for change in loading.changes)
    return {"url": reverse("setup:next"), "sentence": f"The starter curriculum is there: {counted(lessons, 'lesson')}, with questions and examinations."}
