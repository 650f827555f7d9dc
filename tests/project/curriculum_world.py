"""What curriculum puts into the world: a program with a lesson, law that changed, cohorts with places and dates, live sessions, what students say and keep.

Lessons are the same on every campus, so their texts carry no campus; two of their canaries no student may meet: ``draft``
(an unpublished change) and ``key`` (what the right answer is).
"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from curriculum.actions.decide_review import decide_review
from curriculum.actions.keep_progress import open_lesson
from curriculum.models import (
    Announcement,
    Attestation,
    Authority,
    AuthorityStatusChange,
    Cohort,
    ContentSnapshot,
    Enrollment,
    Extension,
    GlossaryTerm,
    Holiday,
    JoinLink,
    LessonPage,
    LessonQuestion,
    LiveSession,
    MakeUp,
    Mark,
    ModulePage,
    PlannedPage,
    PresenceEvent,
    Problem,
    ProgramPage,
    ProgramTrack,
    ReadingPlace,
    SessionMakeUp,
    StudyFlag,
    StudySession,
    TeachingMaterial,
    WaitingPlace,
)
from lms.core.canonical import sha256_hex
from lms.people.models import User
from lms.vault.api import seal_text
from tests.factories.canary import canary
from tests.project.world import World, part

NOWHERE = "nowhere"
TRACK = "law"


@part
def a_program(world: World) -> None:
    """Program › module › lesson with a knowledge check and an unpublished change, and a lesson that is not published at all."""
    root: Page = Site.objects.get(is_default_site=True).root_page
    world.program = root.add_child(instance=ProgramPage(title="Law training", slug="law-training", version="2026.1"))
    ProgramTrack.objects.create(page=world.program, slug=TRACK, title="Law and skills", minutes=60, on_eoir_list=True)
    world.module = world.program.add_child(instance=ModulePage(title="Ethics", slug="ethics", track=TRACK))
    world.lesson = world.module.add_child(instance=LessonPage(title="Who may represent", slug="who-may-represent", minutes=30, body=_body("Published.")))
    world.lesson.save_revision().publish()
    world.snapshot = ContentSnapshot.objects.get(lesson=world.lesson)
    world.lesson.body = _body(canary(NOWHERE, "draft"))
    world.lesson.save_revision()
    hidden = canary(NOWHERE, "draft")
    world.hidden_lesson = world.module.add_child(instance=LessonPage(title=hidden, slug="hidden", minutes=30, body=_body(hidden), live=False))
    world.page = LessonPage.objects.get(pk=world.lesson.pk)


def _body(text: str) -> str:
    check = {"check_id": "who-may", "kind": "single_choice", "stem": "Who may?", "content": json.dumps(choices()), "explanation": canary(NOWHERE, "key")}
    return json.dumps([{"type": "markdown", "value": {"source": text, "html": f"<p>{text}</p>"}}, {"type": "check", "value": check}])


def choices() -> dict[str, Any]:
    return {
        "options": [
            {"id": "a", "text": "An attorney", "correct": True, "feedback": canary(NOWHERE, "key")},
            {"id": "b", "text": "Anybody", "correct": False, "feedback": canary(NOWHERE, "key")},
        ]
    }


@part
def changed_law(world: World) -> None:
    """An authority whose status changed, and the case that this opened about a glossary term."""
    world.authority = Authority.objects.create(key="8 CFR 208.13", kind="regulation", title="Eligibility", citation="8 CFR 208.13")
    world.term = GlossaryTerm.objects.create(slug="fear", term="well-founded fear", definition="See 8 CFR 208.13(b).")
    facts = {"old_status": "current", "new_status": "amended", "effective_on": date(2026, 11, 1), "note": "It moved.", "source": "91 FR 1"}
    world.law_change = AuthorityStatusChange.objects.create(authority=world.authority, recorded_at=timezone.now(), **facts).case


@part
def cohorts_and_enrollments(world: World) -> None:
    """On each campus a cohort with student and student2, and one with student3."""
    world.cohorts, world.enrollments = {}, {}
    for slug, campus in world.campus.items():
        for letter, keys in (("a", ("student", "student2")), ("b", ("student3",))):
            name = canary(slug, "cohort")
            cohort = Cohort.objects.create(
                slug=f"{slug}-{letter}", name=name, campus=campus, program=world.program, program_version="2026.1",
                starts_on=date(2026, 9, 1), ends_on=date(2030, 5, 1),
            )  # fmt: skip
            world.cohorts[f"{slug} {letter}"] = cohort
            for key in keys:
                world.enrollments[world.people[f"{slug} {key}"].pk] = Enrollment.objects.create(student=world.people[f"{slug} {key}"], cohort=cohort)
    Enrollment.objects.update(enrolled_at=datetime(2026, 9, 1, tzinfo=UTC))  # before the sessions that were held


def cohort_of(world: World, owner: User) -> Cohort:
    """The owner's cohort; of people who do not study, the first of their campus."""
    enrollment = world.enrollments.get(owner.pk)
    if enrollment is not None:
        return enrollment.cohort
    campus = owner.active_memberships[0].campus
    return world.cohorts[f"{campus.slug if campus else 'north'} a"]


