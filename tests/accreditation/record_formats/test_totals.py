"""Whatever the ledger holds, screen, CSV, long CSV, XLSX, JSON and PDF add up to the same whole minutes (HR-16)."""

import io
import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from accreditation.ledger.append import append
from accreditation.ledger.reverse import reverse
from accreditation.models import Entry
from accreditation.queries.board import cohort_board
from curriculum.models import Enrollment
from tests.factories.course import enrolled_student, load_course
from tests.factories.ledger import draft
from tests.factories.records import exported, read_csv

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TRACK = "law_and_skills"
topics = st.dictionaries(st.sampled_from(["asylum", "ethics_upl", "never_heard_of"]), st.integers(1, 200), min_size=1)
credits_ = st.lists(st.tuples(st.integers(0, 2), topics, st.sampled_from(["in_person", "self_paced"]), st.booleans()), max_size=12)


@pytest.fixture
def places(tmp_path: Path, db: None) -> list[Enrollment]:
    load_course(tmp_path)
    return [enrolled_student(email=f"s{number}@north.example") for number in range(3)]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=credits_)
def test_every_format_adds_up_to_the_ledger(places: list[Enrollment], told: list[tuple[int, dict[str, int], str, bool]]) -> None:
    with transaction.atomic():
        for number, (who, minutes, mode, taken_back) in enumerate(told):
            place = places[who]
            facts = {"student": place.student.public_id, "enrollment": place.public_id, "campus": "north", "track": TRACK}
            entry = append(draft(**facts, minutes=sum(minutes.values()), topics=minutes, mode=mode, idempotency=(number,))).entry
            if taken_back:
                reverse(student=entry.student, seq=entry.seq, recorded_by="a", approved_by="b", reason="Twice.")
        cohort = places[0].cohort
        by_email = {place.student.email: sum(Entry.objects.filter(enrollment=place.public_id).values_list("minutes", flat=True)) for place in places}
        total = sum(by_email.values())

        rows, found = read_csv(exported("csv", cohort)), json.loads(exported("json", cohort))
        sheet = load_workbook(io.BytesIO(exported("xlsx", cohort))).active
        heads = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
        in_sheet = {row[heads.index("email")].value: row[heads.index("minutes")].value for row in sheet.iter_rows(min_row=2)}
        printed = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(exported("pdf", cohort))).pages).split())

        assert {row.enrollment.student.email: row.total for row in cohort_board(cohort).rows} == by_email
        assert {row["email"]: int(row["minutes"]) for row in rows} == by_email
        assert in_sheet == by_email
        assert ({row["email"]: row["minutes"] for row in found["rows"]}, found["minutes"]) == (by_email, total)
        assert sum(int(line["minutes"]) for line in read_csv(exported("entries", cohort))) == total
        assert f"({total:,} minutes)" in printed
        assert sum(sum(row["minutes_by_topic"].values()) for row in found["rows"]) == total
        transaction.set_rollback(True)
