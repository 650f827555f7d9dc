"""The long record: every entry once under the place it counts in, adding up to the wide record; the same bytes from both databases."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accreditation.ledger.append import append
from accreditation.ledger.reverse import reverse
from accreditation.models import Entry
from accreditation.queries.entry_lines import LINE_COLUMNS
from curriculum.models import Enrollment
from lms.core.clock import iso_ms
from tests.factories.course import enrolled_student, load_course
from tests.factories.ledger import draft
from tests.factories.records import exported, exported_scope, read_csv

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def credited(place: Enrollment, **changes: object) -> Entry:
    facts = {"student": place.student.public_id, "enrollment": place.public_id, "campus": "north", "provider": "North Campus"}
    return append(draft(**facts, **changes)).entry


def test_a_line_says_everything_of_its_entry(place: Enrollment) -> None:
    entry = credited(place, minutes=30, topics={"ethics_upl": 20, "asylum": 10}, title="Who may, and may not, represent")

    [line] = read_csv(exported("entries", place.cohort))

    assert line == {
        "student_name": "Ana Alvarez", "email": place.student.email, "campus": place.cohort.campus.name, "cohort": place.cohort.name,
        "training": "Small course", "track": "law_and_skills", "seq": "1", "kind": "credit", "category": "law_self_study", "minutes": "30",
        "topics": '{"asylum": 10, "ethics_upl": 20}', "mode": "self_paced", "source": "lesson", "title": "Who may, and may not, represent",
        "provider": "North Campus", "first_date": "2026-09-14", "last_date": "2026-09-14", "recorded_at": iso_ms(entry.recorded_at),
        "recorded_by": "pathway", "approved_by": "", "reverses": "", "content_revision": "", "hash": entry.hash,
    }  # fmt: skip
    assert tuple(line) == LINE_COLUMNS


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'x", '=HYPERLINK("x")', 'plain, "quoted"\nand long'])
def test_what_a_person_typed_is_no_formula_and_comes_back(place: Enrollment, typed: str) -> None:
    credited(place, title=typed)
    type(place.student).objects.filter(pk=place.student_id).update(legal_first_name="=Ana")

    [line] = read_csv(exported("entries", place.cohort))

    assert line["title"] == (f"'{typed}" if typed[0] in "=+-@\t\r\n'" else typed)
    assert line["student_name"] == "'=Ana Alvarez"


def test_lines_come_by_student_and_number_and_add_up_to_the_wide_record(place: Enrollment) -> None:
    other = enrolled_student(email="bo@north.example")
    for number, who in enumerate((place, other, place, other)):
        credited(who, minutes=10 + number, idempotency=(number,))
    reverse(student=place.student.public_id, seq=1, recorded_by="a", approved_by="b", reason="Twice.")

    lines, rows = read_csv(exported("entries", place.cohort)), read_csv(exported("csv", place.cohort))

    assert [(line["email"], line["seq"], line["minutes"]) for line in lines if line["email"] == place.student.email] == [
        (place.student.email, "1", "10"), (place.student.email, "2", "12"), (place.student.email, "3", "-10"),
    ]  # fmt: skip
    wide = {row["email"]: int(row["minutes"]) for row in rows}
    assert wide == {who.student.email: sum(int(line["minutes"]) for line in lines if line["email"] == who.student.email) for who in (place, other)}


def test_as_of_a_day_before_there_are_no_lines(place: Enrollment) -> None:
    credited(place)
    today = timezone.now().date()

    assert len(read_csv(exported("entries", place.cohort, today + timedelta(days=1)))) == 1
    assert exported("entries", place.cohort, date(2026, 1, 1)) == (",".join(LINE_COLUMNS) + "\n").encode()


def test_nobody_enrolled_is_a_heading_alone(place: Enrollment) -> None:
    Enrollment.objects.all().delete()

    assert exported_scope("entries", "campus", "north") == (",".join(LINE_COLUMNS) + "\n").encode()
