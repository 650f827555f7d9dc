"""The starter curriculum as a job: others see how far it is, it stops when it is told to, and a fault reaches whoever asked."""

from pathlib import Path
from typing import Any

import pytest

from curriculum.models import LessonPage, ProgramPage
from lms.core.errors import Invalid
from lms.jobs.actions.enqueue_job import enqueue
from lms.jobs.actions.lease import LeaseLost
from lms.jobs.actions.run_job import run_job
from lms.jobs.models import Job
from lms.site.first_run import load_starter
from tests.conftest import SeparateDatabase
from tests.factories.course import COURSE, load_course

pytestmark = pytest.mark.separate


class Seen:
    """A job’s run that remembers what it was told, and may end the work at its second word."""

    public_id, payload, owner, campus = "j" * 22, {}, "", ""  # type: ignore[var-annotated]

    def __init__(self, *, canceled: bool = False) -> None:
        self.words: list[tuple[int, int, str]] = []
        self.canceled = canceled

    def advance(self, done: int, total: int, message: str = "") -> None:
        self.words.append((done, total, message))
        if self.canceled and len(self.words) > 1:
            raise LeaseLost
