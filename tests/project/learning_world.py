"""What the other apps put into the world: a program with a lesson and a quiz, cohorts, enrollments, records, certificates, jobs.

Lessons are the same on every campus, so their texts carry no campus; two of their canaries no student may meet: ``draft``
(an unpublished change) and ``key`` (what the right answer is).
"""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from accreditation.ledger.append import append
from accreditation.models import (
    AgendaItem,
    AttorneyProposal,
    CaseRound,
    Certificate,
    CertificateTemplate,
    Checkpoint,
    Correction,
    Entry,
    Matter,
    MatterStudent,
    PracticeEntry,
    Presentation,
    Signatory,
    SupervisingAttorney,
)
from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import (
    Accommodation,
    AssessmentItem,
    AssessmentPage,
    Attempt,
    AttemptItem,
    Dispute,
    DisputeMessage,
    Opinion,
    Question,
    QuestionBank,
    QuestionFix,
    QuestionVersion,
)
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
    Topic,
    WaitingPlace,
)
from lms.core.canonical import sha256_hex
from lms.core.errors import Conflict
from lms.jobs.models import Job
from lms.notices.models import Notice
from lms.people.models import User
from lms.vault.api import seal_text, sign
from tests.factories.canary import canary
from tests.factories.ledger import draft
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
    check = {"check_id": "who-may", "kind": "single_choice", "stem": "Who may?", "content": json.dumps(_choices()), "explanation": canary(NOWHERE, "key")}
    return json.dumps([{"type": "markdown", "value": {"source": text, "html": f"<p>{text}</p>"}}, {"type": "check", "value": check}])


def _choices() -> dict[str, Any]:
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
def a_quiz(world: World) -> None:
    """One question that marks itself and one that a person marks."""
    world.quiz = world.module.add_child(instance=AssessmentPage(title="Ethics quiz", slug="ethics-quiz", shuffle_questions=False))
    bank = QuestionBank.objects.create(slug="ethics", title="Ethics", program=world.program)
    rubric = [{"id": "law", "title": "Law", "points": 2, "guidance": canary(NOWHERE, "key")}]
    for position, (kind, content) in enumerate([("single_choice", _choices()), ("essay", {"rubric": rubric, "model_answer": canary(NOWHERE, "key")})]):
        question = Question.objects.create(bank=bank, external_id=kind)
        QuestionVersion.objects.create(
            question=question, number=1, type=kind, stem="Who may?", content=content, explanation=canary(NOWHERE, "key"), sha256="0" * 64,
            created_at=timezone.now(), rendered={"stem": "<p>Who may?</p>", "explanation": f"<p>{canary(NOWHERE, 'key')}</p>"}, points=2,
        )  # fmt: skip
        AssessmentItem.objects.create(page=world.quiz, question=question, sort_order=position)


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
def records(world: World) -> None:
    """For each student: an opened lesson, an attempt in progress, one waiting for marks, a ledger entry, a certificate."""
    world.attempts, world.waiting, world.entries, world.certificates, world.signatories = {}, {}, {}, {}, {}
    sign(b"the key is on record: lists are signed on reading")
    Topic.objects.get_or_create(slug="ethics_upl", defaults={"title": "Ethics"})
    for number, enrollment in enumerate(world.enrollments.values()):
        student = enrollment.student
        open_lesson(enrollment=enrollment, lesson=world.lesson)
        submitted = submit_attempt(attempt=start_attempt(assessment=world.quiz, enrollment=enrollment, by=student), by=student)
        world.waiting[student.pk] = submitted
        world.attempts[student.pk] = start_attempt(assessment=world.quiz, enrollment=enrollment, by=student)
        world.entries[student.pk] = _entry(world, enrollment)
        world.certificates[student.pk] = _certificate(enrollment, number)
        world.signatories[enrollment.cohort.campus.slug] = _signatory(enrollment)


@part
def supervised_practice(world: World) -> None:
    """For each campus an attorney and a proposed one; for each student a matter, a point of it, and an entry that waits."""
    world.attorneys, world.attorney_proposals, world.matters, world.practice = {}, {}, {}, {}
    for slug, campus in world.campus.items():
        facts = {"campus": campus.slug, "name": "Ada Ruiz", "bar_state": "MA", "organization": "Harbor Legal Aid"}
        world.attorneys[slug] = SupervisingAttorney.objects.create(email=f"ada@{slug}.example", bar_number=slug, **facts)
        world.attorney_proposals[slug] = AttorneyProposal.objects.create(
            email=f"bea@{slug}.example", bar_number=f"{slug} 2", proposed_by="somebody", proposed_at=timezone.now(), **facts
        )
    for number, enrollment in enumerate(world.enrollments.values()):
        _practice(world, enrollment, f"M-222{number + 2}")


