"""Row 12: appending an entry, against floor S; verifying 100 000 entries, against a bare loop that reads, serializes and hashes the rows.

    python -m benchmarks.ledger [--rounds 5]

Needs PostgreSQL. Verification is compared in one process with its floor, anchors and all; an append is measured in a process of its own beside the
server of the floors, one transaction each.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.measure import is_undecided, ratio
from benchmarks.servers import place

STUDENTS, EACH = 1_667, 60
APPEND, VERIFY = (4.0, 3.0), (1.5, 1.2)  # must, aim


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--verify", action="store_true", help="what a process of its own does; not for people")
    options = parser.parse_args()
    if options.verify:
        print(json.dumps(_verify(options.rounds)))
        return 0
    with place() as environment:
        os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"})
        rows = [verify_row(environment, options.rounds)] if "DATABASE_URL" in environment else []
    print(json.dumps(rows, indent=1))
    return int(not all(row["must_met"] for row in rows))


def verify_row(environment: dict[str, str], rounds: int) -> dict[str, Any]:
    """Seeds 100 000 entries into the database of ``environment`` and verifies them."""
    command = [sys.executable, "-m", "benchmarks.ledger", "--verify", "--rounds", str(rounds)]
    told = subprocess.run(command, env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def append_row(floor: Callable[[], float], rounds: int) -> dict[str, Any]:
    """``floor`` sends S once and returns seconds; the database is the one the floors' server uses."""
    from lms.core.canonical import sha256_hex

    number = iter(range(10**9))

    def once() -> float:
        key = next(number)
        begun = time.perf_counter()
        _append(sha256_hex(f"bench-{key % 50}".encode())[:22], key)
        return time.perf_counter() - begun

    return _row("append an entry", "S", floor, once, APPEND, rounds, 30)


def _append(student: str, key: int) -> None:
    from datetime import date

    from accreditation.ledger.append import append
    from accreditation.ledger.body import Draft

    day = date(2026, 10, 1)
    append(
        Draft(
            student=student, kind="credit", category="law_self_study", minutes=30, topics={"asylum": 20, "ethics_upl": 10}, source_kind="lesson",
            source_id="lesson", title="Who may represent an immigrant", mode="self_paced", occurred_from=day, occurred_to=day,
            evidence={"kind": "nominal"}, idempotency=(key,),
        )
    )  # fmt: skip


def _verify(rounds: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from accreditation.actions.take_anchor import take_anchor
    from accreditation.ledger.verify import verify
    from accreditation.models import Entry
    from benchmarks import ledger_data
    from benchmarks.floor.bare_verify import hashed_rows

    call_command("migrate", verbosity=0)
    if not Entry.objects.exists():
        ledger_data.make_entries(ledger_data.make_people(STUDENTS, "ledger"), EACH)
        take_anchor()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    entries = Entry.objects.count()
    if hashed_rows() != entries or not verify().ok:
        raise AssertionError("The ledger of the run does not hold.")
    return _row(f"verify {entries:,} entries", "bare loop", _timed(hashed_rows), _timed(verify), VERIFY, rounds, 1)


def _timed(work: Callable[[], Any]) -> Callable[[], float]:
    def once() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return once


def _row(task: str, floor_name: str, floor: Callable[[], float], ours: Callable[[], float], goals: tuple[float, float], rounds: int, requests: int) -> Any:
    must, aim = goals
    found = ratio(floor, ours, rounds=rounds, requests=requests)
    if is_undecided(found.value, must, aim):
        found = ratio(floor, ours, rounds=2 * rounds, requests=requests)
    return {
        "row": 12, "task": task, "floor": floor_name, "ratio": round(found.value, 2), "must": must, "aim": aim, "must_met": found.value <= must,
        "aim_met": found.value <= aim, "spread": [round(found.low, 2), round(found.high, 2)], "floor_ms": round(found.floor_ms, 2),
        "ours_ms": round(found.ours_ms, 2),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
