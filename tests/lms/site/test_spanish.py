"""A student who chose Spanish reads Spanish on their own pages; what is stored for them stays English."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accreditation.queries.intervals import REASONS
from curriculum.models import ContentSnapshot, Enrollment, LessonPage, MarkKind, ProblemKind, SessionKind, SessionMode
from accreditation.models import Category, Kind, Mode
from lms.core.words_in_data import WORDS
from lms.notices.models import Notice
from lms.people.roles import roles
from tests.factories.course import enrolled_student, load_course, signed_in

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
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.S)))


def english_left_in(words: str) -> list[str]:
    """Texts of the catalog, long enough to be a sentence, that stand untranslated on a page."""
    from tests.lms.core.test_catalog import PAIRS

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
    client = in_spanish(signed_in(enrollment.student))

    answer = client.post(f"/notes/{LessonPage.objects.get(slug='one').public_id}/report/", {})  # any post: nothing but the page speaks Spanish
    assert answer.status_code in {302, 404, 422}

    with translation.override("es"):
        from lms.notices.api import notify

        notify(enrollment.student, "curriculum.attestation_decided", subject_line="Approved", text="Your statement was approved.", url="/record/", key="one")
    assert Notice.objects.get().text == "Your statement was approved."


def test_a_lesson_published_during_a_spanish_request_is_stored_in_english(enrollment: Enrollment) -> None:
    from curriculum.actions.take_snapshot import take_snapshot

    page = LessonPage.objects.get(slug="one")
    body = ContentSnapshot.objects.filter(lesson=page).latest("pk").body
    with translation.override("es"):
        take_snapshot(page)

    assert ContentSnapshot.objects.filter(lesson=page).latest("pk").body == body


def test_words_that_templates_translate_by_value_are_in_the_catalog() -> None:
    shown = [label for kind in (Category, Kind, Mode, MarkKind, ProblemKind, SessionKind, SessionMode) for label in kind.labels]

    assert {*shown, *(role.label for role in roles)} <= set(WORDS)
    with translation.override("es"):
        assert [reason for reason in REASONS.values() if translation.gettext(reason) == reason] == []
