"""Appending to a student's chain."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accreditation.ledger.append import append
from accreditation.ledger.reverse import reverse
from accreditation.models import Entry, LedgerHead
from lms.core.canonical import GENESIS
from lms.core.errors import Conflict, Invalid, NotFound
from lms.core.models import AppendOnlyViolation
from tests.factories.ledger import draft

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_append_starts_a_chain_at_one_after_64_zeros() -> None:
    posted = append(draft())

    assert (posted.created, posted.entry.seq, posted.entry.prev_hash) == (True, 1, GENESIS)
    assert LedgerHead.objects.get(student="student-1").hash == posted.entry.hash


def test_append_continues_the_chain_of_that_student_only() -> None:
    first = append(draft()).entry
    append(draft(student="student-2"))

    second = append(draft(idempotency=("active-time-1", 1_800_000, 3_600_000))).entry

    assert (second.seq, second.prev_hash) == (2, first.hash)


def test_append_of_the_same_facts_is_a_no_op() -> None:
    first = append(draft())

    again = append(draft())

    assert (again.created, again.entry.pk) == (False, first.entry.pk)
    assert Entry.objects.count() == 1


def test_append_of_the_same_key_with_other_facts_is_refused_and_changes_nothing() -> None:
    append(draft())

    with pytest.raises(Conflict) as refused:
        append(draft(minutes=31))

    assert refused.value.code == "posted_differently"
    assert list(Entry.objects.values_list("minutes", flat=True)) == [30]


def test_append_refuses_topics_that_do_not_add_up() -> None:
    with pytest.raises(Invalid):
        append(draft(topics={"ethics_upl": 29}))

    assert not Entry.objects.exists()


def test_reason_is_kept_apart_and_the_entry_holds_its_hash() -> None:
    entry = append(
        draft(kind="adjustment", source_kind="adjustment", recorded_by="coordinator-1", approved_by="coordinator-2", reason="The room had no network.")
    ).entry

    assert b"network" not in bytes(entry.note.sealed_text)
    assert len(entry.reason_sha256) == 64


def test_reverse_posts_the_exact_negative_and_names_the_entry() -> None:
    append(draft(topics={"ethics_upl": 20, "referral_judgment": 10}))

    undone = reverse(student="student-1", seq=1, recorded_by="coordinator-1", approved_by="coordinator-2", reason="Wrong topic.").entry

    assert (undone.minutes, undone.reverses, undone.topics) == (-30, 1, {"ethics_upl": -20, "referral_judgment": -10})


def test_reverse_of_an_unknown_entry_is_not_found() -> None:
    with pytest.raises(NotFound):
        reverse(student="student-1", seq=4, recorded_by="a", approved_by="b", reason="x")


def test_reverse_of_a_reversal_is_refused() -> None:
    append(draft())
    reverse(student="student-1", seq=1, recorded_by="a", approved_by="b", reason="x")

    with pytest.raises(Conflict):
        reverse(student="student-1", seq=2, recorded_by="a", approved_by="b", reason="x")


def test_an_entry_cannot_be_saved_again_or_deleted_through_the_model() -> None:
    entry = append(draft()).entry

    with pytest.raises(AppendOnlyViolation):
        entry.save()
    with pytest.raises(AppendOnlyViolation):
        entry.delete()
    with pytest.raises(AppendOnlyViolation):
        Entry.objects.filter(pk=entry.pk).update(minutes=60)


REFUSED_SQL = {
    "update": "UPDATE accreditation_entry SET minutes = 60",
    "delete": "DELETE FROM accreditation_entry",
    "truncate": "TRUNCATE accreditation_entry CASCADE",
    "replace": "INSERT OR REPLACE INTO accreditation_entry SELECT * FROM accreditation_entry",
}


@pytest.mark.parametrize("verb", REFUSED_SQL)
def test_the_database_itself_refuses_to_change_entries(verb: str) -> None:
    if (verb == "truncate") != (connection.vendor == "postgresql") and verb in ("truncate", "replace"):
        verb = "replace" if verb == "truncate" else "truncate"
    append(draft())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REFUSED_SQL[verb])

    assert list(Entry.objects.values_list("minutes", flat=True)) == [30]


WRONG_ROWS = {
    "a gap": {"seq": 3},
    "a fork": {"prev_hash": "f" * 64},
    "no minutes": {"minutes": 0},
    "a negative credit": {"minutes": -5},
    "an unknown category": {"category": "sports"},
    "an approver who recorded": {"recorded_by": "x", "approved_by": "x"},
    "an approver who is the student": {"approved_by": "student-1"},
    "an unapproved adjustment": {"kind": "adjustment"},
    "a reversal of nothing": {"kind": "reversal", "reverses": 9, "minutes": -30},
    "a reversal of another amount": {"kind": "reversal", "reverses": 1, "minutes": -29},
    "dates in the wrong order": {"occurred_from": date(2026, 9, 15)},
}


@pytest.mark.parametrize("wrong", WRONG_ROWS.values(), ids=WRONG_ROWS.keys())
def test_the_database_itself_refuses_a_wrong_row(wrong: dict) -> None:
    first = append(draft()).entry
    columns = {field.name: getattr(first, field.name) for field in Entry._meta.fields if field.name != "id"}
    right = {**columns, "seq": 2, "prev_hash": first.hash, "idempotency_key": "k" * 64, "hash": "h" * 64}

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry(**{**right, **wrong}).save()

    Entry(**right).save()
    assert Entry.objects.count() == 2
