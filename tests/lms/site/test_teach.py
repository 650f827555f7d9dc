"""The page of everything an instructor does."""

from pathlib import Path

import pytest

from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db


def test_an_instructor_finds_every_page_of_teaching_and_the_header_stays_short(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    instructor = signed_in(member("instructor@north.example", "instructor", enrolled_student().cohort.campus))

    page = instructor.get("/teach/").content.decode()

    main = page.partition("<main")[2]
    header = page.partition("<main")[0]
    assert [path for path in ("/teach/marking/", "/teach/banks/", "/teach/analysis/", "/teach/fixes/", "/teach/law/") if f'href="{path}"' not in main] == []
    assert 'href="/teach/"' in header
    assert 'href="/teach/banks/"' not in header


def test_a_page_below_it_belongs_to_teach(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    instructor = signed_in(member("instructor@north.example", "instructor", enrolled_student().cohort.campus))

    header = instructor.get("/teach/banks/").content.decode().partition("<main")[0]

    assert 'href="/teach/" aria-current="page"' in header
