"""Any edited byte is found, and the first bad entry is named."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accreditation.ledger.append import append
from accreditation.ledger.body import HASHED
from accreditation.ledger.reverse import reverse
from accreditation.ledger.verify import verify
from accreditation.models import Entry, LedgerHead
from tests.factories.ledger import draft
from tests.factories.tampering import as_the_database_owner

pytestmark = [pytest.mark.django_db, pytest.mark.services]
OTHER_CHOICE = {"category": "skills", "source_kind": "live_session", "mode": "hybrid"}
TEXTS = [name for name in HASHED if Entry._meta.get_field(name).get_internal_type() == "CharField" and name not in ("student", "kind")]


@pytest.fixture
def chain() -> None:
    for number in range(4):
        append(draft(idempotency=(number,)))
    append(draft(student="student-2"))
    reverse(student="student-1", seq=2, recorded_by="a", approved_by="b", reason="Twice.")


def test_verify_finds_nothing_in_an_honest_ledger(chain: None) -> None:
    found = verify()

    assert found.as_json() == {"ok": True, "students": 2, "entries": 6, "anchors": 0, "first_bad": None}


def test_verify_of_an_empty_ledger_holds() -> None:
    assert verify().ok


@pytest.mark.parametrize("column", TEXTS)
def test_verify_names_the_entry_whose_text_was_edited(chain: None, column: str) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute(f"UPDATE accreditation_entry SET {column} = %s WHERE student = 'student-1' AND seq = 3", [OTHER_CHOICE.get(column, "x")])

    found = verify()

    assert found.first_bad is not None
    assert (found.ok, found.first_bad.student, found.first_bad.seq) == (False, "student-1", 3)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seq=st.integers(1, 5), minutes=st.integers(1, 900).filter(lambda value: value != 30))
def test_verify_names_the_entry_whose_minutes_were_edited(chain: None, seq: int, minutes: int) -> None:
    before = Entry.objects.get(student="student-1", seq=seq).minutes
    with as_the_database_owner() as cursor:
        cursor.execute("UPDATE accreditation_entry SET minutes = %s WHERE student = 'student-1' AND seq = %s", [minutes, seq])

    found = verify()

    with as_the_database_owner() as cursor:
        cursor.execute("UPDATE accreditation_entry SET minutes = %s WHERE student = 'student-1' AND seq = %s", [before, seq])
    assert found.first_bad is not None
    assert found.first_bad.seq == seq


def test_verify_finds_a_missing_entry(chain: None) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-1' AND seq = 3")

    found = verify()

    assert found.first_bad is not None
    assert (found.first_bad.seq, found.first_bad.why) == (3, "Entry 3 is missing.")


def test_verify_finds_the_newest_entry_cut_off(chain: None) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_entrynote")
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-1' AND seq = 5")

    found = verify()

    assert (found.ok, found.first_bad and found.first_bad.seq) == (False, 4)


def test_verify_finds_a_chain_cut_to_nothing(chain: None) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-2'")

    found = verify()

    assert found.first_bad is not None
    assert (found.first_bad.student, found.first_bad.why) == ("student-2", "All 1 entries of this student are missing.")


def test_verify_finds_a_head_that_was_moved(chain: None) -> None:
    LedgerHead.objects.filter(student="student-2").update(hash="e" * 64)

    assert not verify().ok


def test_verify_reads_with_the_same_number_of_queries_for_one_student_and_for_three(django_assert_num_queries: Any) -> None:
    append(draft())
    with django_assert_num_queries(12):
        verify()
    append(draft(student="student-2"))
    append(draft(student="student-3"))

    with django_assert_num_queries(12):
        verify()
