"""What an installation needs: machines for the busiest evening, and storage over ten years; calculated from what was measured.

    python -m benchmarks.capacity [--results benchmarks/measured.json] [--write docs/scaling.md]

Every figure rests on the results of ``benchmarks.growth`` that it reads, and on the assumptions below, which are ours and can be changed here. It
calculates; it measures nothing. With ``--write`` the tables go into the document between their marks, so that none of its figures is written by hand.

**How.** The last evening before a deadline is simulated second by second: students arrive by a curve that steepens toward the deadline, each stays for
a while and sends pages, beats and saves at random moments; each request takes the processor time that was measured for one alone. Of the work that came
in each second, cores do as much as they can, the rest waits. The fewest cores that keep the 99th percentile of waiting under ``WAIT`` are needed.
"""

import argparse
import json
import random
import sys
from dataclasses import dataclass
from math import ceil, exp, log
from pathlib import Path
from typing import Any

from benchmarks.growth import WORKS

MEASURED = Path(__file__).parent / "measured.json"
MARK = "<!-- {} by benchmarks/capacity.py -->"


# --- assumptions: what people do


@dataclass(frozen=True)
class Scenario:
    """``students`` in a year, of whom all have places at the same time at the worst; ``organizations`` are campuses that share the installation."""

    name: str
    students: int
    organizations: int


SCENARIOS = (
    Scenario("one campus", 100, 1), Scenario("a university", 1_000, 5), Scenario("a network", 10_000, 90),
    Scenario("all recognized organizations", 100_000, 900),
)  # fmt: skip
LESSONS = 60
YEARS = 10
ON_THE_EVENING = 0.25
"""Of all students, who works on the last evening before a deadline that all share. A network with many campuses has many deadlines: this is the worst."""
EVENING = 4 * 3600
STEEPNESS = 2.0
"""Arrivals grow e^2 = 7.4 times from the first to the last moment of the evening."""
STAYS = 45 * 60
PAGES_A_MINUTE, BEATS_A_MINUTE, SAVES_A_MINUTE = 0.7, 2.0, 0.5
PAGES = {"lesson": 0.5, "outline": 0.2, "home of a student": 0.15, "record": 0.1, "search": 0.05}
"""Which pages, as shares."""

# --- assumptions: machines

