"""A lesson's check of every type that marks itself: shown without its key, answered through its own fields, judged on the spot."""

from pathlib import Path

import pytest
import yaml
from django.template.loader import render_to_string

from curriculum.api import load_folder
from curriculum.models import LessonProgress
from lms.questions.api import question_types
from tests.factories.course import enrolled_student, signed_in, write_course
from tests.lms.questions.browser import Page
from tests.lms.questions.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TYPES = ["matching", "fill_in_the_blanks", "ordering", "categorization", "select_passage"]


@pytest.fixture
def lesson(tmp_path: Path) -> str:
    """The address of a lesson with one check of each type."""
    path = write_course(tmp_path) / "01-first-module/02-two.md"
    for key in TYPES:
        facts = {"id": f"check-{key.replace('_', '-')}", "type": key, "stem": f"About {key}", "explanation": "8 CFR 1292.1.", "content": SAMPLES[key].content}
        path.write_text(f"{path.read_text()}\n::: check\n{yaml.safe_dump(facts)}:::\n")
    load_folder(tmp_path)
    return "/learn/small-course/first-module/two/"


def form_of(html: str, check: str) -> str:
    """The form of one check on the page."""
    start = html.index("<form", html.index(f'id="check-{check}"'))
    return html[start : html.index("</form>", start) + 7]


@pytest.mark.parametrize("key", TYPES)
def test_a_check_is_asked_twice_alike_and_judged_by_what_its_form_sends(lesson: str, key: str) -> None:
    student, check = signed_in(enrolled_student().student), f"check-{key.replace('_', '-')}"
    kind = question_types.get(key)
    content = kind.validate_content(SAMPLES[key].content)
    right = render_to_string(kind.template, {"view": kind.public_view(content), "response": SAMPLES[key].responses[1], "name": check})

    first, second = (form_of(student.get(lesson).content.decode(), check) for _ in range(2))
    address = first.split('action="')[1].split('"')[0]
    answered = student.post(address, Page(right).sent, HTTP_HX_REQUEST="true").content.decode()

    fields = [field for field in Page(first).sent if field != "csrfmiddlewaretoken"]
    assert fields == [field for field in Page(second).sent if field != "csrfmiddlewaretoken"] == list(Page(right).sent)
    assert "tag-met" in answered
    assert "8 CFR 1292.1</a>" in answered


def test_an_answer_that_fits_no_option_any_more_is_asked_anew(tmp_path: Path) -> None:
    """An author took the option out that a student had chosen: the page still opens."""
    path = write_course(tmp_path) / "01-first-module/02-two.md"
    before = path.read_text()

    def publish(*options: str) -> None:
        content = {"options": [{"id": one, "text": f"Option {one}", "correct": one == "a"} for one in options]}
        facts = {"id": "check-who", "type": "single_choice", "stem": "Who?", "explanation": "8 CFR 1292.1.", "content": content}
        path.write_text(f"{before}\n::: check\n{yaml.safe_dump(facts)}:::\n")
        load_folder(tmp_path)

    publish("a", "b", "c")
    student, lesson = signed_in(enrolled_student().student), "/learn/small-course/first-module/two/"
    address = form_of(student.get(lesson).text, "check-who").split('action="')[1].split('"')[0]
    student.post(address, {"check-who": "b"})
    assert LessonProgress.objects.get().checks["check-who"]["response"] == {"choice": "b"}

    publish("a", "c")
    page = student.get(lesson)

    assert (page.status_code, "Option a" in form_of(page.text, "check-who")) == (200, True)
