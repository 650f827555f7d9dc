"""Reading jobs."""

from datetime import datetime, timedelta

from django.db.models import Max, Min, QuerySet

from lms.jobs.kinds import job_kinds
from lms.jobs.models import UNFINISHED, Job, Outbox, State, SweepSlot


def job_called(public_id: str) -> Job | None:
    return Job.objects.filter(public_id=public_id).first()


def title_of(job: Job) -> str:
    """What the job is called on screen: its own title, or the label of its kind."""
    return job.title or (job_kinds.get(job.kind).label if job.kind in job_kinds else job.kind)


def place_in_line(job: Job) -> int:
    """1 for the job that is next; 0 for one that does not wait."""
    if job.state != State.QUEUED:
        return 0
    return Job.objects.filter(state=State.QUEUED, pk__lte=job.pk).count()


def unfinished_jobs_of(owner: str) -> QuerySet[Job]:
    return Job.objects.filter(owner=owner, state__in=UNFINISHED)


def waiting_jobs(at: datetime) -> QuerySet[Job]:
    """Jobs that may be begun at ``at``, the longest waiting first."""
    return Job.objects.filter(state=State.QUEUED, outbox__due_at__lte=at).order_by("pk")


def unsent_messages(at: datetime) -> QuerySet[Outbox]:
    """Messages due at ``at`` that the broker has not taken, in the order they were asked for."""
    return Outbox.objects.filter(sent_at__isnull=True, due_at__lte=at, job__state=State.QUEUED).select_related("job").order_by("job_id")


def abandoned_jobs(at: datetime) -> QuerySet[Job]:
    """Running jobs whose lease ran out: their worker died, or stands still."""
    return Job.objects.filter(state=State.RUNNING, lease_until__lt=at).order_by("pk")


def messages_nobody_took(at: datetime, patience: timedelta) -> QuerySet[Outbox]:
    """Messages sent longer than ``patience`` ago whose job still waits: lost by the broker, or far back in a long line."""
    return Outbox.objects.filter(sent_at__lt=at - patience, job__state=State.QUEUED).order_by("job_id")


def last_sweep_at() -> datetime | None:
    """When a worker last began a shared sweep."""
    last: datetime | None = SweepSlot.objects.aggregate(last=Max("began_at"))["last"]
    return last


def longest_wait(at: datetime) -> timedelta:
    """How long the job has been due that has waited longest; zero when none waits."""
    first = waiting_jobs(at).aggregate(first=Min("outbox__due_at"))["first"]
    return at - first if first else timedelta(0)
