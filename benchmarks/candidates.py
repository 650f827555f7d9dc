"""A large cohort in bulk: candidates with entries, a graded attempt, a document, and one in four with an application."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
BATCH = 1000
ENTRIES = 6
TOPICS = ("asylum", "ethics_upl", "family", "naturalization_citizenship", "removal_procedure", "detention")


def make_candidates(count: int, *, slug: str = "bench", program: Any = None) -> Any:
    """A cohort of ``count`` candidates, each with six chained entries; returns it. ``program``: an existing one, else one is made."""
    from curriculum.models import Cohort
    from lms.people.models import Campus

    campus = Campus.objects.create(slug=f"{slug}-campus", name="Bench", time_zone="America/New_York")
    program = program or _program(slug)
    cohort = Cohort.objects.create(
        slug=slug, name="Bench", campus=campus, program=program, program_version="1", starts_on=AT.date() - timedelta(days=30), ends_on=date(2026, 12, 20)
    )  # fmt: skip
    students, places = _people(count, cohort, slug)
    _entries(students, places, cohort)
    _attempts(places, program, slug)
    _documents(students, campus.slug)
    _applications(students, campus)
    return cohort


def _program(slug: str) -> Any:
    from wagtail.models import Page

    from curriculum.models import ModulePage, ProgramPage, ProgramTrack, Topic

    root = Page.objects.get(depth=2)
    page = root.add_child(instance=ProgramPage(title="Bench", slug=f"{slug}-program", version="1"))
    ProgramTrack.objects.create(page=page, slug="law_and_skills", title="Law and skills", minutes=2160, on_eoir_list=True)
    ProgramTrack.objects.create(page=page, slug="organizing", title="Organizing", minutes=540, on_eoir_list=False)
    page.add_child(instance=ModulePage(title="Module", slug=f"{slug}-module", track="law_and_skills"))
    for place, name in enumerate(TOPICS):
        Topic.objects.get_or_create(slug=name, defaults={"title": name.title(), "required": place < 4})
    return page


def _people(count: int, cohort: Any, slug: str) -> tuple[list[Any], list[Any]]:

    from curriculum.models import Enrollment
    from lms.people.api import columns_of_acceptance
    from lms.people.models import Membership, User

    accepted = {**columns_of_acceptance(), "privacy_accepted_at": AT, "password": "!"}
    people = [User(email=f"{slug}-s{n}@bench.example", legal_first_name="Ana", legal_last_name=f"No. {n * 7919 % count:05}", **accepted) for n in range(count)]
    students = User.objects.bulk_create(people, batch_size=BATCH)
    Membership.objects.bulk_create([Membership(user=person, campus=cohort.campus, role="student") for person in students], batch_size=BATCH)
    places = Enrollment.objects.bulk_create([Enrollment(student=person, cohort=cohort) for person in students], batch_size=BATCH)
    Enrollment.objects.filter(cohort=cohort).update(enrolled_at=AT - timedelta(days=30))
    return students, places


def _entries(students: list[Any], places: list[Any], cohort: Any) -> None:
    """Hashed one onto the other, as the database demands."""
    from accreditation.ledger.body import Draft, entry_hash, placed
    from accreditation.models import Entry, LedgerHead
    from lms.core.canonical import GENESIS

    entries, heads = [], []
    for n, (student, place) in enumerate(zip(students, places, strict=True)):
        before = GENESIS
        for seq in range(1, ENTRIES + 1):
            at = AT + timedelta(days=7 * seq)
            draft = Draft(
                student=student.public_id, kind="credit", category="law_self_study", minutes=60 + n % 300, topics={TOPICS[(n + seq) % 6]: 60 + n % 300},
                source_kind="lesson", source_id=f"lesson-{seq}", title=f"Lesson {seq}", mode="live_remote" if seq % 2 else "self_paced",
                occurred_from=at.date(), occurred_to=at.date(), enrollment=place.public_id, cohort=cohort.slug, campus=cohort.campus.slug,
                track="organizing" if seq == ENTRIES else "law_and_skills", evidence={"kind": "nominal"}, idempotency=(seq,),
            )  # fmt: skip
            values = placed(draft, seq=seq, prev_hash=before, recorded_at=at)
            before = entry_hash(values)
            entries.append(Entry(**values, hash=before))
        heads.append(LedgerHead(student=student.public_id, seq=ENTRIES, hash=before))
    Entry.objects.bulk_create(entries, batch_size=500)
    LedgerHead.objects.bulk_create(heads, batch_size=BATCH)


def _attempts(places: list[Any], program: Any, slug: str) -> None:
    """One graded attempt each, of one question; two in three are right."""
    from assessments.models import AssessmentPage, Attempt, AttemptItem, Grade, Question, QuestionBank, QuestionVersion

    quiz = program.add_child(instance=AssessmentPage(title="Final exam", slug=f"{slug}-final", required=True, pass_percent=70))
    bank = QuestionBank.objects.create(slug=f"{slug}-bank", title="Bank", program=program)
    question = Question.objects.create(bank=bank, external_id="q-1")
    version = QuestionVersion.objects.create(
        question=question, number=1, type="true_false", stem="Is it?", content={"answer": True}, rendered={"stem": "<p>Is it?</p>"}, sha256="0" * 64,
        created_at=AT,
    )  # fmt: skip
    facts = {"assessment": quiz, "number": 1, "state": "graded", "started_at": AT, "submitted_at": AT + timedelta(hours=1)}
    attempts = Attempt.objects.bulk_create([Attempt(enrollment=place, **facts) for place in places], batch_size=BATCH)
    items = AttemptItem.objects.bulk_create([AttemptItem(attempt=one, position=1, version=version, points=1) for one in attempts], batch_size=BATCH)
    Grade.objects.bulk_create(
        [Grade(item=one, number=1, numerator=int(n % 3 > 0), denominator=1, marked_at=AT) for n, one in enumerate(items)], batch_size=BATCH
    )


def _documents(students: list[Any], campus: str) -> None:
    """A resume each; what was typed is sealed with the student's own key."""
    from accreditation.models import Evidence, EvidenceEvent, EvidenceText
    from lms.vault.api import seal_text

    facts = {"kind": "resume", "campus": campus, "uploaded_at": AT}
    rows = [Evidence(student=one.public_id, uploaded_by=one.public_id, **facts) for one in students]
    made = Evidence.objects.bulk_create(rows, batch_size=BATCH)
    events = [EvidenceEvent(evidence=one, number=1, kind="submitted", by=one.student, at=AT, student=one.student, uploaded_by=one.student) for one in made]
    EvidenceEvent.objects.bulk_create(events, batch_size=BATCH)
    typed = json.dumps({"dated": "2026-09-20"})
    EvidenceText.objects.bulk_create([EvidenceText(evidence=one, number=1, sealed=seal_text(one.student, typed)) for one in made], batch_size=BATCH)


def _applications(students: list[Any], campus: Any) -> None:
    from accreditation.models import Application, ApplicationEvent, SponsoringOrganization

    sponsor = SponsoringOrganization.objects.create(legal_name="Harbor Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02108")
    sponsor.campuses.add(campus)
    facts = {"campus": campus.slug, "organization": sponsor, "requested_level": "partial", "role": "volunteer", "state": "assembling", "opened_at": AT}
    rows = [Application(student=one.public_id, scheme="doj-partial-initial", **facts) for one in students[::4]]
    made = Application.objects.bulk_create(rows, batch_size=BATCH)
    events = [ApplicationEvent(application=one, seq=1, move="open", role="officer", to_state="assembling", at=AT) for one in made]
    ApplicationEvent.objects.bulk_create(events, batch_size=BATCH)
