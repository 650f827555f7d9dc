"""What a growth run does in processes of its own: preparing tables and course, the works that go through everybody, signing in who reads pages.

Each work is a fork of one process, so that its memory is its own and Django is loaded once.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.growth import OF_A_CAMPUS, READERS

FEWEST_CAMPUSES = 2


def main(what: str, *arguments: str) -> int:
    import django

    django.setup()
    if what == "prepare":
        _prepare()
    elif what == "readers":
        print(json.dumps(_readers()))
    else:
        students, processes = map(int, arguments[:2])
        print(json.dumps({work: _forked(work, students, processes) for work in arguments[2:]}))
    return 0


def _forked(work: str, students: int, processes: int) -> dict[str, Any]:
    """One work, measured in a fork. Raises ``RuntimeError`` where it failed."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_measured, args=(work, students, processes, theirs))
    child.start()
    theirs.close()
    try:
        found: dict[str, Any] = ours.recv()
    except EOFError:
        raise RuntimeError(f"The work “{work}” failed.") from None
    child.join()
    print(f"{students:>7,} students: {work:<10} {found['seconds']:>9.2f} s for {found['output']:,}", file=sys.stderr, flush=True)
    return found


def _measured(work: str, students: int, processes: int, tell: Any) -> None:
    """Seconds by the clock and of the processor (of this process and its children, not of the database), peak MB, and how much came out."""
    shares = _campuses(students) if work == "seed" else []
    do: Callable[[], dict[str, Any]] = {
        "seed": lambda: _seed(processes, shares), "anchor": _anchor, "verify": _verify, "csv": _csv, "summary": _summary, "readiness": _readiness,
    }[work]  # fmt: skip
    begun, busy = time.perf_counter(), _processor()
    found = do()
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    taken = {"seconds": round(time.perf_counter() - begun, 3), "processor": round(_processor() - busy, 3), "peak_mb": round(max(peaks) / 1024)}
    tell.send({**taken, **found, **_after(work)})


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _prepare() -> None:
    """Tables, files and course: not what is measured."""
    from django.core.management import call_command

    from benchmarks import course
    from curriculum.api import load_folder

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        load_folder(course.write(Path(folder)))


def _campuses(students: int) -> list[tuple[Any, int]]:
    """Campuses with their shares of the students."""
    from lms.people.models import Campus

    count = max(FEWEST_CAMPUSES, -(-students // OF_A_CAMPUS))
    campuses = [Campus.objects.create(slug=f"campus-{number}", name=f"Campus {number}", time_zone="America/New_York") for number in range(1, count + 1)]
    return [(campus, students // count + (place < students % count)) for place, campus in enumerate(campuses)]


def _seed(processes: int, shares: list[tuple[Any, int]]) -> dict[str, Any]:
    from curriculum.models import ProgramPage
    from lms.site.demonstration.many.seed import seed_many

    made = seed_many(shares=shares, program=ProgramPage.objects.get(slug="bench"), processes=processes, progress=_tell)
    return {"output": made.students, "entries": made.entries, "cohorts": made.cohorts, "campuses": len(shares)}


def _tell(done: int, total: int, message: str) -> None:
    """A line now and then: the largest run seeds for half an hour."""
    if done % max(1, total // 20) == 0:
        print(f"        {message}: {done} of {total}", file=sys.stderr, flush=True)


def _readers() -> dict[str, Any]:
    """Sessions of students, of who coordinates a campus and who is an officer of it."""
    from accreditation.models import SponsoringOrganization
    from benchmarks.signed_in import session_key, staff_member
    from lms.people.models import Campus, User

    campus = Campus.objects.get(slug="campus-1")
    own = User.objects.filter(memberships__campus=campus, memberships__role="student").order_by("pk").values_list("pk", flat=True)[:READERS]
    students = User.objects.filter(pk__in=list(own)).order_by("pk")
    students.update(is_demonstration=False)  # accounts of a demonstration do not sign in where the settings of production hold
    return {
        "students": [session_key(student) for student in students], "coordinator": session_key(staff_member("coordinator", [campus])),
        "officer": session_key(staff_member("officer", [campus])), "organization": SponsoringOrganization.objects.get().public_id,
    }  # fmt: skip


def _after(work: str) -> dict[str, Any]:
    """After seeding: an organization that sponsors all campuses, the server's housekeeping, and what the tables take."""
    if work != "seed":
        return {}
    from django.db import connection

    from accreditation.models import SponsoringOrganization
    from lms.people.models import Campus

    sponsor = SponsoringOrganization.objects.create(legal_name="Harbor Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02108")
    sponsor.campuses.set(Campus.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute
        cursor.execute("SELECT pg_database_size(current_database())")
        whole = cursor.fetchone()[0]
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid), pg_indexes_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "ORDER BY 2 DESC LIMIT 12"
        )
        tables = {name: {"mb": round(size / 2**20, 1), "of_it_indexes_mb": round(indexes / 2**20, 1)} for name, size, indexes in cursor.fetchall()}
        cursor.execute(
            "SELECT CASE WHEN student_id IN (SELECT student_id FROM curriculum_studysegment WHERE last_ordinal - first_ordinal > 10) THEN 'every beat' "
            "ELSE 'one short session' END, round(avg(length(lines))) FROM curriculum_studysegment GROUP BY 1"
        )
        segment_bytes = {kind: int(size) for kind, size in cursor.fetchall()}
    return {"database_mb": round(whole / 2**20), "tables": tables, "segment_bytes": segment_bytes}


def _anchor() -> dict[str, Any]:
    from accreditation.api import take_anchor
    from accreditation.models import LedgerHead

    take_anchor()
    return {"output": LedgerHead.objects.count()}


def _verify() -> dict[str, Any]:
    from accreditation.api import verify

    found = verify()
    if not found.ok:
        raise AssertionError(f"The ledger of the run does not hold: {found.first_bad}.")
    return {"output": found.students, "entries": found.entries, "anchors": found.anchors}


def _csv() -> dict[str, Any]:
    """The wide record of everybody whom the organization sponsors; lines without the heading."""
    from accreditation.actions.export_records import export_records
    from accreditation.models import SponsoringOrganization
    from accreditation.queries.record_scopes import record_scope
    from accreditation.record_formats import record_formats

    scope = record_scope("organization", SponsoringOrganization.objects.get().public_id)
    assert scope is not None
    count = size = 0
    for block in export_records(record_format=record_formats.get("csv"), scope=scope):
        count, size = count + block.count(b"\n"), size + len(block)
    return {"output": count - 1, "megabytes": round(size / 2**20, 2)}


def _summary() -> dict[str, Any]:
    from accreditation.models import SponsoringOrganization
    from accreditation.queries.annual_summary import annual_summary

    found = annual_summary(SponsoringOrganization.objects.get(), time.gmtime().tm_year)
    return {"output": next(line.value for line in found.lines if line.label == "People credited with training")}


def _readiness() -> dict[str, Any]:
    """Of every cohort in turn, as boards and lists ask for it."""
    from accreditation.queries.readiness import readiness_of
    from curriculum.api import open_cohorts, roster
    from lms.core.clock import local_date, now

    judged = 0
    for cohort in open_cohorts():
        today = local_date(now(), cohort.campus.time_zone)
        judged += len(readiness_of(list(roster(cohort)), "doj-partial-initial", today))
    return {"output": judged}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