def _practice(world: World, enrollment: Enrollment, code: str) -> None:
    student, slug, at = enrollment.student, enrollment.cohort.campus.slug, timezone.now()
    matter = Matter.objects.create(code=code, campus=slug, category="asylum", attorney=world.attorneys[slug], opened_on=date(2026, 9, 1), opened_by="somebody")
    ids = {"student": student.public_id, "enrollment": enrollment.public_id}
    world.matters[student.pk] = MatterStudent.objects.create(matter=matter, slot=1, assigned_by="somebody", assigned_at=at, **ids)
    Checkpoint.objects.create(matter=matter, student=student.public_id, kind="intake", reached_at=at)
    learned = canary(slug, "learned", student.legal_last_name)
    world.practice[student.pk] = PracticeEntry.objects.create(
        line=student.public_id, campus=slug, matter=matter, date=date(2026, 10, 5), minutes=30, task="intake", forum="uscis", skill="drafting",
        topic="asylum", sealed_learned=seal_text(student.public_id, learned), learned_sha256="0" * 64, state="sent", written_at=at, sent_at=at, **ids,
    )  # fmt: skip


@part
def journals(world: World) -> None:
    """For each student: two answers to one question of the running attempt, and an answer that came after the end of the other."""
    world.conflicts, world.late_answers = {}, {}
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        text = canary(slug, "answer", student.legal_last_name)
        for key in ("one", "two"):
            save_responses(attempt=world.attempts[student.pk], form={"q2": [f"{text} {key}"], "seen": ["0"]}, key=key, by=student)
        with suppress(Conflict):
            save_responses(attempt=world.waiting[student.pk], form={"q2": [f"{text} late"]}, key="late", by=student)
        world.conflicts[student.pk] = world.attempts[student.pk].conflicts.get()
        world.late_answers[student.pk] = world.waiting[student.pk].late_answers.get()


@part
def marking(world: World) -> None:
    """A dispute of each student about an answer; an essay with two opinions; a correction begun by each instructor."""
    world.fixes, world.twice = {}, {}
    essay = Question.objects.get(external_id="essay").versions.get()
    old = Question.objects.get(external_id="single_choice").versions.get()
    same = {name: getattr(old, name) for name in ("question", "type", "stem", "content", "explanation", "rendered", "points", "sha256")}
    version = QuestionVersion.objects.create(number=2, created_at=timezone.now(), **same)
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        item = world.waiting[student.pk].items.get(position=1)
        twice = world.twice[student.pk] = AttemptItem.objects.create(attempt=item.attempt, position=3, version=essay, points=2)
        for number in (1, 2):
            facts = {"numerator": number, "denominator": 1, "marked_by": str(number), "marked_at": timezone.now()}
            Opinion.objects.create(item=twice, number=number, comment=canary(slug, "opinion", student.legal_last_name), **facts)
        thread = Dispute.objects.create(item=item, opened_at=timezone.now(), due_on=date(2030, 1, 1))
        DisputeMessage.objects.create(dispute=thread, author=student, text=canary(slug, "dispute", student.legal_last_name), at=timezone.now())
    for place, person in world.people.items():
        if place.split()[1] in ("instructor", "administrator"):
            facts = {"question": version.question, "version": version, "policy": "leave", "told": "x", "created_at": timezone.now()}
            world.fixes[person.pk] = QuestionFix.objects.create(created_by=person.public_id, state="ready", **facts)


def _entry(world: World, enrollment: Enrollment) -> Entry:
    student, slug = enrollment.student, enrollment.cohort.campus.slug
    return append(
        draft(
            student=student.public_id,
            enrollment=enrollment.public_id,
            cohort=enrollment.cohort.slug,
            campus=slug,
            track=TRACK,
            title=canary(slug, "entry", student.legal_last_name),
            source_id=world.lesson.public_id,
        )
    ).entry


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
def corrections(world: World) -> None:
    """A correction of each student's entry, proposed by somebody who left."""
    world.corrections = {}
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        world.corrections[student.pk] = Correction.objects.create(
            student=student.public_id, enrollment=enrollment.public_id, campus=slug, seq=1, minutes=0, category="skills", proposed_by="gone",
            proposed_at=timezone.now(), sealed_reason=seal_text(student.public_id, canary(slug, "correction", student.legal_last_name)),
        )  # fmt: skip


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


