"""Readiness of a large cohort: how near 10 000 candidates are to a filing, and what their board costs.

    python -m benchmarks.readiness [--sqlite] [--candidates 10000] [--profile]

Makes candidates with entries, results, documents and applications in bulk, in a process of their own. Prints SQL, seconds and the memory that
was needed beyond what the process had before, and the SQL of 10 candidates, which must be the same; then the seconds of making every summary of the board.
"""

import argparse
import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import time
from typing import Any

from benchmarks.servers import place


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="SQLite below a temporary folder, although PostgreSQL answers")
    parser.add_argument("--candidates", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--seed", action="store_true", help="only make the rows, in the database of the environment")
    options = parser.parse_args()
    if options.seed:
        _seed(options.candidates)
        return 0
    with place() as environment:
        if options.sqlite:
            environment["DATABASE_URL"] = f"sqlite:///{environment['DATA_DIR']}/readiness.sqlite3"
        os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"})
        arguments = ["--candidates", str(options.candidates)]
        subprocess.run([sys.executable, "-m", "benchmarks.readiness", "--seed", *arguments], check=True)
        report = _measure(options.profile)
    print(json.dumps(report, indent=1))
    return int(len(set(report["sql"].values())) > 1)


def _seed(candidates: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.candidates import make_candidates

    call_command("migrate", verbosity=0)
    make_candidates(candidates)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _measure(profile: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accreditation.actions.refresh_summaries import refresh_cohort
    from accreditation.queries.readiness import readiness_of
    from curriculum.api import cohort_called, roster
    from lms.core.clock import local_date, now

    cohort = cohort_called("bench")
    assert cohort is not None
    today = local_date(now(), cohort.campus.time_zone)
    sql = {}
    for count in (10, None):
        places = list(roster(cohort)[:count] if count else roster(cohort))
        connection.queries_log.clear()
        before, begun = _peak(), time.perf_counter()
        watch = cProfile.Profile() if profile and count is None else None
        if watch:
            watch.enable()
        with CaptureQueriesContext(connection) as asked:
            found = readiness_of(places, "doj-partial-initial", today)
        if watch:
            watch.disable()
            pstats.Stats(watch).sort_stats("cumulative").print_stats(45)
        sql[len(places)] = len(asked)
        seconds = round(time.perf_counter() - begun, 2)
    report = {"database": connection.vendor, "candidates": len(found), "sql": sql, "seconds": seconds, "megabytes": round(_peak() - before)}
    first = next(iter(found.values()))
    report["met"] = f"{first.met} of {len(first.findings)}"
    del found, places
    begun = time.perf_counter()
    refresh_cohort(cohort)
    return report | {"summaries_seconds": round(time.perf_counter() - begun, 2)}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
