"""`make bench`: makes the data, serves it, sends the rows in turn with their floors, and prints every ratio with its verdict."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import citations, ledger, packet, records
from benchmarks.client import Client
from benchmarks.measure import is_undecided, ratio
from benchmarks.servers import place, served
from benchmarks.signed_in import session_key, staff_member
from benchmarks.tasks import Bench, Task

RESULTS = Path(__file__).parent / "results" / "latest.json"
STUDENTS = 72
CSRF = "b" * 32


def main() -> int:
    options = _options()
    with place() as environment:
        os.environ.update(environment)
        sessions, coordinator = _prepare(with_boards=5 in options.rows)
        print(f"On {'PostgreSQL' if 'DATABASE_URL' in environment else 'SQLite'}, {'Redis' if 'CACHE_URL' in environment else 'no Redis'}, 4 workers each.")
        with served(environment, "benchmarks.settings") as ours, served(environment, "benchmarks.floor.settings") as floor:
            leader = Client(ours, coordinator, CSRF) if coordinator else None
            bench = Bench([Client(ours, key, CSRF) for key in sessions], [Client(floor, key, CSRF) for key in sessions[:1]], leader)
            report: dict[str, Any] = {"rows": [_row(task, options.rounds) for task in bench.tasks() if task.row in options.rows], "floors": _floors(bench)}
            report["rows"] += [packet.row(options.rounds)] if 13 in options.rows else []
            report["rows"] += [ledger.append_row(bench.s, options.rounds)] if 12 in options.rows else []
            report["rows"] += [citations.row(options.rounds)] if 15 in options.rows else []
    if 12 in options.rows and "DATABASE_URL" in environment:
        report["rows"].append(_apart(lambda fresh: ledger.verify_row(fresh, options.rounds)))
    if options.rows & {6, 7, 8}:
        report["rows"] += _apart(lambda fresh: records.rows_in(fresh, options.rows, options.rounds))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n")
    print("\n".join(_lines(report)))
    return int(options.gate and not all(row["must_met"] for row in report["rows"]))


def _apart(work: Callable[[dict[str, str]], Any]) -> Any:
    """On a database of its own: what the other rows read must not grow by 600 000 entries."""
    with place() as environment:
        return work(environment)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=lambda text: {int(row) for row in text.split(",")}, default=set(range(1, 16)), help="as in 1,2,11")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--gate", action="store_true", help="exit 1 when a must is missed")
    return parser.parse_args()


def _prepare(*, with_boards: bool) -> tuple[list[str], str]:
    """Migrate, load, enroll; returns the session keys of the students and, with boards, of the coordinator of cohorts of 100 and 10 000."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import course

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        enrollments = course.load(Path(folder), students=STUDENTS)
    _add_bare_page(course.prose(course.WORDS))
    keys = [session_key(enrollment.student) for enrollment in enrollments]
    coordinator = session_key(_boards()) if with_boards else ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute
    connection.close()
    return keys, coordinator


def _boards() -> Any:
    """Cohorts of 100 and 10 000 candidates in the course, with their summaries made; returns who coordinates both."""
    from accreditation.actions.refresh_summaries import refresh_cohort
    from benchmarks.candidates import make_candidates
    from curriculum.models import ProgramPage

    cohorts = []
    for count in (100, 10_000):
        cohorts.append(make_candidates(count, slug=f"board-{count}", program=ProgramPage.objects.get(slug="bench")))
        refresh_cohort(cohorts[-1])
    return staff_member("coordinator", [cohort.campus for cohort in cohorts])


def _add_bare_page(markdown: str) -> None:
    """Floor W's page: the lesson's words as rich text, below the site's root."""
    from wagtail.models import Site

    from benchmarks.floor.models import BarePage

    body = "".join(f"<p>{paragraph}</p>" for paragraph in markdown.partition(":::")[0].split("\n\n"))
    Site.objects.get(is_default_site=True).root_page.add_child(instance=BarePage(title="Bare page", slug="bare", body=body))


def _row(task: Task, rounds: int) -> dict[str, Any]:
    found = ratio(task.floor, task.ours, rounds=rounds, requests=task.requests)
    if is_undecided(found.value, task.goal.must, task.goal.aim):
        found = ratio(task.floor, task.ours, rounds=2 * rounds, requests=task.requests)
    answers = task.probe()
    sql = [answer.sql or 0 for answer in answers]
    kb = max(len(answer.body) for answer in answers) / 1024
    row = {
        "row": task.row, "task": task.name, "floor": task.floor_name, "ratio": round(found.value, 2), "must": task.goal.must, "aim": task.goal.aim,
        "spread": [round(found.low, 2), round(found.high, 2)], "floor_ms": round(found.floor_ms, 2), "ours_ms": round(found.ours_ms, 2),
        "sql": sum(sql), "sql_must": task.goal.sql, "kb": round(kb, 1), "kb_must": task.goal.kb, "requests": len(answers),
    }  # fmt: skip
    if "sql_of_10" in task.notes:
        row["sql_of_half_as_many_questions"] = sum(answer.sql or 0 for answer in task.notes["sql_of_10"]())
    within = (task.goal.sql is None or sum(sql) <= task.goal.sql) and (task.goal.kb is None or kb <= task.goal.kb)
    row["must_met"] = found.value <= task.goal.must and within and row.get("sql_of_half_as_many_questions", sum(sql)) == sum(sql)
    row["aim_met"] = bool(row["must_met"]) and found.value <= task.goal.aim
    return row


def _floors(bench: Bench) -> dict[str, float]:
    """Typical milliseconds of each floor, for whoever compares machines."""
    return {name: round(1000 * sorted(send() for _ in range(30))[15], 2) for name, send in (("F", bench.f), ("W", bench.w), ("S", bench.s), ("T", bench.t))}


def _lines(report: dict[str, Any]) -> list[str]:
    lines = [" ".join(f"{name} {value} ms" for name, value in report["floors"].items())]
    for row in report["rows"]:
        verdict = "aim met" if row["aim_met"] else "must met" if row["must_met"] else "MISSED"
        limits = _limits(row) if "sql" in row else ", ".join(f"{name} {row[name]}" for name in ("by_size", "growth", "first_block_ms") if name in row)
        spread = "-".join(map(str, row["spread"]))
        lines.append(
            f"{row['row']:>2} {row['task']:<52} {row['ratio']:>6} {row['floor']} (must {row['must']}, aim {row['aim']}; {spread})  {limits}  {verdict}"
        )
    return lines


def _limits(row: dict[str, Any]) -> str:
    sql = f"{row['sql']} SQL" + (f" of {row['sql_must']}" if row["sql_must"] else "")
    return f"{sql}, {row['kb']} KB" + (f" of {row['kb_must']}" if row["kb_must"] else "")


if __name__ == "__main__":
    sys.exit(main())
