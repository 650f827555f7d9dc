"""A gradebook at scale: students × 60 assessments.

    python -m benchmarks.gradebook [--sqlite] [--students 10000] [--questions 2]

Makes a cohort in bulk, each student with one graded attempt at every assessment, opens the page of 25 students × 12 columns, its last page, and reads the CSV
file. Prints seconds, processor time, SQL, the first byte and memory as JSON. Must: each page under 2 s with the same SQL at every size; the file of
10 000 students under 10 s, in memory that does not grow.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.servers import place

ASSESSMENTS = 60
MUST_SECONDS, MUST_FILE_SECONDS = 2.0, 10.0
AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
BATCH = 5000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="SQLite below a temporary folder, although PostgreSQL answers")
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=2)
    parser.add_argument("--seed", action="store_true", help="only make the rows, in the database of the environment")
    options = parser.parse_args()
    if options.seed:
        _seed(options.students, options.questions)
        return 0
    with place() as environment:
        if options.sqlite:
            environment["DATABASE_URL"] = f"sqlite:///{environment['DATA_DIR']}/gradebook.sqlite3"
        os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"})
        subprocess.run([sys.executable, "-m", "benchmarks.gradebook", "--seed", *(arg for arg in sys.argv[1:] if arg != "--sqlite")], check=True)
        report = _measure(options.students)
    print(json.dumps(report, indent=1))
    return int(any(row["seconds"] > MUST_SECONDS for row in report["pages"]) or report["csv"]["seconds"] > MUST_FILE_SECONDS)


def _measure(students: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from assessments.actions.export_gradebook import csv_blocks
    from assessments.queries.gradebook import book_of, lessons_done, lines_of, students_in
    from curriculum.models import Cohort

    cohort = Cohort.objects.select_related("campus", "program").get(slug="bench")
    pages = []
    for what, start in (("first page", 0), ("first page again", 0), ("last page", max(students - 25, 0))):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            lines = lines_of(book_of(cohort), list(students_in(cohort)[start : start + 25]))
            lessons_done(cohort, [line.enrollment for line in lines])
        pages.append({"what": what, "seconds": round(time.perf_counter() - begun, 3), "sql": len(asked), "cells": sum(len(line.cells) for line in lines)})
    before, begun, worked = _peak(), time.perf_counter(), time.process_time()
    first, size = 0.0, 0
    for block in csv_blocks(book_of(cohort)):
        first = first or time.perf_counter() - begun
        size += len(block)
    whole = {
        "seconds": round(time.perf_counter() - begun, 1),
        "processor": round(time.process_time() - worked, 1),
        "first_block": round(first, 2),
        "megabytes_read": round(size / 1e6, 1),
    }
    return {"database": connection.vendor, "students": students, "assessments": ASSESSMENTS, "pages": pages, "csv": whole, "memory": round(_peak() - before)}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seed(students: int, questions: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    _make(students, questions)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _make(students: int, questions: int) -> None:
    from wagtail.models import Page

    from assessments.models import AssessmentPage, Question, QuestionBank, QuestionVersion
    from curriculum.models import Cohort, Enrollment, ModulePage, ProgramPage
    from lms.people.models import Campus, User

    campus = Campus.objects.create(slug="bench", name="Bench", time_zone="America/New_York")
    program = Page.objects.get(depth=2).add_child(instance=ProgramPage(title="Bench", slug="bench-program", version="1"))
    module = program.add_child(instance=ModulePage(title="Module", slug="bench-module", track="law"))
    pages = [module.add_child(instance=AssessmentPage(title=f"Quiz {number}", slug=f"quiz-{number}")) for number in range(ASSESSMENTS)]
    cohort = Cohort.objects.create(
        slug="bench", name="Bench", campus=campus, program=program, program_version="1", starts_on=AT.date(), ends_on=AT.date() + timedelta(days=90)
    )
    bank = QuestionBank.objects.create(slug="bench", title="Bench", program=program)
    asked = Question.objects.bulk_create([Question(bank=bank, external_id=f"q-{number}") for number in range(questions)])
    versions = QuestionVersion.objects.bulk_create(
        [QuestionVersion(question=one, number=1, type="true_false", stem="So?", content={"answer": True}, sha256="0" * 64, created_at=AT) for one in asked]
    )
    people = [User(email=f"s{number}@bench.example", legal_first_name="Ana", legal_last_name=f"N{number:05d}", password="!") for number in range(students)]
    places = Enrollment.objects.bulk_create(
        [Enrollment(student=person, cohort=cohort) for person in User.objects.bulk_create(people, batch_size=BATCH)], batch_size=BATCH
    )
    chance = random.Random(7)
    for page in pages:
        for start in range(0, len(places), 2000):
            _sit(places[start : start + 2000], page, versions, chance)


def _sit(places: list[Any], page: Any, versions: list[Any], chance: random.Random) -> None:
    from assessments.models import Attempt, AttemptItem, Grade

    attempts = Attempt.objects.bulk_create(
        [Attempt(enrollment=place, assessment=page, number=1, state="graded", started_at=AT, submitted_at=AT + timedelta(hours=1)) for place in places],
        batch_size=BATCH,
    )
    items = AttemptItem.objects.bulk_create(
        [AttemptItem(attempt=one, position=position, version=version, points=1) for one in attempts for position, version in enumerate(versions, start=1)],
        batch_size=BATCH,
    )
    Grade.objects.bulk_create([Grade(item=item, number=1, numerator=chance.randint(0, 1), denominator=1, marked_at=AT) for item in items], batch_size=BATCH)


if __name__ == "__main__":
    raise SystemExit(main())
