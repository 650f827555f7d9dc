"""Rows 6, 7 and 8: the wide record, its memory, and the long record of 600 000 entries.

    python -m benchmarks.records [--rounds 5] [--students 10000]

Needs PostgreSQL. A record is written by a job into the vault, so what is measured is the work of that job without encryption: the blocks of
``export_records`` taken one by one, in one process with its floor, in turn. Memory is measured in a process for each size.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from statistics import median
from typing import Any

from benchmarks.measure import Ratio, is_undecided, ratio
from benchmarks.servers import place

SIZES = (100, 1_000, 10_000)
WIDE, LONG = (2.5, 1.5), (4.0, 3.0)  # must, aim
MEMORY = (32, 8)  # MB over idle
GROWTH_MB = 10
LINEAR = 11  # 10 000 students in at most 11 times what 1 000 take


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--students", type=int, default=SIZES[-1], help="of the largest campus")
    parser.add_argument("--work", choices=("seed", "wide", "long", "memory"), help="what a process of its own does; not for people")
    parser.add_argument("--campus", type=int)
    options = parser.parse_args()
    if options.work:
        return _work(options)
    with place() as environment:
        rows = rows_in(environment, {6, 7, 8}, options.rounds, options.students)
    print(json.dumps(rows, indent=1))
    return int(not all(row["must_met"] for row in rows))


def rows_in(environment: dict[str, str], wanted: set[int], rounds: int, students: int = SIZES[-1]) -> list[dict[str, Any]]:
    """The rows that were asked for, on the database of ``environment``; none without PostgreSQL."""
    if not wanted & {6, 7, 8} or "DATABASE_URL" not in environment:
        return []
    sizes = [size for size in SIZES if size < students] + [students]
    call = _Caller(environment, rounds)
    call("seed", students)
    rows: list[dict[str, Any]] = []
    if wanted & {6, 7}:
        wide = {size: call("wide", size) for size in sizes}
        rows += [_wide(wide)] if 6 in wanted else []
        rows += [_memory({size: call("memory", size) for size in sizes}, wide)] if 7 in wanted else []
    return rows + ([_row(8, f"long record, {students * 60:,} entries", "COPY", call("long", students), LONG)] if 8 in wanted else [])


class _Caller:
    def __init__(self, environment: dict[str, str], rounds: int) -> None:
        self.environment = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
        self.rounds = rounds

    def __call__(self, work: str, campus: int) -> dict[str, Any]:
        command = [sys.executable, "-m", "benchmarks.records", "--work", work, "--campus", str(campus), "--rounds", str(self.rounds)]
        told = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE).stdout
        found: dict[str, Any] = json.loads(told) if told else {}
        return found


def _row(number: int, task: str, floor: str, found: dict[str, Any], goals: tuple[float, float]) -> dict[str, Any]:
    must, aim = goals
    value = found["value"]
    return {
        "row": number, "task": task, "floor": floor, "ratio": round(value, 2), "must": must, "aim": aim, "must_met": value <= must, "aim_met": value <= aim,
        "spread": [round(found["low"], 2), round(found["high"], 2)], "floor_ms": round(found["floor_ms"]), "ours_ms": round(found["ours_ms"]),
    }  # fmt: skip


def _wide(wide: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """The worst of all sizes counts; and the largest must not take more than its share."""
    worst = max(wide.values(), key=lambda found: found["value"])
    row = _row(6, "wide record as CSV, the worst size", "C", worst, WIDE)
    row["by_size"] = {size: round(found["value"], 2) for size, found in wide.items()}
    if {1_000, 10_000} <= wide.keys():
        row["growth"] = round(wide[10_000]["ours_ms"] / wide[1_000]["ours_ms"], 1)
        row["must_met"] = row["must_met"] and row["growth"] <= LINEAR
    return row


def _memory(memory: dict[int, dict[str, Any]], wide: dict[int, dict[str, Any]]) -> dict[str, Any]:
    most = max(found["megabytes"] for found in memory.values())
    sizes = sorted(memory)
    growth = memory[sizes[-1]]["megabytes"] - memory[sizes[-2]]["megabytes"] if len(sizes) > 1 else 0
    return {
        "row": 7, "task": "memory of the wide record over idle", "floor": "MB", "ratio": most, "must": MEMORY[0], "aim": MEMORY[1],
        "must_met": most <= MEMORY[0] and growth <= GROWTH_MB, "aim_met": most <= MEMORY[1], "spread": [min(f["megabytes"] for f in memory.values()), most],
        "by_size": {size: found["megabytes"] for size, found in memory.items()}, "first_block_ms": wide[sizes[-1]]["first_ms"],
    }  # fmt: skip


# --- in a process of its own


def _work(options: argparse.Namespace) -> int:
    import django

    from lms.core.loaded import keep_loaded

    django.setup()
    keep_loaded()  # as in the worker that writes records
    if options.work == "seed":
        _seed(options.campus)
        return 0
    work = {"wide": _wide_ratio, "long": _long_ratio, "memory": _megabytes}[options.work]
    print(json.dumps(work(options.campus, options.rounds)))
    return 0


def _seed(students: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import ledger_data
    from benchmarks.floor.streams import make_cells

    call_command("migrate", verbosity=0)
    for size in [size for size in SIZES if size < students] + [students]:
        places = ledger_data.make_people(size, f"c{size}")
        ledger_data.sit_exams(places, f"c{size}")
        ledger_data.make_entries(places)
    make_cells(students)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _ours(kind: str, campus: int) -> Iterable[bytes]:
    from accreditation.actions.export_records import export_records
    from accreditation.queries.record_scopes import record_scope
    from accreditation.record_formats import record_formats

    scope = record_scope("campus", f"c{campus}")
    assert scope is not None
    return export_records(record_format=record_formats.get(kind), scope=scope)


def _seconds(blocks: Iterable[bytes]) -> float:
    begun = time.perf_counter()
    for _ in blocks:
        pass
    return time.perf_counter() - begun


def _told(found: Ratio) -> dict[str, Any]:
    return {"value": found.value, "low": found.low, "high": found.high, "floor_ms": found.floor_ms, "ours_ms": found.ours_ms}


def _measured(floor: Any, ours: Any, goals: tuple[float, float], rounds: int, requests: int) -> dict[str, Any]:
    found = ratio(floor, ours, rounds=rounds, requests=requests)
    if is_undecided(found.value, *goals):
        found = ratio(floor, ours, rounds=2 * rounds, requests=requests)
    return _told(found)


def _wide_ratio(campus: int, rounds: int) -> dict[str, Any]:
    from benchmarks.floor.streams import completion_stream

    requests = max(1, 2000 // campus)
    found = _measured(lambda: _seconds(completion_stream(campus)), lambda: _seconds(_ours("csv", campus)), WIDE, rounds, requests)
    return {**found, "first_ms": round(median(_first(campus) for _ in range(5)), 1)}


def _first(campus: int) -> float:
    """Milliseconds to the first block."""
    begun = time.perf_counter()
    next(iter(_ours("csv", campus)))
    return 1000 * (time.perf_counter() - begun)


def _long_ratio(campus: int, rounds: int) -> dict[str, Any]:
    from benchmarks.floor.streams import copied_rows

    return _measured(lambda: _seconds(copied_rows(f"c{campus}")), lambda: _seconds(_ours("entries", campus)), LONG, rounds, 1)


def _megabytes(campus: int, rounds: int) -> dict[str, Any]:
    """The peak beyond what the process had when it stood idle, its connection open."""
    from django.db import connection

    connection.ensure_connection()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _seconds(_ours("csv", campus))
    return {"megabytes": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1)}


if __name__ == "__main__":
    sys.exit(main())
