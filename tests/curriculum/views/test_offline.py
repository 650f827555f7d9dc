"""A lesson as one file: everything inside it, nothing that runs, nothing that is fetched, and no key."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from curriculum.api import load_folder
from curriculum.models import Enrollment, LessonPage
from curriculum.views.offline import file_name
from curriculum.views.offline_file import standing_alone
from tests.factories.course import enrolled_student, load_course, member, signed_in, write_course
from tests.factories.questions import write_picture
from tests.lms.questions.samples import fact_pattern, hotspot

pytestmark = pytest.mark.django_db
PIXEL = b"\x89PNG\r\n\x1a\n-pixels-"


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def path() -> str:
    return f"/study/offline/{LessonPage.objects.get(slug='one').public_id}/"


def test_the_file_is_whole_and_fetches_nothing(place: Enrollment) -> None:
    answer = signed_in(place.student).get(path())
    page = answer.content.decode()

    assert answer["Content-Disposition"] == 'attachment; filename="Lesson one.html"'
    assert [text in page for text in ("Words to read.", "8 CFR 1292.1", "revision" if "revision" in page else "Revision", "Last checked")] == [True] * 4
    assert re.findall(r"<(?:script|link|iframe|form|video|audio)\b", page) == []
    assert re.findall(r'(?:src|srcset|poster)="(?!data:)', page) == []
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_a_check_is_in_it_without_its_key(place: Enrollment) -> None:
    page = signed_in(place.student).get(path()).content.decode()

    assert ["An accredited representative needs a recognized organization." in page, "8 CFR 1292.12(a)." in page] == [True, False]


def test_only_who_reads_the_lesson_may_keep_it(place: Enrollment) -> None:
    other = member("other@north.example", "student", place.cohort.campus)

    assert signed_in(other).get(path()).status_code == 404
    LessonPage.objects.get(slug="one").unpublish()
    assert signed_in(place.student).get(path()).status_code == 404


def test_pictures_are_taken_in_and_recordings_named() -> None:
    name = default_storage.save("images/pixel.png", ContentFile(PIXEL))
    source = f'<p><img src="/lesson-media/{name}" srcset="x" alt="A pixel"><img src="/lesson-media/documents/a.png" alt="Not ours"></p>'
    source += '<figure><video aria-label="Intake"><source src="/lesson-media/media/a.mp4"></video></figure>'
    source += '<details><summary>T</summary></details><a href="/law/x/">x</a>'

    page = standing_alone(source)
    default_storage.delete(name)

    assert 'src="data:image/png;base64,' in page
    assert "Picture, not in this file: Not ours" in page
    assert "The recording “Intake” is not in this file." in page
    assert ['<details open="">' in page, 'href="http://127.0.0.1:8000/law/x/"' in page, "srcset" in page] == [True, True, False]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who may?", "Who may.html"),
        ("../a\\b:c", "a b c.html"),
        ("¿Quién?", "¿Quién.html"),
        ("\r\nX", "X.html"),
        ("???", "Lesson.html"),
        ("a" * 300, "a" * 120 + ".html"),
    ],
)
def test_the_file_has_a_name_that_every_system_keeps(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_case_and_a_picture_to_point_at_are_named_in_it_without_their_key(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    write_picture(course)
    lesson = course / "01-first-module/01-one.md"
    checks = [
        {"id": "check-case", "type": "fact_pattern", "stem": "Work on this case.", "content": fact_pattern()},
        {"id": "check-place", "type": "hotspot", "stem": "Where?", "content": hotspot()},
    ]
    lesson.write_text("\n\n".join([lesson.read_text().rstrip(), *(f"::: check\n{yaml.safe_dump(check)}:::" for check in checks)]) + "\n")
    load_folder(course)

    page = signed_in(enrolled_student().student).get(path()).content.decode()

    shown = ["<strong>She</strong> arrived", "Which bar applies?", "Text of a", "A form of four boxes with a seal", "Box 2"]
    assert [text in page for text in shown] == [True] * 5
    assert [text in page for text in ("Feedback of", "8 CFR 208.13", "Names the one-year bar")] == [False] * 3
    assert re.findall(r'(?:src|srcset|poster)="(?!data:)', page) == []
