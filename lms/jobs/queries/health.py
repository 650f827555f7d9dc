"""How background work goes: figures over all jobs, for who looks after the installation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q

from lms.jobs.kinds import sweeps
from lms.jobs.models import Job, State, SweepSlot
from lms.jobs.queries.jobs import unsent_messages

LATELY = timedelta(hours=24)


@dataclass(frozen=True)
class Work:
    """``waiting``: may be begun now; ``later``: will be tried again at a set time; ``failed``: within 24 hours.

    ``oldest``: when the job that waits longest could first have been begun; ``begun``: when a worker last took one.
    """

    waiting: int
    later: int
    running: int
    failed: int
    oldest: datetime | None
    begun: datetime | None


@dataclass(frozen=True)
class Unsent:
    """Messages that are due and that the broker has not taken, and since when the first of them is."""

    count: int
    since: datetime | None


def work_at(at: datetime) -> Work:
    queued = Q(state=State.QUEUED)
    found = Job.objects.filter(Q(state__in=[State.QUEUED, State.RUNNING]) | Q(state=State.FAILED, finished_at__gt=at - LATELY)).aggregate(
        waiting=Count("pk", filter=queued & Q(outbox__due_at__lte=at)),
        later=Count("pk", filter=queued & Q(outbox__due_at__gt=at)),
        running=Count("pk", filter=Q(state=State.RUNNING)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        oldest=Min("outbox__due_at", filter=queued & Q(outbox__due_at__lte=at)),
    )
    return Work(**found, begun=Job.objects.aggregate(last=Max("started_at"))["last"])


def unsent_at(at: datetime) -> Unsent:
    found = unsent_messages(at).order_by().aggregate(count=Count("pk"), since=Min("due_at"))
    return Unsent(**found)


def failed_kinds(at: datetime) -> dict[str, int]:
    """How many jobs of each kind failed within 24 hours, the most first."""
    rows = Job.objects.filter(state=State.FAILED, finished_at__gt=at - LATELY).values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    return dict(rows)


def failed_since(kinds: tuple[str, ...], since: datetime) -> int:
    """Jobs of ``kinds`` that failed for good after ``since``."""
    return Job.objects.filter(kind__in=kinds, state=State.FAILED, finished_at__gt=since).count()


def tried_again(kinds: tuple[str, ...]) -> int:
    """Jobs of ``kinds`` that met an error and will be tried again."""
    return Job.objects.filter(kind__in=kinds, state=State.QUEUED, attempts__gt=0).count()


def last_sweep() -> datetime | None:
    """When any shared sweep was last begun."""
    return SweepSlot.objects.aggregate(last=Max("began_at"))["last"]


def late_sweeps(at: datetime, patience: timedelta) -> list[str]:
    """Shared sweeps that were begun once and whose next turn passed more than ``patience`` ago."""
    every = {sweep.name: timedelta(seconds=sweep.every_seconds) for sweep in sweeps if sweep.shared}
    began = SweepSlot.objects.filter(name__in=every, began_at__isnull=False).values_list("name", "began_at")
    return sorted(name for name, moment in began if moment is not None and moment + every[name] + patience < at)
