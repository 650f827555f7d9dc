"""The canary run: nothing of a key reaches a student before its release, on any page, in any script, notice or mail (product.md, QZ).

An assessment asks one question of every type with a canary in every secret field. A student opens every route of ours that they could name,
before, during and after an attempt, under each setting that keeps the key back; at last the key is released, and the canaries must be there:
a search that finds nothing would prove nothing.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core import mail
from django.test import Client

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, QuestionBank, QuestionVersion
from curriculum.api import load_folder
from curriculum.models import Enrollment
from lms.notices.models import Notice
from lms.questions.api import question_types
from tests.factories.canary import canaries_in, canary
from tests.factories.course import enrolled_student, signed_in
from tests.factories.questions import write_picture, write_questions
from tests.lms.questions.samples import SAMPLES
from tests.lms.questions.test_contract import SECRET_FIGURE, leaves, replaced, with_canaries
from tests.project.leaks import body_of, texts_in
from tests.project.routes import every_route

pytestmark = [pytest.mark.django_db, pytest.mark.services]
OPEN = {f"show_{part}": "after_submit" for part in ("score", "response", "marks", "comment")}
CITED = ("1158(b)(1)",)  # what authority finding asks for, and no page of the course names
KEPT_BACK = ("after_pass", "after_close", "after_release", "never")


def poisoned(kind: str) -> dict[str, Any]:
    """A canary in every secret text; a citation that is the answer stays as it is, for no canary reads as one."""
    data = with_canaries(SAMPLES[kind])
    for path, value in leaves(SAMPLES[kind].content):
        if path[-1] == "key":
            data = replaced(data, path, value)
    return data


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    root = write_questions(tmp_path / "course", {key: poisoned(key) for key in SAMPLES})
    write_picture(root)
    bank = root / "01-first-module/questions.yaml"
    questions = [{**one, "explanation": canary("north", "explanation", one["id"])} for one in yaml.safe_load(bank.read_text())]
    bank.write_text(yaml.safe_dump(questions, sort_keys=False, allow_unicode=True))
    page = root / "01-first-module/assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", f"[{', '.join(f'sample.{key}' for key in SAMPLES)}]"))
    load_folder(root)
    QuestionBank.objects.update(allows_practice=True)
    return enrolled_student()


def settings(**parts: Any) -> AssessmentPage:
    AssessmentPage.objects.update(**OPEN, attempts_allowed=9, shuffle_questions=False, **parts)
    return AssessmentPage.objects.get()


def secrets_in(content: bytes | str) -> list[str]:
    text = content.decode("utf-8", "ignore") if isinstance(content, bytes) else content
    return sorted(map(str, canaries_in(text))) + [word for word in (SECRET_FIGURE, *CITED) if word in text]


def paths(place: Enrollment, attempt: Attempt | None) -> list[str]:
    """Every path of ours whose arguments the student could know: those of their own attempt, and the names of any question and bank."""
    quiz, version = AssessmentPage.objects.get(), QuestionVersion.objects.filter(type="single_choice").latest("pk")
    known: dict[str, Any] = {
        "assessment": quiz.public_id, "bank": version.question.bank.slug, "cohort": place.cohort.slug, "enrollment": place.public_id, "kind": version.type,
        "question": version.question.public_id, "version": version.public_id, "public_id": quiz.public_id, "number": 1,
    }  # fmt: skip
    if attempt:
        known |= {"attempt": attempt.public_id, "position": 1, "item": attempt.items.earliest("position").pk}
    found = {route.path(**known) for route in every_route() if route.is_ours and set(route.arguments) <= set(known)}
    for number in range(2, len(SAMPLES) + 1) if attempt else ():
        found |= {f"/attempts/{attempt.public_id}/questions/{number}/{end}" for end in ("", "texts/", "dispute/")}  # type: ignore[union-attr]
    return sorted(found | {f"/practice-questions/{one.public_id}/" for one in QuestionVersion.objects.all()} | {quiz.url, place.cohort.program.url})


def leaks(student: Client, asked: list[str]) -> dict[str, list[str]]:
    """What was told, by path; with the notices and letters that had gone out by then."""
    told = {path: [secret for text in texts_in(body_of(student.get(path))) for secret in secrets_in(text)] for path in asked}
    told["notices"] = secrets_in(" ".join(f"{one.subject_line} {one.text}" for one in Notice.objects.all()))
    told["mail"] = secrets_in(" ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox))
    return {path: secrets for path, secrets in told.items() if secrets}


def answer(student: Client, attempt: Attempt) -> list[Any]:
    """Answers to whatever marks itself, wrong or right; and every answer of the server on the way."""
    form: dict[str, Any] = {"key": "one", "seen": "0"}
    for item in attempt.items.select_related("version"):
        kind = question_types.get(item.version.type)
        if not kind.rubric(kind.validate_content(item.version.content)):
            form |= {SAMPLES[item.version.type].field.replace("q1", f"q{item.position}"): "a"} if SAMPLES[item.version.type].field else {}
    where = f"/attempts/{attempt.public_id}/"
    rest = {key: value for key, value in form.items() if key in ("key", "seen")}
    alone = [{**rest, "key": f"k-{name}", name: value} for name, value in form.items() if name not in rest]
    saved = [student.post(f"{where}save/", one, headers={"accept": "application/json"}) for one in alone]
    return [*saved, student.post(f"{where}submit/")]


def sit(place: Enrollment, student: Client) -> tuple[Attempt, list[Any]]:
    attempt = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)
    return attempt, answer(student, attempt)


def test_every_secret_field_holds_a_canary(place: Enrollment) -> None:
    types = {version.type for version in QuestionVersion.objects.all() if secrets_in(str(version.content))}

    assert types == set(SAMPLES)


def test_no_page_tells_a_key_before_or_during_an_attempt(place: Enrollment) -> None:
    page, student = settings(show_key="after_submit", show_explanation="after_submit"), signed_in(place.student)

    before = leaks(student, paths(place, None))
    attempt = start_attempt(assessment=page, enrollment=place, by=place.student)
    during = leaks(student, paths(place, attempt))

    assert (before, during) == ({}, {})


@pytest.mark.parametrize("phase", KEPT_BACK)
def test_no_page_tells_a_key_after_submitting_while_it_is_kept_back(place: Enrollment, phase: str) -> None:
    settings(show_key=phase, show_explanation=phase)
    student = signed_in(place.student)

    attempt, answers = sit(place, student)
    attempt.refresh_from_db()

    assert attempt.state == "graded"
    assert [secrets_in(response.content) for response in answers if secrets_in(response.content)] == []
    assert leaks(student, paths(place, attempt)) == {}


def test_once_released_the_key_is_found(place: Enrollment) -> None:
    settings(show_key="after_submit", show_explanation="after_submit")
    student = signed_in(place.student)

    attempt, _ = sit(place, student)

    told = leaks(student, [f"/attempts/{attempt.public_id}/result/"])
    assert {word.split()[0] for secrets in told.values() for word in secrets} == {"secret", "explanation", SECRET_FIGURE, *CITED}