@part
def a_plan(world: World) -> None:
    """The plan of a session: for who teaches, on whichever campus."""
    facts = {"kind": "session", "slug": "who-may-help", "title": "Who may help", "session": 1, "minutes": 45}
    world.plan = TeachingMaterial.objects.create(program=world.program, html=f"<p>{canary(NOWHERE, 'plan')}</p>", **facts)


@part
def opened_lessons(world: World) -> None:
    """Each student opened the lesson."""
    for enrollment in world.enrollments.values():
        open_lesson(enrollment=enrollment, lesson=world.lesson)


@part
def announcements(world: World) -> None:
    """One to each cohort, written by somebody of the campus, and one that waits for its moment."""
    world.announcements = {}
    for place, cohort in world.cohorts.items():
        slug = place.split()[0]
        author, at = world.people[f"{slug} instructor"], timezone.now()
        facts = {"cohort": cohort, "written_by": author, "written_at": at}
        text = canary(slug, "announcement", cohort.slug)
        world.announcements[cohort.pk] = Announcement.objects.create(title=text, text=text, html=f"<p>{text}</p>", visible_from=at, **facts)
        later = canary(slug, "scheduled", "studentnone")  # no student may meet it
        Announcement.objects.create(title=later, text=later, html=later, visible_from=at.replace(year=at.year + 1), **facts)


@part
def lesson_questions(world: World) -> None:
    """An unanswered question of each student."""
    world.questions = {}
    for place, person in world.people.items():
        enrollment, (slug, owner) = world.enrollments.get(person.pk), place.split()
        if enrollment is None:
            continue
        world.questions[person.pk] = LessonQuestion.objects.create(
            enrollment=enrollment, lesson=world.lesson, snapshot=world.snapshot, passage=canary(slug, "passage", owner), text=canary(slug, "question", owner),
            key="one", asked_at=timezone.now(),
        )  # fmt: skip


@part
def readers_own(world: World) -> None:
    """For each student and instructor a note; for each student a highlight, a place where reading stopped, and a reported problem."""
    world.marks, world.problems = {}, {}
    for place, person in world.people.items():
        slug, key = place.split()
        if key.startswith("student") or (key == "instructor"):
            facts = {"lesson": world.lesson, "snapshot": world.snapshot, "created_at": timezone.now(), "changed_at": timezone.now()}
            world.marks[person.pk] = Mark.objects.create(owner=person, kind="note", text=canary(slug, "marktext", key), **facts)
        if person.pk in world.enrollments:
            problem = {
                "lesson": world.lesson,
                "snapshot": world.snapshot,
                "kind": "typo",
                "text": canary(slug, "problemtext", key),
                "reported_at": timezone.now(),
            }
            world.problems[person.pk] = Problem.objects.create(reporter=person, **problem)
            stopped = {"lesson": world.lesson, "snapshot": world.snapshot, "address": "p-1-1", "quote": "Published.", "percent": 50, "kept_at": timezone.now()}
            ReadingPlace.objects.create(enrollment=world.enrollments[person.pk], **stopped)


