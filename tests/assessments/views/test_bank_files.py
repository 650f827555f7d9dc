"""A bank's questions from files and into files, on the screen."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.models import Question
from assessments.rules import QUESTION_UPLOAD
from curriculum.models import Cohort
from lms.core.clock import now
from lms.vault.models import StoredFile
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db
HERE = "/teach/banks/first-module/import/"
AWAY = "/teach/banks/first-module/export/"
GIFT = "// [id:came]\nWho decides? {=The judge ~The clerk}\n"


@pytest.fixture
def instructor(tmp_path: Path) -> Client:
    load_course(tmp_path / "course")
    place = enrolled_student()
    return signed_in(member("ines@north.example", "instructor", place.cohort.campus))


def sent(source: str, name: str = "q.gift", **more: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, source.encode()), "format": "", "state": "draft", **more}


def again(**more: str) -> dict[str, str]:
    """What the form of a report sends: the file's name in the vault instead of the file."""
    return {"upload": StoredFile.objects.get(kind=QUESTION_UPLOAD).public_id, "format": "", "state": "draft", **more}


def test_a_file_is_looked_at_and_then_kept(instructor: Client) -> None:
    looked = instructor.post(HERE, sent(GIFT))

    assert "1 question can be imported: 1 new" in looked.content.decode()
    assert not Question.objects.filter(external_id="came").exists()

    kept = instructor.post(HERE, again(keep="1"), follow=True)

    assert kept.redirect_chain == [("/teach/banks/first-module/", 302)]
    assert Question.objects.get(external_id="came").state == "draft"


def test_a_file_with_refused_questions_is_not_chosen_twice_either(instructor: Client) -> None:
    refused = instructor.post(HERE, sent(GIFT + "\nOnly a text.\n", keep="1"))

    taken = instructor.post(HERE, again(keep="1", keep_going="on"))

    assert refused.status_code == 422
    assert taken.status_code == 302
    assert Question.objects.filter(external_id="came").exists()


def test_another_file_takes_the_place_of_the_kept_one(instructor: Client) -> None:
    instructor.post(HERE, sent(GIFT))

    instructor.post(HERE, again(keep="1") | {"file": SimpleUploadedFile("b.gift", b"// [id:other]\nWhy? {=So ~No}\n")})

    assert Question.objects.filter(external_id="other").exists()
    assert not Question.objects.filter(external_id="came").exists()


def test_a_kept_file_is_its_uploaders_for_a_day(instructor: Client) -> None:
    instructor.post(HERE, sent(GIFT))
    kept = again(keep="1")
    colleague = signed_in(member("otto@north.example", "instructor", Cohort.objects.get().campus))

    kept_until = StoredFile.objects.get(kind=QUESTION_UPLOAD).expires_at - now()
    foreign = colleague.post(HERE, kept)
    StoredFile.objects.update(expires_at=now())
    late = instructor.post(HERE, kept)

    assert timedelta(hours=23) < kept_until < timedelta(days=1, minutes=1)
    for answer in (foreign, late):
        assert answer.status_code == 422
        assert "no longer kept" in answer.content.decode()
    assert not Question.objects.filter(external_id="came").exists()


def test_what_is_refused_and_lost_is_told_and_nothing_taken(instructor: Client) -> None:
    answer = instructor.post(HERE, sent(GIFT + "\nOnly <b>a</b> text.\n\nWhere? {~%50%x =y}\n", keep="1"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It asks nothing" in page
    assert "earns 50 %" in page
    assert not Question.objects.filter(external_id="came").exists()


@pytest.mark.parametrize(
    ("source", "name", "why"), [("nothing", "x.bin", "Choose its format"), ("<quiz><question>", "x.xml", "not well-formed"), ("", "x", "empty")]
)
def test_other_files_are_refused_beside_the_field(instructor: Client, source: str, name: str, why: str) -> None:
    answer = instructor.post(HERE, sent(source, name))

    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_bank_goes_out(instructor: Client) -> None:
    answer = instructor.post(AWAY, {"format": "moodle_xml"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="first-module.xml"'
    assert b"<quiz>" in b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert instructor.post(AWAY, {"format": "doc"}).status_code == 422
    assert instructor.get(AWAY).status_code == 405
