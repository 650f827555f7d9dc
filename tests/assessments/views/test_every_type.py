"""An attempt with a question of every type: asked in a frozen order, answered through the page's own fields, looked back on."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, AttemptItem
from lms.questions.api import question_types
from tests.factories.course import enrolled_student, load_written, signed_in
from tests.factories.questions import write_picture, write_questions
from tests.lms.questions.browser import Page
from tests.lms.questions.samples import SAMPLES, page_name

pytestmark = [pytest.mark.django_db, pytest.mark.services]
RELEASED = "shuffle_questions: false\nshuffle_options: false\nfeedback: {key: after_submit, explanation: after_submit}"


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """Options are not mixed here, so what is mixed all the same would tell the key."""
    root = write_questions(tmp_path / "course", {key: sample.content for key, sample in SAMPLES.items()})
    write_picture(root)
    path = root / "01-first-module/assessment.md"
    names = ", ".join(f"sample.{key}" for key in SAMPLES)
    path.write_text(path.read_text().replace("questions: [q-1, q-2]", f"questions: [{names}]\n{RELEASED}"))
    load_written(root)
    place = enrolled_student()
    return start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)


def asked(attempt: Attempt) -> dict[str, AttemptItem]:
    return {item.version.type: item for item in attempt.items.select_related("version")}


def sent_by(item: AttemptItem, response: Any) -> dict[str, list[str]]:
    """What a browser sends for one question in which ``response`` was chosen."""
    kind = question_types.get(item.version.type)
    view = kind.public_view(kind.validate_content(item.version.content), item.option_order)
    return Page(render_to_string(kind.template, {"view": view, "response": response, "name": f"q{item.position}"})).sent


def fields_on(html: str) -> dict[str, list[str]]:
    """What a browser sends for all questions of the page."""
    form = html[html.index('<form method="post" action="/attempts/') : html.index('<div class="form-actions">')]
    return {name: values for name, values in Page(f"{form}</form>").sent.items() if name.startswith("q")}


def test_answers_go_out_through_the_page_and_come_back_on_it(attempt: Attempt) -> None:
    student, path = signed_in(attempt.enrollment.student), f"/attempts/{attempt.public_id}/"
    form: dict[str, list[str]] = {}
    for key, item in asked(attempt).items():
        form |= sent_by(item, SAMPLES[key].responses[1])

    saved = student.post(f"{path}save/", {"key": "first", **form}, HTTP_ACCEPT="application/json")

    assert saved.status_code == 200
    assert fields_on(student.get(path).content.decode()) == form
    assert {step.item.version.type: step.response for step in attempt.steps.select_related("item__version")} == {
        key: sample.responses[1] for key, sample in SAMPLES.items() if not question_types.get(key).takes_files
    }


def test_what_would_tell_the_key_is_mixed_and_frozen_though_options_are_not(attempt: Attempt) -> None:
    items, student = asked(attempt), signed_in(attempt.enrollment.student)
    names = {page_name(step["text"]): step["id"] for step in SAMPLES["ordering"].content["steps"]}

    pages = [student.get(f"/attempts/{attempt.public_id}/").content.decode() for _ in range(2)]

    assert items["single_choice"].option_order == list("abcde")
    assert items["ordering"].option_order != list("nbhao")
    for page in pages:
        shown = re.findall(rf'<select[^>]* name="q{items["ordering"].position}-(P\w+)"', page)
        assert [names[name] for name in shown] == items["ordering"].option_order


def test_every_type_is_looked_back_on_with_its_key(attempt: Attempt) -> None:
    student = signed_in(attempt.enrollment.student)
    student.post(f"/attempts/{attempt.public_id}/submit/")

    page = student.get(f"/attempts/{attempt.public_id}/result/")

    assert page.status_code == 200
    html = page.content.decode()
    told = ("Right: Appearing as a representative", "Right: The agency", "Right: place 5", "Accepted: I-589", "Right, and not chosen")
    assert [words for words in told if words not in html] == []
