"""Every page of ours, wide and narrow, light and dark: axe finds nothing, no script fails, no policy is broken, nothing scrolls sideways."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.propose_correction import propose_correction
from accreditation.models import Certificate, Entry
from assessments.models import Attempt
from curriculum.actions.change_status import change_status
from curriculum.models import Authority, GlossaryTerm, LawChange
from tests.factories.course import member
from tests.journeys.campus import Life, everybody_accepts, north
from tests.journeys.conftest import Visitor
from tests.journeys.test_certificate import complete_course
from tests.project.routes import every_route

pytestmark = [pytest.mark.browser, pytest.mark.separate]

# WCAG 2.2 AA, its target size included, and what axe calls best practice
RULES = {"rules": {"target-size": {"enabled": True}}}
NOT_THERE = ("/verify/unknown/", "/no-such-page/")
SIZES = [{"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}]
ANYBODY = ["/", "/accounts/login/", "/accounts/password/reset/", "/privacy/", "/verify/{code}/", "/verify/unknown/", "/no-such-page/"]
EVERYBODY = ["/", "/account/", "/notices/", "/jobs/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/webauthn/"]
STUDENT = [
    "/law/", "/law/8-CFR-1292-1/", "/law/terms/", "/law/terms/{term}/",
    "/learn/small-course/", "/learn/small-course/first-module/", "/learn/small-course/first-module/one/", "/learn/small-course/first-module/first-quiz/",
    "/attempts/{attempt}/result/", "/record/", "/record/entries/1/", "/record/time/{enrollment}/{lesson}/", "/record/revisions/{revision}/",
]  # fmt: skip
COORDINATOR = [
    "/cohorts/", "/cohorts/north-fall/", "/cohorts/north-fall/records/", "/cohorts/people/{enrollment}/", "/cohorts/people/{enrollment}/entries/1/",
    "/cohorts/people/{enrollment}/entries/1/correct/", "/cohorts/approvals/", "/cohorts/new/",
    "/cohorts/north-fall/enrollments/", "/people/", "/people/invite/", "/people/{student}/",
]  # fmt: skip
INSTRUCTOR = [
    "/teach/law/", "/teach/law/change/8-CFR-1292-1/", "/teach/law/{case}/", "/teach/marking/", "/learn/small-course/first-module/one/", "/learn/small-course/",
]  # fmt: skip
# routes that show no page of their own: they answer scripts, hand out files, or act and lead on
NO_PAGES = {
    "site:learn", "site:alive", "site:ready", "vault:file", "jobs:progress", "jobs:cancel", "jobs:again", "study:beats", "study:complete", "study:seen",
    "study:token", "study:check", "record:certificate", "cohorts:packet", "cohorts:issue", "cohorts:decide", "attempts:save", "notices:read_all",
    "notices:follow", "people:resend_invitation", "people:revoke_invitation", "people:deactivate", "people:reactivate", "people:give_role",
    "lesson_media", "law_changes:decide", "law_changes:hold", "law_changes:assign", "law_changes:close",
    "enrollments:close", "enrollments:withdraw", "enrollments:readmit", "people:end_role", "people:ask_email", "people:sign_out_elsewhere",
}  # fmt: skip
# pages that another journey opens, or whose state these people are not in
ELSEWHERE = {
    "enrollments:from_file": "test_enrollments",
    "lesson_import:start": "test_import", "lesson_import:report": "test_import", "lesson_import:keep": "test_import",
    "duplicate_program:start": "Wagtail's page with our form, as lesson_import:start",
    "attempts:take": "test_certificate", "attempts:submit": "test_certificate", "jobs:job": "test_exports", "teach:mark": "no essay waits",
    "people:accept_privacy": "accepted already", "people:accept_invitation": "nobody is invited", "people:open_invitation": "nobody is invited",
    "people:confirm_email": "nobody changes an address", "people:privacy_version": "the same page as people:privacy",
}  # fmt: skip


@pytest.fixture
def life(tmp_path: Path, visitors: Callable[..., Visitor]) -> Life:
    """North with a completed course, a certificate, and a correction that waits."""
    life = north(tmp_path)
    complete_course(visitors().sign_in_as(life.student))
    issue_certificate(enrollment=life.enrollment, track="law_and_skills", by=life.coordinator)
    second = member("coordinator2@north.example", "coordinator", life.campus)
    everybody_accepts()
    propose_correction(entry=Entry.objects.get(seq=1), minutes=5, category="skills", topic="", reason="The page stayed open.", by=second)
    GlossaryTerm.objects.create(slug="representative", term="representative", definition="Who acts for a person (8 CFR 1292.1).")
    facts = {"status": "amended", "effective_on": date(2026, 11, 1), "note": "The list is shorter now.", "source": "91 FR 1"}
    change_status(authority=Authority.objects.get(), **facts, by=life.instructor)
    return life


def filled(life: Life, path: str) -> str:
    entry = Entry.objects.get(seq=1)
    return path.format(
        code=Certificate.objects.get().code, attempt=Attempt.objects.get().public_id, enrollment=life.enrollment.public_id, lesson=entry.source_id,
        revision=entry.content_revision, student=life.student.public_id, case=LawChange.objects.get().public_id, term="representative",
    )  # fmt: skip


def faults_of(visitor: Visitor, path: str) -> list[str]:
    """What is wrong with one page, in words."""
    visitor.faults.clear()
    visitor.open(path)
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(visitor.page, options=RULES).response["violations"]]
    width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return (
        found + ([f"scrolls sideways by {width} px"] if width > 0 else []) + [fault for fault in visitor.faults if not (path in NOT_THERE and "404" in fault)]
    )


@pytest.mark.parametrize(
    ("role", "paths"), [("anybody", ANYBODY), ("student", [*EVERYBODY, *STUDENT]), ("coordinator", [*EVERYBODY, *COORDINATOR]), ("instructor", INSTRUCTOR)]
)
def test_no_page_has_a_fault(role: str, paths: list[str], life: Life, visitors: Callable[..., Visitor]) -> None:
    faults = {}
    for size in SIZES:
        visitor = visitors(**size)
        if role != "anybody":
            visitor.sign_in_as(getattr(life, role))
        for path in paths:
            found = faults_of(visitor, filled(life, path))
            if found:
                faults[f"{path} at {size['viewport']['width']} px, {size['color_scheme']}"] = found

    assert faults == {}


def test_every_page_of_ours_is_looked_at() -> None:
    paths = [
        path.format(code="x", attempt="0" * 8 + "-0000-0000-0000-" + "0" * 12, enrollment="x", lesson="x", revision="x", student="x" * 22, case="x", term="x")
        for path in (*ANYBODY, *EVERYBODY, *STUDENT, *COORDINATOR, *INSTRUCTOR)
        if path != "/no-such-page/"
    ]
    looked_at = {resolve(path).view_name for path in paths}

    ours = {route.name for route in every_route() if route.is_ours}

    assert ours - looked_at - NO_PAGES - ELSEWHERE.keys() == set()