def _certificate(enrollment: Enrollment, number: int) -> Certificate:
    student, slug = enrollment.student, enrollment.cohort.campus.slug
    facts = {"name": canary(slug, "certificate_name", "holder"), "course": "Law training", "email": canary(slug, "certificate_email", "holder")}
    return Certificate.objects.create(
        code=f"code{number:028d}", number=f"PW-{number:06d}", student=student.public_id, enrollment=enrollment.public_id, campus=slug, track=TRACK,
        facts=facts, entries=[], ledger_seq=1, ledger_hash="0" * 64, pdf=canary(slug, "certificate_file", "holder").encode(), pdf_sha256="0" * 64,
        issued_at=timezone.now(), issued_by="pathway", credential=canary(slug, "certificate_data", "holder"), status_list=1, status_index=number,
    )  # fmt: skip


def _signatory(enrollment: Enrollment) -> Signatory:
    """Who signs on the campus; one for all its students. What certificates of its program say is set once too."""
    campus, program = enrollment.cohort.campus, enrollment.cohort.program.public_id
    facts = {"provider": canary(campus.slug, "provider", ""), "provider_address": canary(campus.slug, "provider_address", ""), "title": "Certificate"}
    if not CertificateTemplate.objects.filter(campus=campus, program=program, track=TRACK).exists():
        CertificateTemplate.objects.create(campus=campus, program=program, track=TRACK, number=1, set_at=timezone.now(), set_by="pathway", **facts)
    named = {"name": canary(campus.slug, "signatory", ""), "title": "Director", "recorded_at": timezone.now(), "recorded_by": "pathway"}
    return Signatory.objects.get_or_create(campus=campus, program="", appointed_from=date(2026, 1, 1), defaults=named)[0]


@part
def jobs(world: World) -> None:
    """A finished job of each person."""
    world.jobs = {}
    for place, person in world.people.items():
        slug, key = place.split()
        title = canary(slug, "job", key)
        world.jobs[person.pk] = Job.objects.create(kind="people.deliver_mail", title=title, owner=person.public_id, state="done", finished_at=timezone.now())


@part
def places_and_dates(world: World) -> None:
    """For each cohort a link and somebody in line, its dates; for each student an extension, an accommodation and work to make up."""
    world.extensions, world.make_ups, world.join_links, world.line, world.accommodations = {}, {}, {}, {}, {}
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
        given = {"number": 1, "time_percent": 150, "starts_on": date(2026, 1, 1), "ends_on": far, "given_by": by, "given_at": at}
        world.accommodations[pk] = Accommodation.objects.create(enrollment=enrollment, reason=canary(slug, "accommodation", key), **given)
        missed = {"missed_kind": "lesson", "missed_id": "x", "missed_title": canary(slug, "missed", key)}
        world.make_ups[pk] = MakeUp.objects.create(**facts, **missed, assigned_by=by, assigned_at=at)


def cohort_of(world: World, owner: User) -> Cohort:
    """The owner's cohort; of people who do not study, the first of their campus."""
    enrollment = world.enrollments.get(owner.pk)
    if enrollment is not None:
        return enrollment.cohort
    campus = owner.active_memberships[0].campus
    return world.cohorts[f"{campus.slug if campus else 'north'} a"]


def attempt_of(world: World, owner: User) -> Attempt | None:
    return world.attempts.get(owner.pk)


@part
def notices(world: World) -> None:
    """One notice of each person."""
    world.notices = {}
    for place, person in world.people.items():
        slug, key = place.split()
        text = canary(slug, "notice", key)
        world.notices[person.pk] = Notice.objects.create(person=person.public_id, kind="test", subject_line=text, text=text, url="/", key=text)


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
def case_rounds(world: World) -> None:
    """The session of each cohort is a case round of its students' matters; each student noted what they presented."""
    for enrollment in world.enrollments.values():
        student, slug = enrollment.student, enrollment.cohort.campus.slug
        facts = {"campus": slug, "attorney": world.attorneys[slug], "kept_by": "somebody", "kept_at": timezone.now()}
        found, _ = CaseRound.objects.get_or_create(session=world.live_sessions[enrollment.cohort_id].public_id, defaults=facts)
        item = AgendaItem.objects.create(round=found, matter=world.matters[student.pk].matter)
        note = seal_text(student.public_id, canary(slug, "presented", student.legal_last_name))
        Presentation.objects.create(item=item, student=student.public_id, number=1, sealed_note=note, at=timezone.now())


@part
def a_review(world: World) -> None:
    """A lesson that an instructor of south submitted, one of north approved, and an attorney has still to read."""
    lesson = world.module.add_child(instance=LessonPage(title="Waivers", slug="waivers", minutes=10, body=_body("Waiting."), live=False))
    lesson.save_revision(user=world.people["south instructor"])
    lesson.get_workflow().start(lesson, world.people["south instructor"])
    decide_review(state=lesson.current_workflow_task_state, by=world.people["north instructor"], approve=True)
    world.reviewed_lesson = lesson
