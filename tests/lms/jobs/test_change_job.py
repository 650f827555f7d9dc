"""What an owner may do with a job: cancel it, or ask for another try."""

import pytest
from django.db import transaction

from lms.audit.api import events_about, sentence_of
from lms.core.errors import Conflict, Forbidden, TooMany
from lms.jobs.actions.begin_again import retry_job
from lms.jobs.actions.clear_jobs import clear_jobs
from lms.jobs.actions.lease import claim
from lms.jobs.api import Job, cancel_job, enqueue, jobs_visible_to, place_in_line, run_job, title_of
from lms.jobs.models import Outbox
from tests.factories.people import UserFactory
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(bench: Bench) -> None:
    ana = UserFactory(preferred_name="Ana")
    job = enqueue("bench.write", {}, by=ana, title="Page 7")

    cancel_job(job, by=ana)
    run_job(job.public_id)

    assert (job.state, Outbox.objects.count(), bench.runs) == ("cancelled", 0, [])
    assert [sentence_of(event) for event in events_about("job", job.public_id)] == ["Ana canceled “Page 7”"]


def test_a_running_job_is_cancelled_and_its_worker_loses_it(bench: Bench) -> None:
    ana = UserFactory()
    job = enqueue("bench.write", {}, by=ana)
    claim(job.public_id)

    cancel_job(job, by=ana)

    assert (job.state, job.holder) == ("cancelled", "")


@pytest.mark.parametrize("kind", ["bench.write", "bench.refuse"])
def test_a_job_that_has_ended_cannot_be_cancelled(bench: Bench, kind: str) -> None:
    ana = UserFactory()
    job = enqueue(kind, {}, by=ana)
    run_job(job.public_id)

    with pytest.raises(Conflict, match="has already ended"), transaction.atomic():
        cancel_job(job, by=ana)

    assert events_about("job", job.public_id).count() == 0


def test_a_failed_job_is_begun_again_with_all_its_attempts(bench: Bench) -> None:
    ana = UserFactory()
    job = enqueue("bench.refuse", {}, by=ana)
    run_job(job.public_id)

    retry_job(job, by=ana)

    assert (job.state, job.attempts, job.failure, job.finished_at) == ("queued", 0, "", None)
    run_job(job.public_id)
    assert len(bench.runs) == 2


@pytest.mark.parametrize("prepare", [lambda job: None, lambda job: run_job(job.public_id), lambda job: claim(job.public_id)])
def test_only_a_failed_or_cancelled_job_can_be_begun_again(bench: Bench, prepare) -> None:
    ana = UserFactory()
    job = enqueue("bench.write", {}, by=ana)
    prepare(job)

    with pytest.raises(Conflict, match="nothing to try again"), transaction.atomic():
        retry_job(job, by=ana)


def test_another_try_counts_as_one_of_the_ten(bench: Bench) -> None:
    ana = UserFactory()
    failed = enqueue("bench.refuse", {}, by=ana)
    run_job(failed.public_id)
    for _ in range(10):
        enqueue("bench.write", {}, by=ana)

    with pytest.raises(TooMany), transaction.atomic():
        retry_job(failed, by=ana)

    assert Job.objects.get(pk=failed.pk).state == "failed"


def test_somebody_else_can_neither_cancel_nor_retry(bench: Bench) -> None:
    job, stranger = enqueue("bench.write", {}, by=UserFactory()), UserFactory()

    for change in (cancel_job, retry_job):
        with pytest.raises(Forbidden), transaction.atomic():
            change(job, by=stranger)

    assert Job.objects.get().state == "queued"


def test_the_list_and_the_single_question_agree(bench: Bench) -> None:
    ana, ben, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    everything = [enqueue("bench.write", {}, by=owner) for owner in (ana, ana, ben, gone, None)]

    for person in (ana, ben, gone, UserFactory()):
        assert set(jobs_visible_to(person)) == {job for job in everything if person.has_perm("jobs.view_job", job)}
    assert set(jobs_visible_to(ana)) == set(everything[:2])


def test_a_place_in_line_counts_everybodys_waiting_jobs(bench: Bench) -> None:
    first, second, third = [enqueue("bench.write", {}, by=owner) for owner in ("ana", None, "ben")]

    assert [place_in_line(job) for job in (first, second, third)] == [1, 2, 3]
    run_job(first.public_id)
    first.refresh_from_db()
    assert [place_in_line(job) for job in (first, second, third)] == [0, 1, 2]


def test_a_job_is_called_by_its_title_or_by_its_kind(bench: Bench) -> None:
    assert title_of(enqueue("bench.write", {}, by="ana", title="Page 7")) == "Page 7"
    assert title_of(enqueue("bench.write", {}, by="ana")) == "A page written"
    assert title_of(Job(kind="old.kind")) == "old.kind"


def test_old_ended_jobs_are_cleared_and_nothing_else(bench: Bench) -> None:
    old, fresh, waiting = [enqueue("bench.write", {}, by="ana") for _ in range(3)]
    run_job(old.public_id)
    run_job(fresh.public_id)
    old.refresh_from_db()
    Job.objects.filter(pk=old.pk).update(finished_at=old.finished_at.replace(year=old.finished_at.year - 1))

    clear_jobs()

    assert set(Job.objects.all()) == {fresh, waiting}
