"""The preview of a corrected question over many attempts, in the worker that an operator runs.

    python -m benchmarks.fix_preview [--sqlite] [--attempts 10000] [--questions 20]

Must: 10 000 attempts in under 30 s as a job of ``run_worker``, with a progress that moves (``progress`` is every count of answers that the row of
the job showed, looked at ten times a second), in memory that does not grow with them (the peak is that of Python's own objects while the preview
runs, by tracemalloc in another, slower run over the same data). PostgreSQL and Redis where they answer. Prints JSON.
"""

import argparse
import json
import os
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from typing import Any

from benchmarks.servers import BROKER, place
from benchmarks.workers import watched, worker

MUST_SECONDS = 30.0
EACH = 2  # attempts of one student, as in an assessment that may be taken again
FEWEST_STEPS = 5  # counts that somebody who watches must see before the end
AT = datetime(2026, 10, 1, 15, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="SQLite below a temporary folder, although PostgreSQL answers")
    parser.add_argument("--attempts", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=20)
    options = parser.parse_args()
    with place() as environment:
        if options.sqlite:
            environment["DATABASE_URL"] = f"sqlite:///{environment['DATA_DIR']}/fix.sqlite3"
        if "CACHE_URL" in environment:
            environment["CELERY_BROKER_URL"] = BROKER
        os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "TEST_DATA_DIR": environment["DATA_DIR"]})
        report = _measure(options.attempts, options.questions)
    print(json.dumps(report, indent=1))
    return int(report["seconds"] > MUST_SECONDS or len(report["progress"]) < FEWEST_STEPS)


def _measure(attempts: int, questions: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    fix, person, job = _scene(attempts, questions)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    with worker():
        seconds, progress = watched(job.public_id)
    fix.refresh_from_db()
    tracemalloc.start()
    _preview(fix, person)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "database": connection.vendor, "broker": settings.CELERY_BROKER_URL.split(":")[0], "attempts": attempts, "questions": questions,
        "seconds": round(seconds, 1), "progress": progress, "peak_mb": round(peak / 1e6, 1), "summary": fix.summary,
        "applied_in_seconds": round(_apply(fix, person), 1),
    }  # fmt: skip


def _unwatched(*_: int) -> None:
    """Nobody looks at the progress."""


def _preview(fix: Any, person: Any) -> None:
    from assessments.actions.preview_fix import preview_fix

    preview_fix(fix=fix, person=person, advance=_unwatched)


def _apply(fix: Any, person: Any) -> float:
    from assessments.actions.apply_fix import apply_fix, run_apply_fix
    from assessments.models import QuestionFix

    apply_fix(fix=fix, by=person)
    began = time.perf_counter()
    run_apply_fix(fix=QuestionFix.objects.get(), advance=_unwatched)
    return time.perf_counter() - began


def _scene(attempts: int, questions: int) -> tuple[Any, Any, Any]:
    """Students of one cohort with two attempts each, all closed and marked."""
    from assessments.actions.propose_fix import propose_fix
    from assessments.models import Attempt, AttemptItem, AttemptStep, Grade, QuestionVersion
    from tests.factories.answers import answered

    scene = answered("a")
    version = scene.choice.versions.get()
    facts = {"assessment": scene.page, "state": "graded", "started_at": AT, "submitted_at": AT}
    sat = [Attempt(enrollment=place, number=number, **facts) for place in _places(scene.cohort, attempts // EACH) for number in range(1, EACH + 1)]
    made = Attempt.objects.bulk_create(sat, batch_size=1000)
    others = [
        QuestionVersion.objects.create(
            question=scene.essay if number == 0 else _question(scene, number), number=10, type="true_false", stem="x", content={"answer": True},
            sha256=f"{number:064d}", created_at=AT,
        )
        for number in range(questions - 1)
    ]  # fmt: skip
    for start in range(0, len(made), 500):
        part = made[start : start + 500]
        items = [AttemptItem(attempt=attempt, position=at, version=one, points=2) for attempt in part for at, one in enumerate([version, *others], start=1)]
        items = AttemptItem.objects.bulk_create(items)
        steps = [AttemptStep(attempt=i.attempt, item=i, number=i.position, key=f"k{i.position}", response=_answer(i), received_at=AT) for i in items]
        AttemptStep.objects.bulk_create(steps)
        Grade.objects.bulk_create([Grade(item=i, number=1, numerator=i.attempt_id % 3, denominator=1 + i.position % 2, marked_at=AT) for i in items])
    scene.correct_key("b")
    person = scene.instructor()
    fix, job = propose_fix(question=scene.choice, policy="new", assessments=[scene.page.pk], told="It was b.", by=person)
    return fix, person, job


def _places(cohort: Any, students: int) -> list[Any]:
    from curriculum.models import Enrollment
    from lms.people.models import User

    people = [User(email=f"candidate{number}@north.example", legal_first_name="Student", legal_last_name=str(number)) for number in range(students)]
    made = User.objects.bulk_create(people, batch_size=1000)
    return Enrollment.objects.bulk_create([Enrollment(student=person, cohort=cohort) for person in made], batch_size=1000)


def _question(scene: Any, number: int) -> Any:
    from assessments.models import Question

    return Question.objects.create(bank=scene.choice.bank, external_id=f"q{number}")


def _answer(item: Any) -> dict[str, Any]:
    return {"choice": "abc"[item.attempt_id % 3]} if item.position == 1 else {"choice": True}


if __name__ == "__main__":
    sys.exit(main())
