"""Students with entries in proper chains, and two exams each, made in bulk: what records and the ledger are measured on.

Entries come in as those of a large demonstration do (`lms.core.copying`), the guards of the table on; every hash is right, so the ledger verifies.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
ENTRIES = 60
EXAMS, QUESTIONS = 2, 5
TOPICS = ("asylum", "ethics_upl", "removal", "family_petitions")
BATCH = 2000


def make_people(students: int, campus: str = "bench") -> list[Any]:
    """The places of ``students`` new people in one new cohort of a new program with two tracks."""
    from wagtail.models import Page

    from assessments.models import AssessmentPage
    from curriculum.models import Cohort, Enrollment, ModulePage, ProgramPage, ProgramTrack, Topic
    from lms.people.models import Campus, User

    place = Campus.objects.create(slug=campus, name=f"Campus {campus}", time_zone="America/New_York")
    program = Page.objects.get(depth=2).add_child(instance=ProgramPage(title="Law and immigration", slug=f"{campus}-program", version="1"))
    for order, (slug, title) in enumerate((("law_and_skills", "Law and skills"), ("organizing", "Organizing"))):
        ProgramTrack.objects.create(page=program, slug=slug, title=title, minutes=2000, on_eoir_list=not order, sort_order=order)
    module = program.add_child(instance=ModulePage(title="Module", slug=f"{campus}-module", track="law_and_skills"))
    for number in range(EXAMS):
        module.add_child(instance=AssessmentPage(title=f"Exam {number}", slug=f"{campus}-exam-{number}"))
    for slug in TOPICS:
        Topic.objects.get_or_create(slug=slug, defaults={"title": slug.replace("_", " ").title()})
    cohort = Cohort.objects.create(
        slug=f"{campus}-fall", name="Fall", campus=place, program=program, program_version="1", starts_on=AT.date(), ends_on=date(2099, 1, 1)
    )
    people = [
        User(email=f"{campus}{number}@bench.example", legal_first_name="Ana", legal_last_name=f"N{number:05d}", password="!") for number in range(students)
    ]
    made = User.objects.bulk_create(people, batch_size=BATCH)
    return Enrollment.objects.bulk_create([Enrollment(student=person, cohort=cohort) for person in made], batch_size=BATCH)


def sit_exams(places: list[Any], campus: str = "bench") -> None:
    """One graded attempt at each exam, all questions marked."""
    from assessments.models import AssessmentPage, Attempt, AttemptItem, Grade, Question, QuestionBank, QuestionVersion

    chance = random.Random(7)
    bank = QuestionBank.objects.create(slug=f"{campus}-bank", title="Bench", program=places[0].cohort.program)
    asked = Question.objects.bulk_create([Question(bank=bank, external_id=f"q-{number}") for number in range(QUESTIONS)])
    versions = QuestionVersion.objects.bulk_create(
        [QuestionVersion(question=one, number=1, type="true_false", stem="So?", content={"answer": True}, sha256="0" * 64, created_at=AT) for one in asked]
    )
    for page in AssessmentPage.objects.filter(slug__startswith=f"{campus}-exam-"):
        for start in range(0, len(places), BATCH):
            attempts = Attempt.objects.bulk_create(
                [
                    Attempt(enrollment=one, assessment=page, number=1, state="graded", started_at=AT, submitted_at=AT + timedelta(hours=1))
                    for one in places[start : start + BATCH]
                ]
            )
            items = AttemptItem.objects.bulk_create(
                [AttemptItem(attempt=one, position=number, version=version, points=1) for one in attempts for number, version in enumerate(versions, start=1)]
            )
            Grade.objects.bulk_create([Grade(item=item, number=1, numerator=chance.randint(0, 1), denominator=1, marked_at=AT) for item in items])


def make_entries(places: list[Any], each: int = ENTRIES) -> int:
    """``each`` entries of every place's student in a chain of their own; how many there are."""
    from django.db import transaction

    from accreditation.models import Entry, LedgerHead
    from lms.core.copying import copy_rows

    columns = [field.attname for field in Entry._meta.concrete_fields if field.name != "id"]
    last: dict[str, str] = {}
    with transaction.atomic():
        copy_rows(Entry, columns, ([values[name] for name in columns] for values in _rows(places, each, last)))
        copy_rows(LedgerHead, ("student", "seq", "hash"), [(student, each, digest) for student, digest in last.items()])
    return len(places) * each


def _rows(places: list[Any], each: int, last: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Column values, student by student; the end of each chain is noted in ``last``."""
    from accreditation.ledger.body import entry_hash
    from lms.core.canonical import GENESIS, sha256_hex

    chance = random.Random(11)
    for place in places:
        previous = GENESIS
        student, enrollment, cohort = place.student.public_id, place.public_id, place.cohort
        for seq in range(1, each + 1):
            minutes = chance.randint(5, 45)
            topic, other = chance.sample(TOPICS, 2)
            day = AT.date() + timedelta(days=seq % 50)
            values = {
                "student": student, "seq": seq, "kind": "credit", "category": "law_self_study", "minutes": minutes,
                "topics": {topic: minutes - 2, other: 2}, "program": cohort.program.slug, "program_version": "1",
                "track": "organizing" if seq % 5 == 0 else "law_and_skills", "enrollment": enrollment, "cohort": cohort.slug,
                "campus": cohort.campus.slug, "source_kind": "lesson", "source_id": f"lesson-{seq}", "title": f"Lesson {seq}: who may represent an immigrant",
                "provider": cohort.campus.name, "mode": "self_paced", "occurred_from": day, "occurred_to": day, "content_revision": "",
                "content_sha256": "", "evidence": {"kind": "nominal"}, "recorded_at": AT + timedelta(days=seq), "recorded_by": "pathway",
                "approved_by": "", "reason_sha256": "", "reverses": None, "idempotency_key": sha256_hex(f"{student}/{seq}".encode()),
                "prev_hash": previous,
            }  # fmt: skip
            previous = values["hash"] = entry_hash(values)
            yield values
        last[student] = previous
