"""Item analysis at scale: 10 000 graded attempts at 40 questions, with a saved answer for each.

    python -m benchmarks.item_analysis [--sqlite] [--attempts 10000] [--questions 40]

Makes the rows in bulk, in a process of their own, computes the analysis once, and prints seconds, SQL, and the memory that was needed beyond what
the process had before. Must: under 5 s and 300 MB.
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

MUST_SECONDS, MUST_MEGABYTES = 5.0, 300
AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
BATCH = 5000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="SQLite below a temporary folder, although PostgreSQL answers")
    parser.add_argument("--attempts", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--seed", action="store_true", help="only make the rows, in the database of the environment")
    options = parser.parse_args()
    if options.seed:
        _seed(options.attempts, options.questions)
        return 0
    with place() as environment:
        if options.sqlite:
            environment["DATABASE_URL"] = f"sqlite:///{environment['DATA_DIR']}/analysis.sqlite3"
        os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"})
        subprocess.run([sys.executable, "-m", "benchmarks.item_analysis", "--seed", *(arg for arg in sys.argv[1:] if arg != "--sqlite")], check=True)
        report = _measure()
    print(json.dumps(report, indent=1))
    return int(report["seconds"] > MUST_SECONDS or report["megabytes"] > MUST_MEGABYTES)


def _seed(attempts: int, questions: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    make_sittings(attempts, questions)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _measure() -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from assessments.models import AssessmentPage, Attempt
    from assessments.queries.analysis import analysis_of, graded_attempts

    page = AssessmentPage.objects.get(slug="bench-exam")
    before, begun = _peak(), time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        found = analysis_of(page, graded_attempts(page, Attempt.objects.all()))
    seconds = time.perf_counter() - begun
    return {
        "database": connection.vendor, "attempts": found.attempts, "questions": len(found.items), "seconds": round(seconds, 2), "must_seconds": MUST_SECONDS,
        "megabytes": round(_peak() - before), "must_megabytes": MUST_MEGABYTES, "sql": len(asked), "flagged": found.flagged,
        "alpha": found.reliability.alpha.value,
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_sittings(attempts: int, questions: int) -> Any:
    """A page and its graded first attempts, one for each of as many students; answers follow from how good a student is. In bulk."""
    from django.utils.crypto import get_random_string
    from wagtail.models import Page

    from assessments.models import AssessmentPage, Question, QuestionBank, QuestionVersion
    from curriculum.models import Cohort, Enrollment, ModulePage, ProgramPage
    from lms.people.models import Campus, User

    chance = random.Random(7)
    campus = Campus.objects.create(slug="bench", name="Bench", time_zone="America/New_York")
    program = Page.objects.get(depth=2).add_child(instance=ProgramPage(title="Bench", slug="bench-program", version="1"))
    page = program.add_child(instance=ModulePage(title="Module", slug="bench-module", track="law")).add_child(
        instance=AssessmentPage(title="Exam", slug="bench-exam")
    )
    cohort = Cohort.objects.create(
        slug="bench", name="Bench", campus=campus, program=program, program_version="1", starts_on=AT.date(), ends_on=AT.date() + timedelta(days=90)
    )  # fmt: skip
    bank = QuestionBank.objects.create(slug="bench", title="Bench", program=program)
    made = Question.objects.bulk_create([Question(bank=bank, external_id=f"q-{number}") for number in range(questions)])
    options = [{"id": key, "text": f"Answer {key}", "correct": key == "a"} for key in "abcd"]
    versions = QuestionVersion.objects.bulk_create(
        [
            QuestionVersion(
                question=one, number=1, type="single_choice", stem="Which?", content={"options": options}, rendered={"stem": "<p>Which?</p>"},
                sha256="0" * 64, created_at=AT,
            )
            for one in made
        ]
    )  # fmt: skip
    tag = get_random_string(6).lower()
    people = [User(email=f"{tag}{number}@bench.example", legal_first_name="Ana", legal_last_name=f"N{number}", password="!") for number in range(attempts)]
    places = Enrollment.objects.bulk_create(
        [Enrollment(student=person, cohort=cohort) for person in User.objects.bulk_create(people, batch_size=BATCH)], batch_size=BATCH
    )  # fmt: skip
    for start in range(0, len(places), 500):
        _sit(places[start : start + 500], page, versions, chance)
    return page


def _sit(places: list[Any], page: Any, versions: list[Any], chance: random.Random) -> None:
    from assessments.models import Attempt, AttemptItem, AttemptStep, Grade

    attempts = Attempt.objects.bulk_create(
        [
            Attempt(
                enrollment=place, assessment=page, number=1, state="graded", started_at=AT, submitted_at=AT + timedelta(hours=1),
                last_step=len(versions),
            )
            for place in places
        ]
    )  # fmt: skip
    items = AttemptItem.objects.bulk_create(
        [
            AttemptItem(attempt=attempt, position=position, version=version, points=1)
            for attempt in attempts
            for position, version in enumerate(versions, start=1)
        ],
        batch_size=BATCH,
    )
    steps, grades = [], []
    for number, attempt in enumerate(attempts):
        skill = chance.random()
        for item in items[number * len(versions) : (number + 1) * len(versions)]:
            right = chance.random() < 0.5 if item.position % 13 == 0 else chance.random() < 0.15 + 0.8 * skill * (0.5 + item.position / len(versions) / 2)
            choice = "a" if right else chance.choice("bcd")
            at = AT + timedelta(seconds=45 * item.position)
            steps.append(AttemptStep(attempt=attempt, item=item, number=item.position, key=f"k:{item.position}", response={"choice": choice}, received_at=at))
            grades.append(Grade(item=item, number=1, numerator=int(right), denominator=1, marked_at=at))
    AttemptStep.objects.bulk_create(steps, batch_size=BATCH)
    Grade.objects.bulk_create(grades, batch_size=BATCH)


if __name__ == "__main__":
    raise SystemExit(main())