@part
def statements_and_flags(world: World) -> None:
    """Of each student a statement of study that waits, and a flag on a study session."""
    world.attestations, world.flags = {}, {}
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        facts = {"student": student, "enrollment": enrollment, "lesson": world.lesson, "snapshot": world.snapshot}
        world.attestations[student.pk] = Attestation.objects.create(
            **facts, minutes=5, studied_on=timezone.now().date(), reason_sha256="0" * 64, sha256="0" * 64, stated_at=timezone.now(),
            sealed_reason=seal_text(student.public_id, canary(slug, "statement", student.legal_last_name)),
        )  # fmt: skip
        session = StudySession.objects.create(public_id=f"session{student.pk}", **facts, opened_at=timezone.now(), last_event_at=timezone.now())
        world.flags[student.pk] = StudyFlag.objects.create(
            enrollment=enrollment, session=session, kind="regular_beats", facts={"beats": 41}, raised_at=timezone.now()
        )


@part
def places_and_dates(world: World) -> None:
    """For each cohort a link and somebody in line, its dates; for each student an extension and work to make up."""
    world.extensions, world.make_ups, world.join_links, world.line = {}, {}, {}, {}
    at, far = timezone.now(), date(2030, 4, 1)
    for place, cohort in world.cohorts.items():
        slug = place.split()[0]
        by, waits = world.people[f"{slug} coordinator"], world.people[f"{slug} attorney"]
        facts = {"created_by": by, "created_at": at, "expires_at": at + timedelta(days=9), "max_uses": 5}
        world.join_links[cohort.pk] = JoinLink.objects.create(cohort=cohort, token_sha256=sha256_hex(cohort.slug.encode()), **facts)
        world.line[cohort.pk] = WaitingPlace.objects.create(cohort=cohort, student=waits, joined_at=at)
        PlannedPage.objects.create(cohort=cohort, page=world.lesson, due_on=far, changed_at=at)
    for slug, campus in world.campus.items():
        Holiday.objects.create(campus=campus, on=date(2027, 1, 1), name=canary(slug, "holiday"))
    for pk, enrollment in world.enrollments.items():
        slug, key = enrollment.cohort.campus.slug, enrollment.student.legal_last_name
        facts = {"enrollment": enrollment, "page": world.lesson, "reason": canary(slug, "extension", key)}
        by = world.people[f"{slug} coordinator"]
        world.extensions[pk] = Extension.objects.create(**facts, due_on=far, expires_on=far, given_by=by, given_at=at)
        missed = {"missed_kind": "lesson", "missed_id": "x", "missed_title": canary(slug, "missed", key)}
        world.make_ups[pk] = MakeUp.objects.create(**facts, **missed, assigned_by=by, assigned_at=at)


@part
def live_sessions(world: World) -> None:
    """For each cohort a session that is over, at which nobody is confirmed; each student came, and has make-up work."""
    world.live_sessions, world.session_make_ups = {}, {}
    for cohort in world.cohorts.values():
        slug = cohort.campus.slug
        world.live_sessions[cohort.pk] = LiveSession.objects.create(
            cohort=cohort, number=1, title=canary(slug, "session"), track=TRACK, kind="law_contact", mode="hybrid", topics={"ethics_upl": 1},
            starts_at=datetime(2026, 10, 1, 22, tzinfo=UTC), ends_at=datetime(2026, 10, 1, 23, tzinfo=UTC),
            place=canary(slug, "session_place"), link=f"https://{canary(slug, 'session_link')}.example/", prepare=canary(slug, "prepare"),
        )  # fmt: skip
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        session = world.live_sessions[enrollment.cohort_id]
        when = {"at": session.starts_at, "recorded_at": session.starts_at}
        PresenceEvent.objects.create(session=session, enrollment=enrollment, kind="in", how="code", by=student.public_id, **when)
        world.session_make_ups[student.pk] = SessionMakeUp.objects.create(
            session=session, enrollment=enrollment, task=canary(slug, "make_up", student.legal_last_name), given_by="gone", given_at=timezone.now()
        )


@part
def a_review(world: World) -> None:
    """A lesson that an instructor of south submitted, one of north approved, and an attorney has still to read."""
    lesson = world.module.add_child(instance=LessonPage(title="Waivers", slug="waivers", minutes=10, body=_body("Waiting."), live=False))
    lesson.save_revision(user=world.people["south instructor"])
    lesson.get_workflow().start(lesson, world.people["south instructor"])
    decide_review(state=lesson.current_workflow_task_state, by=world.people["north instructor"], approve=True)
    world.reviewed_lesson = lesson
