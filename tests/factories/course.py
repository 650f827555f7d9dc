"""A small course as a folder of files, and a student in it: two lessons and a quiz, loaded through the real importer."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from curriculum.api import Change, hear, load_folder, new_token, newest_snapshot, put_cohort, put_enrollment
from curriculum.models import Enrollment, LessonPage, ProgramPage
from lms.people.models import Campus, Membership, User
from tests.factories.certificates import may_issue
from tests.factories.written_once import written_once

TERM_BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
PROGRAM = """---
slug: small-course
title: Small course
version: "2026.1"
tracks:
  - {slug: law_and_skills, title: Law and skills, minutes: 20, on_eoir_list: true}
topics:
  - {slug: ethics_upl, title: Ethics, required: true}
  - {slug: asylum, title: Asylum, required: true}
sessions:
  - {number: 1, title: First}
completion: {minimum_percent: 50, all_required_topics: true}
---
A course for tests.
"""
MODULE = """---
slug: first-module
title: First module
track: law_and_skills
sessions: [1]
minutes: {live: 0, self_paced: 15, assessment: 5}
topics: {ethics_upl: 10, asylum: 10}
authorities: ["8 CFR 1292.1"]
objectives: [Say who may represent.]
last_reviewed: 2026-11-20
---
What this module is about.
"""
LESSON = """---
slug: {slug}
title: {title}
minutes: {minutes}
topics: {{ethics_upl: 5, asylum: {rest}}}
completion: {{seen_to_end: true, knowledge_checks: {checks}, minimum_share_percent: 50}}
objectives: [Know it.]
authorities: ["8 CFR 1292.1"]
last_reviewed: 2026-11-20
---
{text}

::: authority key="8 CFR 1292.1"
Who may represent.
:::

::: callout summary title="In short"
That was it.
:::
"""
CHECK = """
::: check
id: check-1
type: true_false
stem: An accredited representative needs a recognized organization.
content: {answer: true}
explanation: 8 CFR 1292.12(a).
:::
"""
QUESTIONS = """
- id: q-1
  type: single_choice
  stem: Who may represent?
  points: 2
  topics: [ethics_upl]
  explanation: 8 CFR 1292.1.
  content: {options: [{id: a, text: An accredited representative, correct: true}, {id: b, text: Anybody, correct: false}]}
- id: q-2
  type: multiple_choice
  stem: Which are agencies?
  points: 3
  content: {options: [{id: a, text: USCIS, correct: true}, {id: b, text: EOIR, correct: true}, {id: c, text: A notary, correct: false}], scoring: partial}
"""
ASSESSMENT = """---
slug: first-quiz
title: First quiz
minutes: 5
pass_percent: 60
attempts: 2
questions: [q-1, q-2]
---
Answer on your own.
"""


NAMES = {"legal_first_name": "Ana", "legal_last_name": "Alvarez", "privacy_version": "x", "privacy_accepted_at": datetime(2026, 9, 1, tzinfo=UTC)}


def write_course(root: Path) -> Path:
    """The course's files below ``root``."""
    module = root / "01-first-module"
    module.mkdir(parents=True)
    (root / "program.md").write_text(PROGRAM)
    (module / "module.md").write_text(MODULE)
    (module / "authorities.yaml").write_text('- {key: "8 CFR 1292.1", kind: regulation, title: Who may represent, citation: 8 CFR 1292.1, confidence: A}\n')
    (module / "01-one.md").write_text(LESSON.format(slug="one", title="Lesson one", minutes=10, rest=5, checks="true", text="Words to read." + CHECK))
    second = LESSON.format(slug="two", title="Lesson two", minutes=5, rest=0, checks="false", text="More words.")
    (module / "02-two.md").write_text(second.replace(", asylum: 0", ""))
    (module / "questions.yaml").write_text(QUESTIONS)
    (module / "assessment.md").write_text(ASSESSMENT)
    return root


def load_course(root: Path) -> list[Change]:
    """Load the course as ``load_written`` does."""
    return load_written(write_course(root))


def load_written(root: Path) -> list[Change]:
    """Load a folder through the real importer; one with the same files a second time by what the first wrote (``written_once``)."""
    digest = sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return written_once(lambda: load_folder(root), digest.hexdigest())


def enrolled_student(slug: str = "north", email: str = "student@north.example", *, program: ProgramPage | None = None) -> Enrollment:
    """A student of the campus ``slug`` in a cohort of the course."""
    campus = Campus.objects.get_or_create(slug=slug, defaults={"name": f"{slug.title()} Campus", "time_zone": "America/New_York"})[0]
    student = User.objects.create_user(email, "correct horse battery", **NAMES)
    Membership.objects.create(user=student, campus=campus, role="student")
    course = program or ProgramPage.objects.get(slug="small-course")
    cohort = put_cohort(slug=f"{slug}-fall", name="Fall", campus=campus, program=course, starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 20))
    enrollment = put_enrollment(student=student, cohort=cohort, since=TERM_BEGAN)
    may_issue(enrollment)
    return enrollment


def enrolled_in_small_course(root: Path) -> Enrollment:
    """``enrolled_student`` of the small course, which is loaded first."""
    load_course(root)
    return enrolled_student()


def enrolled_since(enrollment: Enrollment, moment: datetime) -> Enrollment:
    """The same place, had for longer than the test runs."""
    Enrollment.objects.filter(pk=enrollment.pk).update(enrolled_at=moment)
    enrollment.enrolled_at = moment
    return enrollment


def member(email: str, role: str, campus: Campus) -> User:
    person = User.objects.create_user(email, "correct horse battery", legal_first_name="Emil", legal_last_name="Costa")
    Membership.objects.create(user=person, campus=None if role == "administrator" else campus, role=role)
    return person


def signed_in(person: User) -> Client:
    """A browser of somebody who has accepted the privacy notice."""
    User.objects.filter(pk=person.pk).update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=datetime.now(UTC))
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def study(enrollment: Enrollment, slug: str, minutes: int, *, start: datetime | None = None) -> Any:
    """Let the student read the lesson for ``minutes``, in beats of 30 s; returns the session's token."""
    lesson = LessonPage.objects.get(slug=slug)
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    token = new_token(enrollment, lesson, snapshot)
    begin = start or datetime(2026, 10, 1, 15, 0, tzinfo=UTC)
    hear(token=token, kind="open", seq=0, active_ms=0, visible=True, at=begin)
    for number in range(1, minutes * 2 + 1):
        hear(token=token, kind="beat", seq=number, active_ms=30_000, visible=True, at=begin + timedelta(seconds=30 * number))
    return token
