"""What assessments put into the world: a quiz, attempts and what became of them, marks and disputes, accommodations."""

from contextlib import suppress
from datetime import date

from django.utils import timezone

from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import (
    Accommodation,
    AssessmentItem,
    AssessmentPage,
    AttemptItem,
    Dispute,
    DisputeMessage,
    Opinion,
    Question,
    QuestionBank,
    QuestionFix,
    QuestionVersion,
)
from lms.core.errors import Conflict
from tests.factories.canary import canary
from tests.project.curriculum_world import NOWHERE, choices
from tests.project.world import World, part


@part
def a_quiz(world: World) -> None:
    """One question that marks itself and one that a person marks."""
    world.quiz = world.module.add_child(instance=AssessmentPage(title="Ethics quiz", slug="ethics-quiz", shuffle_questions=False))
    bank = QuestionBank.objects.create(slug="ethics", title="Ethics", program=world.program)
    rubric = [{"id": "law", "title": "Law", "points": 2, "guidance": canary(NOWHERE, "key")}]
    for position, (kind, content) in enumerate([("single_choice", choices()), ("essay", {"rubric": rubric, "model_answer": canary(NOWHERE, "key")})]):
        question = Question.objects.create(bank=bank, external_id=kind)
        QuestionVersion.objects.create(
            question=question, number=1, type=kind, stem="Who may?", content=content, explanation=canary(NOWHERE, "key"), sha256="0" * 64,
            created_at=timezone.now(), rendered={"stem": "<p>Who may?</p>", "explanation": f"<p>{canary(NOWHERE, 'key')}</p>"}, points=2,
        )  # fmt: skip
        AssessmentItem.objects.create(page=world.quiz, question=question, sort_order=position)


@part
def attempts(world: World) -> None:
    """For each student an attempt in progress, and one waiting for marks."""
    world.attempts, world.waiting = {}, {}
    for enrollment in world.enrollments.values():
        student = enrollment.student
        submitted = submit_attempt(attempt=start_attempt(assessment=world.quiz, enrollment=enrollment, by=student), by=student)
        world.waiting[student.pk] = submitted
        world.attempts[student.pk] = start_attempt(assessment=world.quiz, enrollment=enrollment, by=student)


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


@part
def accommodations(world: World) -> None:
    """Of each student an accommodation."""
    world.accommodations = {}
    for pk, enrollment in world.enrollments.items():
        slug, key = enrollment.cohort.campus.slug, enrollment.student.legal_last_name
        by, at, far = world.people[f"{slug} coordinator"], timezone.now(), date(2030, 4, 1)
        given = {"number": 1, "time_percent": 150, "starts_on": date(2026, 1, 1), "ends_on": far, "given_by": by, "given_at": at}
        world.accommodations[pk] = Accommodation.objects.create(enrollment=enrollment, reason=canary(slug, "accommodation", key), **given)
