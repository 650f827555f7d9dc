"""A course whose keys are canaries, and what of it was told: for the runs that look for a key wherever a student can look."""

from pathlib import Path
from typing import Any

import yaml
from django.core import mail
from django.test import Client

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, QuestionBank, QuestionVersion
from curriculum.api import newest_snapshot
from curriculum.models import Authority, ContentSnapshot, Enrollment, LessonPage
from lms.notices.models import Notice
from lms.questions.api import question_types
from tests.factories.canary import canaries_in, canary
from tests.factories.course import enrolled_student, load_written
from tests.factories.questions import write_picture, write_questions
from tests.lms.questions.contract import leaves, replaced
from tests.lms.questions.samples import SAMPLES
from tests.lms.questions.test_contract_secrets import SECRET_FIGURE, with_canaries
from tests.project.leaks import body_of, texts_in
from tests.project.routes import Route, every_route

OPEN = {f"show_{part}": "after_submit" for part in ("score", "response", "marks", "comment")}
CITED = ("1158(b)(1)",)  # what authority finding asks for, and no page of the course names
CHECKED = "single_choice"


def poisoned(kind: str) -> dict[str, Any]:
    """A canary in every secret text; a citation that is the answer stays as it is, for no canary reads as one."""
    data = with_canaries(SAMPLES[kind])
    for path, value in leaves(SAMPLES[kind].content):
        if path[-1] == "key":
            data = replaced(data, path, value)
    return data


def poisoned_place(folder: Path) -> Enrollment:
    """A student of a course whose assessment asks one question of every type, and whose first lesson checks one, all with canaries for keys."""
    root = write_questions(folder, {key: poisoned(key) for key in SAMPLES})
    write_picture(root)
    bank = root / "01-first-module/questions.yaml"
    questions = [{**one, "explanation": canary("north", "explanation", one["id"])} for one in yaml.safe_load(bank.read_text())]
    bank.write_text(yaml.safe_dump(questions, sort_keys=False, allow_unicode=True))
    page = root / "01-first-module/assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", f"[{', '.join(f'sample.{key}' for key in SAMPLES)}]"))
    _poison_check(root / "01-first-module/01-one.md")
    load_written(root)
    QuestionBank.objects.update(allows_practice=True)
    return enrolled_student()


def _poison_check(lesson: Path) -> None:
    check = {"id": "check-1", "type": CHECKED, "stem": "Which one?", "content": poisoned(CHECKED), "explanation": canary("north", "explanation", "check")}
    before, rest = lesson.read_text().split("::: check\n", 1)
    lesson.write_text(f"{before}::: check\n{yaml.safe_dump(check, sort_keys=False, allow_unicode=True)}:::{rest.split(':::', 1)[1]}")


def settings(**parts: Any) -> AssessmentPage:
    AssessmentPage.objects.update(**OPEN, attempts_allowed=9, shuffle_questions=False, **parts)
    return AssessmentPage.objects.get()


def secrets_in(content: bytes | str) -> list[str]:
    text = content.decode("utf-8", "ignore") if isinstance(content, bytes) else content
    return sorted(map(str, canaries_in(text))) + [word for word in (SECRET_FIGURE, *CITED) if word in text]


def secrets_of(response: Any) -> list[str]:
    """What an answer tells by its headers, cookies, body, and what is packed in that."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return [secret for text in (headers, response.cookies.output(), *texts_in(body_of(response))) for secret in secrets_in(text)]


def known_names(place: Enrollment, attempt: Attempt | None) -> dict[str, Any]:
    """Whatever an address of ours may ask for that the student could know or guess: their own rows, and the names of pages, questions and banks."""
    quiz, version = AssessmentPage.objects.get(), QuestionVersion.objects.filter(type=CHECKED).latest("pk")
    lesson = LessonPage.objects.get(slug="one")
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    known: dict[str, Any] = {
        "assessment": quiz.public_id, "bank": version.question.bank.slug, "cohort": place.cohort.slug, "enrollment": place.public_id, "kind": version.type,
        "question": version.question.public_id, "version": version.public_id, "public_id": quiz.public_id, "number": 1, "lesson": lesson.public_id,
        "snapshot": snapshot.public_id, "check": "check-1", "slug": Authority.objects.earliest("pk").slug, "program": place.cohort.program.pk, "seq": 1,
        "track": "law_and_skills", "campus": place.cohort.campus.slug,
    }  # fmt: skip
    return known | ({"attempt": attempt.public_id, "position": 1, "item": attempt.items.earliest("position").pk} if attempt else {})


def paths(place: Enrollment, attempt: Attempt | None) -> list[str]:
    """Every path of ours whose arguments the student could know, for each question of the attempt and each question there is to practice."""
    known = known_names(place, attempt)
    found = {route.path(**known) for route in routes_asked(known)}
    for number in range(2, len(SAMPLES) + 1) if attempt else ():
        found |= {f"/attempts/{attempt.public_id}/questions/{number}/{end}" for end in ("", "texts/", "dispute/")}  # type: ignore[union-attr]
    found |= {f"/practice-questions/{one.public_id}/" for one in QuestionVersion.objects.all()}
    found |= {f"/record/revisions/{one.public_id}/" for one in ContentSnapshot.objects.all()}
    return sorted(found | {AssessmentPage.objects.get().url, place.cohort.program.url, "/no/such/page/"})


def routes_asked(known: dict[str, Any]) -> list[Route]:
    return [route for route in every_route() if route.is_ours and set(route.arguments) <= set(known)]


def leaks(student: Client, asked: list[str]) -> dict[str, list[str]]:
    """What was told, by path; with the notices and letters that had gone out by then."""
    told = {path: secrets_of(student.get(path)) for path in asked}
    return {path: secrets for path, secrets in {**told, **letters()}.items() if secrets}


def letters() -> dict[str, list[str]]:
    """What notices and letters tell, whoever they went to."""
    notices = " ".join(f"{one.subject_line} {one.text}" for one in Notice.objects.all())
    return {"notices": secrets_in(notices), "mail": secrets_in(" ".join(str(letter.message()) for letter in mail.outbox))}


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
