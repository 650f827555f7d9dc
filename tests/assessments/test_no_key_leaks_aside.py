"""The canary run beside the routes: forms, links that pages give, scripts, search, Wagtail, errors, saved files and feeds.

See ``test_no_key_leaks`` for the course whose keys are canaries.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.search.backends import get_search_backends

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, QuestionVersion
from curriculum.actions.make_calendar_feed import make_student_feed
from curriculum.models import Enrollment, LessonPage, SearchEntry
from lms.core.limits import PerMinute
from tests.factories.canary import canaries_in, canary
from tests.factories.course import signed_in
from tests.factories.kept_keys import CITED, known_names, leaks, letters, paths, poisoned_place, routes_asked, secrets_in, secrets_of, settings, sit
from tests.lms.questions.test_contract_secrets import SECRET_FIGURE
from tests.project.routes import every_route

pytestmark = [pytest.mark.django_db, pytest.mark.services]
LINK = re.compile(r"""(?:href|src|action|hx-get|data-[a-z-]+)=["'](/[^"'\s]*)["']""")


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return poisoned_place(tmp_path / "course")


@pytest.fixture
def attempt(place: Enrollment) -> Attempt:
    """One that is over, and whose key is never shown; a second one runs."""
    page = settings(show_key="never", show_explanation="never")
    over, _ = sit(place, signed_in(place.student))
    start_attempt(assessment=page, enrollment=place, by=place.student)
    return over


def secret_words() -> set[str]:
    """Every secret text, as it is stored."""
    stored = " ".join(json.dumps([one.content, one.explanation], ensure_ascii=False) for one in QuestionVersion.objects.all())
    checks = canaries_in(json.dumps(LessonPage.objects.get(slug="one").body.get_prep_value(), ensure_ascii=False))
    found = {canary(one.campus, one.field, one.owner) for one in canaries_in(stored) | checks}
    return found | {SECRET_FIGURE, *CITED}


def reached(student: Client, start: list[str]) -> Iterator[tuple[str, Any]]:
    """Every page of this site that links lead to, each once."""
    seen, waiting = set(start), list(start)
    while waiting:
        path = waiting.pop()
        response = student.get(path)
        yield path, response
        if "html" in response.headers.get("Content-Type", "") and not response.streaming:
            links = {unescape(link).split("#")[0] for link in LINK.findall(response.content.decode())}
            fresh = sorted(link for link in links - seen if not link.startswith((site.STATIC_URL, reverse("account_logout"), reverse("site:language"))))
            seen |= set(fresh)
            waiting += fresh


def test_no_link_leads_to_a_key(place: Enrollment, attempt: Attempt) -> None:
    told = {path: secrets_of(response) for path, response in reached(signed_in(place.student), ["/", *paths(place, attempt)])}

    assert {path: secrets for path, secrets in told.items() if secrets} == {}
    assert {f"/attempts/{attempt.public_id}/result/", LessonPage.objects.get(slug="one").url, "/record/results/", "/search/"} <= set(told)
    assert len(told) > 100


def test_no_form_answers_with_a_key(place: Enrollment, attempt: Attempt) -> None:
    student, running = signed_in(place.student), place.attempts.get(state="in_progress")
    asked = [
        route.path(**known_names(place, one)) for one in (attempt, running) for route in routes_asked(known_names(place, one)) if route.name != "study:check"
    ]

    told = {
        (path, accept): secrets_of(student.post(path, {"key": "again", "q1": "a"}, headers={"accept": accept}))
        for path in asked
        for accept in ("text/html", "application/json")
    }

    assert {where: secrets for where, secrets in told.items() if secrets} == {}
    assert {name: secrets for name, secrets in letters().items() if secrets} == {}
    assert student.get("/record/results/").status_code == 200  # nothing of it signed the student out


def test_a_check_of_a_lesson_tells_its_key_to_whoever_answered_it_only(place: Enrollment) -> None:
    student, known = signed_in(place.student), known_names(place, None)
    where = reverse("study:check", kwargs={"snapshot": known["snapshot"], "check": "check-1"})

    before = (
        secrets_of(student.get(f"/study/offline/{known['lesson']}/")),
        secrets_of(student.get(where)),
        secrets_of(student.post(where, headers={"HX-Request": "true"})),
    )
    after = secrets_of(student.post(where, {"check-1": "a"}, headers={"HX-Request": "true"}))

    assert before == ([], [], [])
    assert after != []


def test_no_search_finds_or_keeps_a_key(place: Enrollment, attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("rebuild_search")
    monkeypatch.setattr("lms.site.views._searches", PerMinute("every_word", 1000))
    student, secret = signed_in(place.student), secret_words()

    found = {word: groups for word in secret if (groups := student.get("/search/", {"q": word}).context["groups"])}
    told = {word: secrets for word in ("represent", "what does it say", "lesson", "which one") if (secrets := secrets_of(student.get("/search/", {"q": word})))}
    kept = secrets_in(" ".join(f"{one.title} {one.keywords} {one.text} {one.address}" for one in SearchEntry.objects.all()))

    assert (found, told, kept) == ({}, {}, [])
    assert student.get("/search/", {"q": "words to read"}).context["count"] > 0


def test_wagtails_own_index_finds_no_page_by_a_key(place: Enrollment, attempt: Attempt) -> None:
    call_command("update_index", verbosity=0)

    found = {word: hits for word in secret_words() for backend in get_search_backends() if (hits := list(backend.search(word, AssessmentPage)))}

    assert found == {}


def test_wagtail_shows_a_student_nothing(place: Enrollment, attempt: Attempt) -> None:
    student, page = signed_in(place.student), AssessmentPage.objects.get()
    pages = dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "page_pk", "object_id", "pk", "item_id"), page.pk)
    texts = {"app_label": "assessments", "model_name": "assessmentpage", "mode": "draft", "action": "publish", "slug": page.slug, "revision_id": 1}

    told = {}
    for route in every_route():
        if route.template.startswith("/cms/"):
            path = route.path(**{name: {**pages, **texts}.get(name, "1") for name in route.arguments})
            told[path] = secrets_of(student.get(path)) + secrets_of(student.post(path))

    assert {path: secrets for path, secrets in told.items() if secrets} == {}
    assert len(told) > 100


def test_no_script_holds_a_key(place: Enrollment) -> None:
    told = {}
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name.endswith((".js", ".css", ".json", ".svg", ".html", ".map")):
                with storage.open(name) as file:
                    told[name] = [secret for secret in secrets_in(file.read()) if secret != SECRET_FIGURE]

    assert {name: secrets for name, secrets in told.items() if secrets} == {}
    assert len(told) > 20


def test_no_feed_or_saved_file_holds_a_key(place: Enrollment, attempt: Attempt) -> None:
    student, lesson = signed_in(place.student), LessonPage.objects.get(slug="one")
    feed = make_student_feed(student=place.student).removeprefix(site.SITE_URL)

    assert leaks(student, [feed, "/notes/export/", f"/study/offline/{lesson.public_id}/"]) == {}
