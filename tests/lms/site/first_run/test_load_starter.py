"""The starter curriculum as a job: others see how far it is, it stops when it is told to, and a fault reaches whoever asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from curriculum.api import load_folder
from curriculum.models import LessonPage, ProgramPage
from lms.core.errors import Invalid
from lms.jobs.actions.enqueue_job import enqueue
from lms.jobs.actions.lease import LeaseLost
from lms.jobs.actions.run_job import run_job
from lms.jobs.models import Job
from lms.site.first_run import load_starter
from tests.conftest import SeparateDatabase
from tests.factories.course import write_course


class Run:
    """What a job’s function is given; ``listen`` hears each word."""

    public_id, owner, campus = "j" * 22, "", ""

    def __init__(self, listen: Callable[[int], None] = lambda number: None) -> None:
        self.payload: dict[str, Any] = {}
        self.words: list[tuple[int, int, str]] = []
        self.listen = listen

    def advance(self, done: int, total: int, message: str = "") -> None:
        self.words.append((done, total, message))
        self.listen(len(self.words))


@pytest.fixture
def course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small course in place of the starter."""
    folder = write_course(tmp_path / "course")
    monkeypatch.setattr(load_starter, "FOLDER", folder)
    return folder


def test_the_folder_tells_how_many_lessons_are_done(db: None, course: Path) -> None:
    told: list[tuple[int, int, str]] = []

    load_folder(course, told=lambda *words: told.append(words))

    assert told == [(0, 2, "Questions and the law"), (1, 2, "Lessons"), (2, 2, "Examinations and materials")]


@pytest.mark.services
@pytest.mark.separate
def test_it_is_loaded_once_however_often_it_runs(separate_database: SeparateDatabase, course: Path) -> None:
    for _ in range(2):
        said = load_starter.run(Run())

    assert said == {"url": "/setup/next/", "sentence": "The starter curriculum is there: 2 lessons, with questions and examinations."}
    assert (ProgramPage.objects.count(), LessonPage.objects.count()) == (1, 2)


@pytest.mark.services
@pytest.mark.separate
def test_its_owner_sees_it_move_while_nothing_is_kept_yet(separate_database: SeparateDatabase, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL; SQLite has one writer, and there it is silent meanwhile."""
    monkeypatch.setattr(load_starter, "SECONDS_BETWEEN", 0.001)
    seen = []
    run = Run(lambda number: seen.append(LessonPage.objects.count()))

    load_starter.run(run)

    if connection.vendor == "sqlite":
        assert run.words == [(0, 0, "Reading the folder")]
    else:
        assert seen.count(0) > 2  # moved on while others saw no lesson yet
        assert set(seen) <= {0, 2}  # all or nothing
        assert all(done < 2 for done, _total, _message in run.words)


@pytest.mark.services
@pytest.mark.separate
def test_a_canceled_job_leaves_nothing(separate_database: SeparateDatabase, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: the job hears of nothing while it loads.")
    monkeypatch.setattr(load_starter, "SECONDS_BETWEEN", 0.001)

    def cancel(number: int) -> None:
        if number == 3:
            raise LeaseLost

    with pytest.raises(LeaseLost):
        load_starter.run(Run(cancel))

    assert not ProgramPage.objects.exists()


@pytest.mark.separate
def test_a_broken_folder_fails_the_job_with_its_sentence(separate_database: SeparateDatabase, course: Path) -> None:
    (course / "program.md").unlink()
    job = enqueue(load_starter.KIND, {}, by=None)

    run_job(job.public_id)

    job = Job.objects.get()
    assert job.state == "failed"
    assert "holds no program.md" in job.failure
    with pytest.raises(Invalid):
        load_starter.run(Run())
