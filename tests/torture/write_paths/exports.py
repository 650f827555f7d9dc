"""Files that workers write: a record, a gradebook, everything about a person. A job that was cut off is done again."""

from typing import Any

from lms.jobs.actions.recover_jobs import recover_jobs
from lms.jobs.api import enqueue, run_job
from lms.jobs.models import Job
from lms.people.models import User
from lms.site.own_export import jobs as own_export
from tests.factories.certificates import credited
from tests.torture.marking import forget_leases
from tests.torture.write_paths.base import World, WritePath

WORKER = ("jobs.after_claim", "jobs.before_finish")


def to_export_own(world: World) -> dict[str, Any]:
    place = world.place()
    credited(place)
    return _asked(own_export.KIND, {"language": "en-us"}, place.student)


def to_export_gradebook(world: World) -> dict[str, Any]:
    place = world.place()
    return _asked("assessments.gradebook", {"cohort": place.cohort.slug, "format": "csv"}, world.person("coordinator", place))


def to_export_record(world: World) -> dict[str, Any]:
    place = world.place()
    credited(place)
    payload = {"scope": "cohort", "called": place.cohort.slug, "campuses": [place.cohort.campus.slug], "format": "csv", "as_of": None}
    return _asked("accreditation.export_records", payload, world.person("coordinator", place))


def _asked(kind: str, payload: dict[str, Any], by: User) -> dict[str, Any]:
    return {"job": enqueue(kind, payload, by=by).public_id}


def work(job: str) -> list[Any]:
    """A worker that takes up what a dead one left: its lease is over by now."""
    forget_leases()
    recover_jobs()
    run_job(job)
    done = Job.objects.get(public_id=job)
    return [done.state, done.result]


PATHS = [
    WritePath("own export", to_export_own, work, (*WORKER, "own_export.stored", "vault.after_write", "vault.after_row"), at_once=False),
    WritePath("gradebook", to_export_gradebook, work, (*WORKER, "gradebook.stored"), at_once=False),
    WritePath("record of a cohort", to_export_record, work, (*WORKER, "record_export.stored"), at_once=False),
]
