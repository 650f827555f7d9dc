"""Every page of ours, wide and narrow, light and dark: axe finds nothing, no script fails, no policy is broken, nothing scrolls sideways."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

from accreditation.actions.hours_disputes import open_hours_dispute
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.propose_correction import propose_correction
from accreditation.models import Certificate, Entry, Evidence, HoursBatch, HoursDispute, OutsideTraining
from assessments.models import AssessmentPage, Attempt, Question, QuestionBank, QuestionVersion
from curriculum.actions.add_mark import add_mark
from curriculum.actions.ask_question import ask_question
from curriculum.actions.change_status import change_status
from curriculum.actions.decide_review import decide_review
from curriculum.actions.report_problem import report_problem
from curriculum.actions.write_announcement import write_announcement
from curriculum.api import load_folder
from curriculum.models import Announcement, Authority, ContentSnapshot, GlossaryTerm, LawChange, LessonPage, LessonQuestion, LiveSession
from lms.notices.queries.stop_links import stop_token
from lms.people.models import User
from tests.factories.course import member
from tests.factories.evidence import handed_in
from tests.factories.hours import adjustment, certificate, outage, outside
from tests.factories.live import live_session
from tests.factories.materials import write_materials
from tests.factories.review import reviewers, submit
from tests.factories.sittings import enrolled, sat
from tests.journeys.campus import Life, everybody_accepts, north
from tests.journeys.conftest import Visitor
from tests.journeys.filing import names_of_filing, with_application
from tests.journeys.pages import ADMINISTRATOR, ANYBODY, ATTORNEY, COORDINATOR, ELSEWHERE, EVERYBODY, INSTRUCTOR, NO_PAGES, NOT_THERE, OFFICER, STUDENT
from tests.journeys.test_certificate import complete_course
from tests.project.routes import every_route

pytestmark = [pytest.mark.browser, pytest.mark.separate]

# WCAG 2.2 AA, its target size included, and what axe calls best practice
RULES = {"rules": {"target-size": {"enabled": True}}}
SIZES = [{"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}]


@pytest.fixture
def life(tmp_path: Path, visitors: Callable[..., Visitor]) -> Life:
    """North with a completed course and its teaching materials, a certificate, and a correction that waits."""
    life = north(tmp_path)
    load_folder(write_materials(tmp_path / "course"))
    complete_course(visitors().sign_in_as(life.student))
    issue_certificate(enrollment=life.enrollment, track="law_and_skills", by=life.coordinator)
    second = member("coordinator2@north.example", "coordinator", life.campus)
    everybody_accepts()
    propose_correction(entry=Entry.objects.get(seq=1), minutes=5, category="skills", topic="", reason="The page stayed open.", by=second)
    GlossaryTerm.objects.create(slug="representative", term="representative", definition="Who acts for a person (8 CFR 1292.1).")
    people = reviewers(life.campus)
    decide_review(state=submit("two", people.author, "A [link](https://example.org/) and 8 CFR 1292.1."), by=people.peer, approve=True, comment="Reads well.")
    life.attorney = people.attorney
    everybody_accepts()
    facts = {"status": "amended", "effective_on": date(2026, 11, 1), "note": "The list is shorter now.", "source": "91 FR 1"}
    change_status(authority=Authority.objects.get(), **facts, by=life.instructor)
    hour = datetime.now(tz=UTC)
    live_session(life.enrollment.cohort, life.instructor, starts_at=hour - timedelta(minutes=30), ends_at=hour + timedelta(minutes=30), prepare="Read.")
    write_announcement(cohort=life.enrollment.cohort, title="Room change", text="We meet in **room 2**.", send_at=None, by=life.instructor)
    life.officer = with_application(life)
    life.administrator = member("admin@north.example", "administrator", life.campus)
    everybody_accepts()
    say_something(life)
    others_sit(life)
    handed_in(life.enrollment, "recommendation_letter", writer="Rosa Diaz")
    hours_wait(life, second)
    return life


def hours_wait(life: Life, second: User) -> None:
    """Outside training, an adjustment, a batch and a question about hours wait."""
    outside(life.enrollment, document=certificate())
    adjustment(life.enrollment, second)
    outage(life.enrollment.cohort, [life.enrollment], second)
    open_hours_dispute(enrollment=life.enrollment, text="I read for longer.", by=life.student, seq=1)


def say_something(life: Life) -> None:
    """The student asks, marks and reports on the first lesson."""
    snapshot = ContentSnapshot.objects.filter(lesson__slug="one").latest("pk")
    asked = {"passage": "In short", "text": "Is a notary enough?", "may_name": True, "key": "one"}
    ask_question(enrollment=life.enrollment, snapshot=snapshot, **asked, by=life.student)
    for kind, text in (("note", "Ask about this."), ("highlight", ""), ("bookmark", "")):
        add_mark(snapshot=snapshot, kind=kind, address="p-1-1", text=text, by=life.student)
    report_problem(snapshot=snapshot, kind="typo", text="A word is missing.", address="p-1-1", by=life.student)


def others_sit(life: Life) -> None:
    """Five more students have sat the quiz, each with another answer; its bank is open to practice."""
    QuestionBank.objects.update(allows_practice=True)
    for number in range(5):
        sat(enrolled(life.enrollment.cohort, f"s{number}"), AssessmentPage.objects.get(), q_1="ab"[number % 2], q_2=["abc"[number % 3]])


def filled(life: Life, path: str) -> str:
    entry = Entry.objects.get(student=life.student.public_id, seq=1)
    return path.format(
        code=Certificate.objects.get().code, attempt=Attempt.objects.get(enrollment=life.enrollment).public_id,
        enrollment=life.enrollment.public_id, lesson=entry.source_id,
        revision=entry.content_revision, student=life.student.public_id, case=LawChange.objects.get().public_id, term="representative",
        session=LiveSession.objects.get().public_id, announcement=Announcement.objects.get().public_id,
        question=LessonQuestion.objects.get().public_id, stop=stop_token("x", "curriculum.announced"),
        quiz=AssessmentPage.objects.get().public_id, version=QuestionVersion.objects.get(question__external_id="q-1").public_id,
        waiting=LessonPage.objects.get(slug="two").public_id, number=Certificate.objects.get().number,
        banked=Question.objects.get(external_id="q-1").public_id, document=Evidence.objects.get().public_id, **names_of_filing(),
        outside=OutsideTraining.objects.get().public_id,
        batch=HoursBatch.objects.get().public_id, about_hours=HoursDispute.objects.get().public_id,
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
    ("role", "paths"),
    [
        ("anybody", ANYBODY),
        ("student", [*EVERYBODY, *STUDENT]),
        ("coordinator", [*EVERYBODY, *COORDINATOR]),
        ("instructor", INSTRUCTOR),
        ("attorney", ATTORNEY),
        ("officer", OFFICER),
        ("administrator", ADMINISTRATOR),
    ],
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
    names = (
        "code",
        "enrollment",
        "lesson",
        "revision",
        "case",
        "term",
        "session",
        "announcement",
        "question",
        "stop",
        "waiting",
        "number",
        "quiz",
        "version",
        "banked",
        "application",
        "organization",
        "office",
        "duty",
        "document",
        "outside",
        "batch",
        "about_hours",
    )
    some = dict.fromkeys(names, "x" * 22) | {"attempt": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "student": "x" * 22}
    every = (*ANYBODY, *EVERYBODY, *STUDENT, *COORDINATOR, *INSTRUCTOR, *ATTORNEY, *OFFICER, *ADMINISTRATOR)
    looked_at = {resolve(path.format(**some).split("?")[0]).view_name for path in every if path != "/no-such-page/"}

    ours = {route.name for route in every_route() if route.is_ours}

    assert ours - looked_at - NO_PAGES - ELSEWHERE.keys() == set()
