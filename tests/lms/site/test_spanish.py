"""A student who chose Spanish reads Spanish on their own pages; what is stored for them stays English."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accreditation.models.entry import Category, Kind, Mode
from accreditation.queries.intervals import REASONS
from curriculum.actions.take_snapshot import lesson_body
from curriculum.models import ContentSnapshot, Enrollment, LessonPage, MarkKind, ProblemKind, SessionKind, SessionMode
from lms.core.words_in_data import WORDS
from lms.notices.models import Notice
from lms.people.roles import roles
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.people import person
from tests.lms.core.test_catalog import PAIRS

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def in_spanish(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    return client


def words_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)))


def english_left_in(words: str) -> list[str]:
    """Texts of the catalog, long enough to be a sentence, that stand untranslated on a page."""
    return [english for english, said in PAIRS if len(english) > 14 and "%(" not in english and english != said and english in words]


def test_home_lesson_and_record_are_spanish(enrollment: Enrollment) -> None:
    client = in_spanish(signed_in(enrollment.student))
    pages = {
        "/": ["Hola, ", "Lo que sigue para ti", "Mi registro", "Cerrar sesión"],
        LessonPage.objects.get(slug="one").url: ["He estudiado esta lección", "El conteo empieza cuando comienzas a leer.", "Lee la lección hasta el final."],
        "/record/": ["Cada hora que cuenta, y por qué.", "Todavía no hay entradas"],
    }

    for url, expected in pages.items():
        words = words_of(client, url)
        assert [text for text in expected if text not in words] == [], url
        assert english_left_in(words) == [], url


def test_the_same_pages_are_english_for_everybody_else(enrollment: Enrollment) -> None:
    words = words_of(signed_in(enrollment.student), "/")

    assert "Next for you" in words
    assert "Lo que sigue para ti" not in words


def test_a_visitor_signs_in_in_spanish() -> None:
    words = words_of(in_spanish(Client()), "/accounts/login/")

    assert "Correo electrónico" in words
    assert "¿Olvidaste tu contraseña?" in words
    assert english_left_in(words) == []


def test_a_notice_sent_during_a_spanish_request_is_stored_in_english(enrollment: Enrollment) -> None:
    person("instructor", enrollment.campus)
    page = LessonPage.objects.get(slug="one")
    where = reverse("questions:under_lesson", args=[enrollment.public_id, ContentSnapshot.objects.get(lesson=page).public_id])

    answer = in_spanish(signed_in(enrollment.student)).post(where, {"text": "¿Por qué?", "passage": "", "key": "one"})

    assert answer.status_code == 302
    notice = Notice.objects.get(kind="curriculum.question_asked")
    assert (notice.subject_line, "waits for an answer" in notice.text) == ("A student has a question on a lesson", True)


def test_a_lesson_is_stored_in_english_whoever_publishes_it(enrollment: Enrollment) -> None:
    page = LessonPage.objects.get(slug="one")
    page.body.append(("callout", {"kind": "warning", "title": "", "source": "Mind the date.", "date": None}))

    with translation.override("es"):
        in_spanish_request = lesson_body(page)

    assert "Warning" in in_spanish_request
    assert in_spanish_request == lesson_body(page)


def test_words_that_templates_translate_by_value_are_in_the_catalog() -> None:
    shown = [label for kind in (Category, Kind, Mode, MarkKind, ProblemKind, SessionKind, SessionMode) for label in kind.labels]

    assert {*shown, *(role.label for role in roles)} <= set(WORDS)
    with translation.override("es"):
        assert [reason for reason in REASONS.values() if translation.gettext(reason) == reason] == []
