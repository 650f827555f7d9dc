"""Asking for background work is part of the transaction that asks."""

from typing import Any

import pytest
from django.db import transaction

from lms.core.errors import TooMany
from lms.core.registry import UnknownKind
from lms.jobs.api import Job, enqueue, run_job
from lms.jobs.models import Outbox
from tests.factories.people import UserFactory
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db


def test_a_job_waits_with_its_message_beside_it(bench: Bench) -> None:
    ana = UserFactory()

    job = enqueue("bench.write", {"page": 7}, by=ana, campus="north", title="Page 7")

    stored = Job.objects.get(public_id=job.public_id)
    assert (stored.kind, stored.payload, stored.state, stored.owner) == ("bench.write", {"page": 7}, "queued", ana.public_id)
    assert (stored.campus, stored.title, stored.attempts, stored.result) == ("north", "Page 7", 0, None)
    assert Outbox.objects.get().job == stored


def test_a_job_may_be_asked_for_by_a_public_id_or_by_the_system(bench: Bench) -> None:
    assert enqueue("bench.write", {}, by="ana").owner == "ana"
    assert enqueue("bench.write", {}, by=None).owner == ""


def test_a_job_of_an_unknown_kind_is_refused(bench: Bench) -> None:
    with pytest.raises(UnknownKind, match=r"There is no kind of job called “bench\.vanish”"):
        enqueue("bench.vanish", {}, by=None)

    assert (Job.objects.count(), Outbox.objects.count()) == (0, 0)


def test_a_transaction_that_rolls_back_takes_its_job_along(bench: Bench) -> None:
    with transaction.atomic():
        enqueue("bench.write", {}, by=None)
        transaction.set_rollback(True)

    assert (Job.objects.count(), Outbox.objects.count()) == (0, 0)


def test_nothing_is_sent_before_the_transaction_commits(bench: Bench, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("bench.write", {}, by=None)
        before = Outbox.objects.get().sent_at

    assert before is None
    assert Outbox.objects.get().sent_at is not None


@pytest.mark.parametrize("payload", [{"when": object()}, {"of": {1, 2}}])
def test_a_payload_that_json_cannot_hold_is_refused(bench: Bench, payload: dict) -> None:
    with pytest.raises(TypeError), transaction.atomic():
        enqueue("bench.write", payload, by=None)

    assert Job.objects.count() == 0


def test_the_same_key_gives_the_same_job(bench: Bench) -> None:
    first = enqueue("bench.write", {"page": 1}, by="ana", key="page")

    second = enqueue("bench.write", {"page": 2}, by="ana", key="page")

    assert second == first
    assert (Job.objects.get().payload, Outbox.objects.count()) == ({"page": 1}, 1)


def test_a_finished_job_is_not_begun_again_by_its_key(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana", key="page")
    run_job(job.public_id)

    again = enqueue("bench.write", {}, by="ana", key="page")

    assert (again.pk, again.state) == (job.pk, "done")


def test_a_failed_job_is_begun_again_by_its_key(bench: Bench) -> None:
    job = enqueue("bench.refuse", {}, by="ana", key="page")
    run_job(job.public_id)

    again = enqueue("bench.refuse", {}, by="ana", key="page")

    assert (again.pk, again.state, again.failure, again.attempts) == (job.pk, "queued", "", 0)
    assert Outbox.objects.get().sent_at is None


def test_two_people_may_use_the_same_key(bench: Bench) -> None:
    assert enqueue("bench.write", {}, by="ana", key="page") != enqueue("bench.write", {}, by="ben", key="page")


def test_the_eleventh_unfinished_job_of_a_person_is_refused(bench: Bench) -> None:
    first, *_ = [enqueue("bench.write", {}, by="ana") for _ in range(10)]

    with pytest.raises(TooMany, match="You already have 10 jobs waiting or under way"), transaction.atomic():
        enqueue("bench.write", {}, by="ana")

    assert Job.objects.count() == 10
    run_job(first.public_id)
    assert enqueue("bench.write", {}, by="ana").state == "queued"


def test_the_limit_is_each_persons_own_and_not_the_systems(bench: Bench) -> None:
    for _ in range(10):
        enqueue("bench.write", {}, by="ana")

    enqueue("bench.write", {}, by="ben")
    for _ in range(11):
        enqueue("bench.write", {}, by=None)

    assert Job.objects.count() == 22


def test_asking_again_for_a_job_that_waits_does_not_count_as_an_eleventh(bench: Bench) -> None:
    jobs = [enqueue("bench.write", {}, by="ana", key=f"page-{number}") for number in range(10)]

    assert enqueue("bench.write", {}, by="ana", key="page-0") == jobs[0]


def test_beginning_a_failed_job_again_counts(bench: Bench) -> None:
    failed = enqueue("bench.refuse", {}, by="ana", key="failed")
    run_job(failed.public_id)
    for _ in range(10):
        enqueue("bench.write", {}, by="ana")

    with pytest.raises(TooMany), transaction.atomic():
        enqueue("bench.refuse", {}, by="ana", key="failed")

    failed.refresh_from_db()
    assert failed.state == "failed"
