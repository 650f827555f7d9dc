"""What an owner sees of background work."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lms.core.clock import now
from lms.jobs.actions.lease import claim
from lms.jobs.api import Job, enqueue, register_job, run_job
from lms.jobs.models import Outbox
from tests.factories.people import UserFactory
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def ana() -> Any:
    return UserFactory()


def text_of(response: Any) -> str:
    """The words of the page, as they are read."""
    inside = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", inside.group() if inside else response.content.decode()).split())


def page(person: Any, job: Job, **options: Any) -> Any:
    return as_(person).get(reverse("jobs:job", args=[job.public_id]), **options)


def test_a_waiting_job_shows_its_place_in_line(ana: Any, bench: Bench) -> None:
    enqueue("bench.write", {}, by=None)
    job = enqueue("bench.write", {}, by=ana, title="Records of Fall 2026")

    text = text_of(page(ana, job))

    assert "Records of Fall 2026" in text
    assert "Waiting for a free worker You are second in line" in text


@pytest.mark.parametrize(("ahead", "words"), [(0, "You are next in line"), (9, "You are tenth in line"), (10, "10 jobs are ahead of yours")])
def test_the_place_is_said_in_words(ana: Any, bench: Bench, ahead: int, words: str) -> None:
    for _ in range(ahead):
        enqueue("bench.write", {}, by=None)

    assert words in text_of(page(ana, enqueue("bench.write", {}, by=ana)))


def test_a_running_job_shows_real_progress(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    claim(job.public_id).advance(7, 12, "Joining 12 documents")

    response = page(ana, job)

    assert "Joining 12 documents 7 of 12" in text_of(response)
    assert '<progress class="bar" value="7" max="12" aria-label="Joining 12 documents">' in response.content.decode()


def test_a_running_job_without_figures_says_that_it_has_begun(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    claim(job.public_id)

    assert "Under way Started" in text_of(page(ana, job))


def test_an_interrupted_job_says_that_it_begins_again(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.stumble", {"times": 1}, by=ana)
    run_job(job.public_id)

    assert "Interrupted; it begins again by itself" in text_of(page(ana, job))


def test_the_page_follows_an_unfinished_job_with_and_without_scripts(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)

    content = page(ana, job).content.decode()

    assert f'hx-get="/jobs/{job.public_id}/progress/" hx-trigger="every 1s"' in content
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in content


def test_the_page_of_an_ended_job_stands_still(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    run_job(job.public_id)

    content = page(ana, job).content.decode()

    assert "hx-trigger" not in content
    assert "http-equiv" not in content


def test_the_moving_part_is_a_part(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)

    response = as_(ana).get(reverse("jobs:progress", args=[job.public_id]), headers=HTMX)

    assert "<html" not in response.content.decode()
    assert "You are next in line" in text_of(response)


def test_the_moving_part_asks_for_the_whole_page_once_the_job_has_ended(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    run_job(job.public_id)

    response = as_(ana).get(reverse("jobs:progress", args=[job.public_id]), headers=HTMX)

    assert (response.headers["HX-Refresh"], response.content) == ("true", b"")


def test_a_done_job_offers_its_file_and_where_to_go_on(ana: Any, bench: Bench) -> None:
    register_job("bench.file", lambda job: {"file": "F" * 22, "url": "/record/", "sentence": "30 students, 412 entries."}, label="Records")
    job = enqueue("bench.file", {}, by=ana)
    run_job(job.public_id)

    response = page(ana, job)

    content = response.content.decode()
    assert "<title>Ready: Records · Pathway</title>" in content
    assert f'href="/files/{"F" * 22}/" download' in content
    assert 'href="/record/"' in content
    assert "30 students, 412 entries." in text_of(response)


def test_a_failed_job_says_why_and_what_to_do(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.refuse", {}, by=ana)
    run_job(job.public_id)

    response = page(ana, job)

    assert "Ana Rivera has no legal name yet. Add it to her profile, then try again." in text_of(response)
    assert f'<form method="post" action="/jobs/{job.public_id}/again/">' in response.content.decode()
    assert f"Support can find it by the number {job.public_id}." in text_of(response)


def test_texts_of_people_are_shown_as_text(ana: Any, bench: Bench) -> None:
    evil = "<script>alert(1)</script>"
    register_job("bench.evil", lambda job: {"sentence": evil}, label="Evil")
    job = enqueue("bench.evil", {}, by=ana, title=evil)
    claimed = page(ana, job).content.decode()
    run_job(job.public_id)

    done = page(ana, job).content.decode()

    assert evil not in claimed + done
    assert "&lt;script&gt;" in done


def test_an_owner_cancels_and_begins_again(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    client = as_(ana)

    cancelled = client.post(reverse("jobs:cancel", args=[job.public_id]), follow=True)
    begun = client.post(reverse("jobs:again", args=[job.public_id]), follow=True)

    assert "You canceled this work. Nothing was made." in text_of(cancelled)
    assert "You are next in line" in text_of(begun)


def test_a_second_click_on_cancel_is_refused_in_words(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    client = as_(ana)
    client.post(reverse("jobs:cancel", args=[job.public_id]))

    response = client.post(reverse("jobs:cancel", args=[job.public_id]), headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["sentence"]) == (409, "This work has already ended, so there is nothing to cancel.")


@pytest.mark.parametrize(("route", "method"), [("job", "get"), ("progress", "get"), ("cancel", "post"), ("again", "post")])
def test_somebody_elses_job_and_one_that_never_was_look_the_same(bench: Bench, route: str, method: str) -> None:
    theirs, stranger = enqueue("bench.write", {}, by=UserFactory()), as_(UserFactory())

    seen = [getattr(stranger, method)(reverse(f"jobs:{route}", args=[public_id])) for public_id in (theirs.public_id, "A" * 22)]

    assert [response.status_code for response in seen] == [404, 404]
    assert Job.objects.get().state == "queued"


@pytest.mark.parametrize(("route", "method"), [("job", "post"), ("progress", "post"), ("cancel", "get"), ("again", "get")])
def test_each_route_takes_its_own_method_only(ana: Any, bench: Bench, route: str, method: str) -> None:
    job = enqueue("bench.write", {}, by=ana)

    assert getattr(as_(ana), method)(reverse(f"jobs:{route}", args=[job.public_id])).status_code == 405


@pytest.mark.parametrize("route", ["job", "progress"])
def test_a_visitor_signs_in_first(client: Client, bench: Bench, route: str) -> None:
    job = enqueue("bench.write", {}, by=UserFactory())

    assert client.get(reverse(f"jobs:{route}", args=[job.public_id])).status_code == 302


def test_the_list_shows_ones_own_jobs_newest_first(ana: Any, bench: Bench) -> None:
    enqueue("bench.write", {}, by=UserFactory(), title="Somebody else’s")
    for title in ("First", "Second"):
        enqueue("bench.write", {}, by=ana, title=title)

    text = text_of(as_(ana).get(reverse("jobs:jobs")))

    assert re.search(r"Second .* Waiting .*First .* Waiting", text)
    assert "Somebody" not in text


def test_the_list_names_every_state(ana: Any, bench: Bench) -> None:
    for kind in ("bench.write", "bench.refuse", "bench.stumble"):
        run_job(enqueue(kind, {"times": 1}, by=ana).public_id)
    claim(enqueue("bench.write", {}, by=ana).public_id)
    cancelled = enqueue("bench.write", {}, by=ana)
    as_(ana).post(reverse("jobs:cancel", args=[cancelled.public_id]))

    text = text_of(as_(ana).get(reverse("jobs:jobs")))

    assert re.findall(r"Canceled|Under way|Waiting|Failed|Ready", text) == ["Canceled", "Under way", "Waiting", "Failed", "Ready"]


def test_the_empty_list_says_what_will_be_here(ana: Any) -> None:
    assert "Nothing here yet" in text_of(as_(ana).get(reverse("jobs:jobs")))


def test_a_long_list_has_pages(ana: Any, bench: Bench) -> None:
    Job.objects.bulk_create([Job(kind="bench.write", owner=ana.public_id, state="done", finished_at=now()) for _ in range(26)])

    first, second = [as_(ana).get(reverse("jobs:jobs"), {"page": number}) for number in (1, 2)]

    assert "Page 1 of 2" in text_of(first)
    assert text_of(second).count("Ready") == 1


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_list_takes_as_many_queries_for_one_job_as_for_twenty(ana: Any, bench: Bench, number: int, django_assert_num_queries: Any) -> None:
    Job.objects.bulk_create([Job(kind="bench.write", owner=ana.public_id) for _ in range(number)])
    client = as_(ana)
    client.get(reverse("jobs:jobs"))

    with django_assert_num_queries(5):  # session, person, memberships, how many, which
        client.get(reverse("jobs:jobs"))


def test_a_page_says_when_in_the_readers_time(ana: Any, bench: Bench) -> None:
    job = enqueue("bench.write", {}, by=ana)
    run_job(job.public_id)
    Job.objects.update(finished_at=now() - timedelta(days=1))
    Outbox.objects.all().delete()

    assert re.search(r"Finished \w+ \d+, \d{4}, \d+:\d\d [ap]m\.", text_of(page(ana, job)))