CORES_OF_A_MACHINE = 16
WAIT = 0.5
"""Seconds that the 99th percentile may wait before its request begins."""
HEADROOM = 0.6
"""Of a core is used at most; the rest is for what is not simulated: staff, jobs, the system."""
DATABASE_SHARE = 0.45
"""Of a request’s time, what the database works: the rest is in application processes. An assumption: measured together."""
PARTITION_ROWS = 100_000_000
"""Rows of one table beyond which its indexes no longer fit in memory and housekeeping takes hours: then it is split by year."""
REPLICA_CORES = 32
"""When the database alone needs more cores than this, reading goes to replicas."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=MEASURED)
    parser.add_argument("--write", type=Path, help="a document with marks")
    options = parser.parse_args()
    blocks = blocks_of(json.loads(options.results.read_text()))
    if options.write:
        options.write.write_text(filled(options.write.read_text(), blocks))
    else:
        print("\n\n".join(blocks.values()))
    return 0


def blocks_of(report: dict[str, Any]) -> dict[str, str]:
    """The tables of the document by the name of their marks."""
    costs = costs_of(report)
    return {
        "measured": _measured(report), "per core": _per_core(costs), "storage": _storage(costs), "machines": _machines(costs), "limits": _limits(report),
    }  # fmt: skip


def filled(text: str, blocks: dict[str, str]) -> str:
    """``text`` with each block between its marks. Raises ``ValueError`` for a document that lacks one."""
    for name, block in blocks.items():
        mark, end = MARK.format(name), MARK.format(f"end of {name}")
        if mark not in text or end not in text:
            raise ValueError(f"The document has no place for “{name}”.")
        before, rest = text.split(mark, 1)
        text = f"{before}{mark}\n\n{block}\n\n{end}{rest.split(end, 1)[1]}"
    return text


# --- what was measured


@dataclass(frozen=True)
class Costs:
    """Of the largest size measured: seconds of one core by kind of request, MB of the database by student, and seconds of each work by student.

    The measured students have every beat once in a hundred; a real one always, so what the longer sealed logs take is added to the MB.
    """

    size: int
    requests: dict[str, float]
    mb_a_student: float
    works: dict[str, float]
    rows_a_student: dict[str, int]


def costs_of(report: dict[str, Any]) -> Costs:
    size = max(int(size) for size in report["sizes"])
    found, smallest = report["sizes"][str(size)], report["sizes"][str(min(int(size) for size in report["sizes"]))]
    grown = found["works"]["seed"]["database_mb"] - smallest["works"]["seed"]["database_mb"]
    more = size - min(int(one) for one in report["sizes"])
    plain_mb = grown / more if more else found["works"]["seed"]["database_mb"] / size
    logs = found["works"]["seed"]["segment_bytes"]
    longer_mb = LESSONS * max(0, logs.get("every beat", 0) - logs["one short session"]) / 2**20
    return Costs(
        size, {name: page["ms"] / 1000 for name, page in found["pages"].items()}, plain_mb + longer_mb,
        _works_by_student(report),
        {"entries": found["works"]["seed"]["entries"] // size, "study segments": LESSONS, "completions": LESSONS},
    )  # fmt: skip


def _works_by_student(report: dict[str, Any]) -> dict[str, float]:
    """Seconds of each work, from the largest size at which it ran."""
    sizes = sorted((int(size) for size in report["sizes"]), reverse=True)
    works = [work for size in sizes for work in report["sizes"][str(size)]["works"]]
    largest = {work: next(size for size in sizes if work in report["sizes"][str(size)]["works"]) for work in dict.fromkeys(works)}
    return {work: report["sizes"][str(size)]["works"][work]["seconds"] / size for work, size in largest.items()}


# --- the evening


def cores_needed(costs: Costs, students: int, *, seed: int = 1) -> tuple[int, float]:
    """The fewest cores for the busiest evening, and the requests of its busiest minute by second."""
    work, requests = evening(costs, ceil(students * ON_THE_EVENING), random.Random(seed))
    busiest = max(sum(requests[at : at + 60]) for at in range(0, len(requests), 60)) / 60
    cores = 1
    while waiting(work, cores * HEADROOM) > WAIT:
        cores = cores + 1 if cores < 8 else ceil(cores * 1.1)
    return cores, busiest


def evening(costs: Costs, students: int, dice: random.Random) -> tuple[list[float], list[int]]:
    """Seconds of work and number of requests that arrive in each second of the evening."""
    work, requests = [0.0] * (EVENING + 1), [0] * (EVENING + 1)
    kinds = [*((name, share * PAGES_A_MINUTE) for name, share in PAGES.items()), ("beat", BEATS_A_MINUTE), ("save", SAVES_A_MINUTE)]
    sample = min(students, 2_000)  # more would change nothing but the time this takes
    weight = students / sample
    total = sum(rate for _, rate in kinds)
    for _ in range(sample):
        at = EVENING * _arrival(dice)
        until = min(EVENING, at + dice.expovariate(1 / STAYS))
        while (at := at + dice.expovariate(total / 60)) < until:
            name = dice.choices([kind for kind, _ in kinds], [rate for _, rate in kinds])[0]
            work[int(at)] += costs.requests[name] * weight
            requests[int(at)] += 1
    return work, [round(count * weight) for count in requests]


def _arrival(dice: random.Random) -> float:
    """Where in the evening somebody begins, from 0 to 1, denser toward its end."""
    return log(1 + dice.random() * (exp(STEEPNESS) - 1)) / STEEPNESS


def waiting(work: list[float], capacity: float) -> float:
    """The 99th percentile of seconds that what arrives waits, where ``capacity`` seconds of work are done in each second."""
    behind, waits = 0.0, []
    for arrived in work:
        waits.append(behind / capacity)
        behind = max(0.0, behind + arrived - capacity)
    return sorted(waits)[int(len(waits) * 0.99)]


# --- tables


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def _measured(report: dict[str, Any]) -> str:
    sizes = sorted(int(size) for size in report["sizes"])
    rows = []
    for verdict in report["verdicts"]:
        if verdict["kind"] == "limit":
            continue
        shown = [_shown(report["sizes"][str(size)], verdict["task"]) for size in sizes]
        rows.append([verdict["task"], *shown, _growth(verdict), f"{verdict['must']}", {True: "met", False: "**not met**", None: "not judged"}[verdict["met"]]])
    taken = ", ".join(_when(size, report["sizes"][str(size)]) for size in sizes)
    processors = report["sizes"][str(sizes[-1])]["machine"]["processors"]
    return _table(["task", *(f"{size:,}" for size in sizes), "growth", "must", ""], rows) + f"\n\nMeasured on {processors} cores: {taken}."


def _when(size: int, found: dict[str, Any]) -> str:
    return f"{size:,} on {found['at']} (load {found['load_before']} before, {found['load_after']} after)"


def _shown(found: dict[str, Any], task: str) -> str:
    if task in found["works"]:
        return f"{found['works'][task]['seconds']:.2f} s"
    if task not in found["pages"]:
        return "not run"
    page = found["pages"][task]
    return f"{page['ms']} ms, {page['ratio']} {page['floor']}, {page['sql']} SQL"


def _growth(verdict: dict[str, Any]) -> str:
    if verdict["value"] is None:
        return "–"
    return f"n^{verdict['value']}" if verdict["kind"] == "exponent" else f"× {verdict['value']} of 1 000"


def _per_core(costs: Costs) -> str:
    requests = [[name, f"{1 / seconds:,.0f} a second"] for name, seconds in costs.requests.items()]
    works = [[work, f"{1 / seconds:,.0f} students a second" if seconds else "–"] for work, seconds in costs.works.items()]
    return _table(["task", "by one core"], [*requests, *works])


def _storage(costs: Costs) -> str:
    rows = []
    for one in SCENARIOS:
        yearly_gb, yearly_rows = one.students * costs.mb_a_student / 1024, one.students * max(costs.rows_a_student.values())
        split = next((f"after year {year}" for year in range(1, YEARS + 1) if yearly_rows * year > PARTITION_ROWS), "not within ten years")
        rows.append([one.name, f"{one.students:,}", f"{yearly_gb:,.1f} GB", f"{yearly_gb * YEARS:,.1f} GB", f"{yearly_rows * YEARS:,}", split])
    return _table(["installation", "students a year", "database after a year", "after ten", "rows of the largest tables then", "split by year"], rows)


def _machines(costs: Costs) -> str:
    rows = []
    for one in SCENARIOS:
        cores, busiest = cores_needed(costs, one.students)
        database = ceil(cores * DATABASE_SHARE)
        application = max(1, cores - database)
        replicas = max(0, ceil(database / REPLICA_CORES) - 1)
        machines = f"{ceil(application / CORES_OF_A_MACHINE)} × {CORES_OF_A_MACHINE} cores" if cores > CORES_OF_A_MACHINE else "the one machine"
        figures = [f"{one.students:,}", f"{one.organizations:,}", f"{busiest:,.0f}", f"{cores}"]
        rows.append([one.name, *figures, machines, f"{database} core{'s' * (database > 1)}", f"{replicas}" if replicas else "none"])
    head = ["installation", "students", "organizations", "requests a second, busiest minute", "cores in all", "application", "database", "read replicas"]
    return _table(head, rows)


def _limits(report: dict[str, Any]) -> str:
    """What has been run, and what is only calculated."""
    sizes = sorted(int(size) for size in report["sizes"])
    run = ", ".join(f"{size:,}" for size in sizes)
    largest = report["sizes"][str(sizes[-1])]
    seconds, entries = largest["works"]["seed"]["seconds"], largest["works"]["seed"]["entries"]
    lines = [f"**Run:** {run} students; the largest has {entries:,} entries of the ledger and {largest['works']['seed']['database_mb']:,} MB."]
    lines += [_beside_other_work(size, report["sizes"][str(size)]) for size in sizes if _is_busy(report["sizes"][str(size)])]
    if sizes[-1] < 100_000:
        lines.append(
            f"**Not run:** 100,000 students. At the rate of the largest run, seeding them takes {seconds / sizes[-1] * 100_000 / 60:.0f} min and "
            f"{(largest['works']['seed']['database_mb']) / sizes[-1] * 100_000 / 1024:.0f} GB; that is calculated, and nothing is claimed of it."
        )
    left_out = {size: [work for work in WORKS if work not in report["sizes"][str(size)]["works"]] for size in sizes}
    lines += [f"**Not run:** {', '.join(works)} with {size:,} students." for size, works in left_out.items() if works]
    lines.append("**Calculated, never run:** several machines, read replicas, tables split by year, and every figure of the two tables above.")
    return "\n\n".join(lines)


def _is_busy(found: dict[str, Any]) -> bool:
    return max(found["load_before"], found["load_after"]) > found["machine"]["processors"]


def _beside_other_work(size: int, found: dict[str, Any]) -> str:
    load, cores = max(found["load_before"], found["load_after"]), found["machine"]["processors"]
    return (
        f"**Beside other work:** the run of {size:,} had a load of {load} on {cores} cores, and floor F took {found['floor_ms']} ms. Its seconds, and whatever "
        "is calculated from them, are those of a machine that had little time for it: rather too slow than too fast."
    )


if __name__ == "__main__":
    sys.exit(main())
