"""Growth: the same measurements with 100 to 100 000 students, each of whom has completed sixty lessons.

    python -m benchmarks.growth [--sizes 100,1000,10000,100000] [--rounds 5] [--processes 2] [--without verify] [--keep]

Needs PostgreSQL. Each size has a database of its own, made and dropped by the run. Students come in by the bulk path of ``seed_demo``: one in a hundred with
every beat of a page, the others with one short session a lesson. What works through everybody (seeding, ``verify_ledger``, an anchor, the record of
an organization, its annual summary, readiness) is done in a process of its own, and must not grow faster than the number of students; a page is
sent in turn with floor F, and must take at every size at most 1.3 times what it takes with 1 000 students. Exits 1 when one does not.

The figures go to ``benchmarks/results/growth.json``, size by size as they are found; with ``--keep`` also to ``benchmarks/measured.json``, which
``benchmarks.capacity`` and ``docs/scaling.md`` rest on.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.client import Answer, Client
from benchmarks.fitting import exponent
from benchmarks.measure import ratio
from benchmarks.servers import place, served
from benchmarks.tasks import Bench, Goal, Task

RESULTS = Path(__file__).parent / "results" / "growth.json"
KEPT = Path(__file__).parent / "measured.json"
SIZES = (100, 1_000, 10_000, 100_000)
OF_A_CAMPUS = 2_000
READERS = 20
"""Students who send pages and beats in turn: each may send 40 beats a minute."""
COMPARED_WITH = 1_000
FLAT, LINEAR = 1.3, 1.1
"""Pages against those with 1 000 students; exponents (a straight line measured on a shared machine gives 0.9 to 1.1)."""
SEEDED_WITHIN = 30 * 60
WORDS = {True: "met", False: "MISSED", None: "not judged: one size alone, or none above 1 000"}
WORKS = ("seed", "anchor", "verify", "csv", "summary", "readiness")
CSRF = "c" * 32


def main() -> int:
    options = _options()
    report: dict[str, Any] = {"sizes": {}}
    with place() as prepared:
        if "DATABASE_URL" not in prepared:
            print("Growth is measured on PostgreSQL, and none answers.")
            return 2
        _process("prepare", prepared)
        for size in options.sizes:
            with place(like=prepared) as environment:
                report["sizes"][str(size)] = _measure(size, environment, options)
            _write(report, RESULTS)
    report = _judged(report)
    _write(report, RESULTS)
    if options.keep:
        _write(_merged(report), KEPT)
    print("\n".join(lines_of(report)))
    return int(any(row["met"] is False for row in report["verdicts"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=10, help="of a page in each round")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="that seed side by side")
    parser.add_argument("--without", type=lambda text: text.split(","), default=[], help="works to leave out: an hour for verify at 100 000")
    parser.add_argument("--keep", action="store_true", help="keep the figures where documents read them")
    return parser.parse_args()


def _write(report: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n")


def _merged(report: dict[str, Any]) -> dict[str, Any]:
    """With the sizes that an earlier run kept and this one did not measure."""
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {"sizes": {}}
    return _judged({"sizes": kept["sizes"] | report["sizes"]})


def _measure(size: int, environment: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    """Everything at one size, on the database of ``environment``."""
    began, load = time.time(), os.getloadavg()[0]
    works = json.loads(_process("works", environment, str(size), str(options.processes), *(work for work in WORKS if work not in options.without)))
    pages, floor_ms = _pages(size, environment, options)
    return {
        "at": time.strftime("%Y-%m-%d", time.gmtime(began)), "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "load_before": round(load, 1), "load_after": round(os.getloadavg()[0], 1), "minutes": round((time.time() - began) / 60, 1),
        "works": works, "pages": pages, "floor_ms": floor_ms,
    }  # fmt: skip


def _process(what: str, environment: dict[str, str], *arguments: str) -> str:
    """What a process of its own prints: the run itself holds no connection to the database."""
    command = [sys.executable, "-m", "benchmarks.growth_works", what, *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True).stdout


# --- pages


def _pages(size: int, environment: dict[str, str], options: argparse.Namespace) -> tuple[dict[str, Any], float]:
    """By name of the page: its ratio to F, milliseconds, SQL and KB; and the milliseconds of F."""
    keys = json.loads(_process("readers", environment))
    with served(environment, "benchmarks.settings") as ours, served(environment, "benchmarks.floor.settings") as floor:
        students = [Client(ours, key, CSRF) for key in keys["students"]]
        bench = Bench(students, [Client(floor, key, CSRF) for key in keys["students"][:1]])
        tasks = _tasks(bench, Client(ours, keys["coordinator"], CSRF), Client(ours, keys["officer"], CSRF), keys["organization"])
        return {name: _page(task, options) for name, task in tasks.items()}, round(1000 * sorted(bench.f() for _ in range(30))[15], 2)


def _page(task: Task, options: argparse.Namespace) -> dict[str, Any]:
    found = ratio(task.floor, task.ours, rounds=options.rounds, requests=min(options.requests, task.requests))
    answer = task.probe()[-1]
    return {
        "floor": task.floor_name, "ratio": round(found.value, 2), "spread": [round(found.low, 2), round(found.high, 2)], "ms": round(found.ours_ms, 2),
        "sql": answer.sql, "kb": round(len(answer.body) / 1024, 1),
    }  # fmt: skip


def _tasks(bench: Bench, coordinator: Client, officer: Client, organization: str) -> dict[str, Task]:
    student, turn = bench.students[0], iter(range(10**9))

    def page(name: str, client: Client, path: str) -> Task:
        return Task(
            0, name, "F", Goal(0, 0), lambda: client.get(path).expect(200).seconds, bench.f, lambda: [client.get(path, count_sql=True).expect(200)],
        )  # fmt: skip

    def looked_for(*, count_sql: bool = False) -> Answer:
        """One person may search thirty times a minute."""
        return bench.students[next(turn) % READERS].get("/search/?q=protection", count_sql=count_sql).expect(200)

    search = Task(0, "search", "F", Goal(0, 0), lambda: looked_for().seconds, bench.f, lambda: [looked_for(count_sql=True)])
    year = time.gmtime().tm_year
    return {
        "lesson": bench.lesson(), "outline": bench.outline(), "home of a student": page("home", student, "/"),
        "record": page("record", student, "/record/"), "search": search,
        "beat": bench.beat(), "save": bench.save(), "board, 25 rows": page("board", coordinator, "/cohorts/campus-1-group-1/"),
        "home of a coordinator": page("home", coordinator, "/"), "cohorts of a campus": page("cohorts", coordinator, "/cohorts/"),
        "home of an officer": page("home", officer, "/"), "organization": page("organization", officer, f"/organizations/{organization}/"),
        "annual summary, page": replace_requests(page("annual summary", officer, f"/organizations/{organization}/summary/{year}/"), 1),
    }  # fmt: skip


def replace_requests(task: Task, requests: int) -> Task:
    """The same, sent so often in a round: what works through an organization takes seconds."""
    return Task(task.row, task.name, task.floor_name, task.goal, task.ours, task.floor, task.probe, requests)


# --- verdicts


COUNTED = ("annual summary, page",)
"""Pages that count through everybody: held to the line, as the works are."""


def _judged(report: dict[str, Any]) -> dict[str, Any]:
    sizes = sorted(int(size) for size in report["sizes"])
    found = {size: report["sizes"][str(size)] for size in sizes}
    verdicts = [_line_of_work(work, {size: one["works"][work]["seconds"] for size, one in found.items() if work in one["works"]}) for work in WORKS]
    verdicts += [_line_of_work(name, {size: one["pages"][name]["ms"] for size, one in found.items()}) for name in COUNTED]
    verdicts += [_flat(name, {size: one["pages"][name]["ratio"] for size, one in found.items()}) for name in found[sizes[0]]["pages"] if name not in COUNTED]
    largest = found[sizes[-1]]["works"]["seed"]
    if sizes[-1] >= SIZES[-1]:
        verdicts.append(
            {
                "task": f"seed {sizes[-1]:,} in 30 min",
                "kind": "limit",
                "value": largest["seconds"],
                "must": SEEDED_WITHIN,
                "met": largest["seconds"] <= SEEDED_WITHIN,
            }
        )
    return {"sizes": {str(size): one for size, one in found.items()}, "verdicts": verdicts}


def _line_of_work(task: str, taken: dict[int, float]) -> dict[str, Any]:
    fitted = exponent(taken)
    return {"task": task, "kind": "exponent", "value": fitted, "must": LINEAR, "met": None if fitted is None else fitted <= LINEAR}


def _flat(task: str, ratios: dict[int, float]) -> dict[str, Any]:
    """The worst size above 1 000 against 1 000 (or the smallest there is), both in floors of their own run."""
    base = ratios.get(COMPARED_WITH, ratios[min(ratios)])
    larger = [value for size, value in ratios.items() if size > COMPARED_WITH]
    value = round(max(larger) / base, 2) if larger else None
    return {"task": task, "kind": "flat", "value": value, "must": FLAT, "met": None if value is None else value <= FLAT, "exponent": exponent(ratios)}


def lines_of(report: dict[str, Any]) -> list[str]:
    """The table of a run."""
    sizes = sorted(int(size) for size in report["sizes"])
    lines = ["task".ljust(26) + "".join(f"{size:>12,}" for size in sizes) + "   verdict"]
    for row in report["verdicts"]:
        values = "".join(f"{_value(report['sizes'][str(size)], row['task']):>12}" for size in sizes)
        told = "–" if row["value"] is None else {"exponent": "n^{}", "flat": "× {} of 1 000", "limit": "{} s"}[row["kind"]].format(row["value"])
        lines.append(f"{row['task']:<26}{values}   {told} (must {row['must']}) {WORDS[row['met']]}")
    return lines


def _value(found: dict[str, Any], task: str) -> str:
    if task in WORKS:
        return f"{found['works'][task]['seconds']} s" if task in found["works"] else ""
    return f"{found['pages'][task]['ms']} ms" if task in found["pages"] else ""


if __name__ == "__main__":
    sys.exit(main())
