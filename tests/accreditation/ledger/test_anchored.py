"""Anchors find what a chain alone cannot: a chain computed anew, a cut end, a student who is gone, an older state restored."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from accreditation.actions.take_anchor import take_anchor
from accreditation.ledger.anchor_files import as_text, keep, read_anchor
from accreditation.ledger.append import append
from accreditation.ledger.verify import Bad, verify
from accreditation.models import Anchor, AnchoredEnd, LedgerHead
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.vault.api import revoke_key
from tests.factories.ledger import draft
from tests.factories.tampering import as_the_database_owner
from tests.torture.tampering import rechain

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture(autouse=True)
def anchor_folder(settings: Any, tmp_path: Path) -> Path:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    return tmp_path / "anchors"


@pytest.fixture
def ledger() -> None:
    """Two students with three entries each, anchored; then one more of the first."""
    for student in ("student-1", "student-2"):
        for number in range(3):
            append(draft(student=student, idempotency=(number,)))
    take_anchor()
    append(draft(idempotency=(3,)))


def first_bad() -> Bad | None:
    return verify().first_bad


def test_an_honest_ledger_holds(ledger: None) -> None:
    take_anchor()

    assert verify().as_json() == {"ok": True, "students": 2, "entries": 7, "anchors": 2, "first_bad": None}


def test_an_anchor_covers_what_is_new_only(ledger: None) -> None:
    second = take_anchor()

    assert second is not None
    assert (second.number, second.students, second.entries) == (2, 2, 7)
    assert second.previous == Anchor.objects.get(number=1).hash
    assert take_anchor() is None


def test_a_chain_computed_anew_is_found_at_the_first_entry_that_differs(ledger: None) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute("UPDATE accreditation_entry SET title = 'Another' WHERE student = 'student-1' AND seq = 2")
        rechain("student-1", cursor)

    assert first_bad() == Bad("student-1", 2, "The entry is not the one that was anchored; anchor 1 covers the chain to entry 3.")


def test_a_cut_end_is_found(ledger: None) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-2' AND seq = 3")
        rechain("student-2", cursor)

    assert first_bad() == Bad("student-2", 3, "The entry is missing; anchor 1 covers the chain to entry 3.")


def test_a_student_who_is_gone_is_found(ledger: None) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-2'")
        cursor.execute("DELETE FROM accreditation_ledgerhead WHERE student = 'student-2'")

    assert first_bad() == Bad("student-2", 1, "All entries of this student are missing; anchor 1 covers 3.")


def test_entries_newer_than_the_last_anchor_can_be_cut_unseen(ledger: None) -> None:
    """The limit that docs/accreditation-rules.md states: nobody outside has seen them yet."""
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-1' AND seq = 4")
        rechain("student-1", cursor)

    assert verify().ok


def test_no_anchor_is_taken_of_a_ledger_that_shrank(ledger: None) -> None:
    LedgerHead.objects.filter(student="student-2").update(seq=2)

    with pytest.raises(Conflict, match="shorter than the last anchor"):
        take_anchor()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE accreditation_anchor SET root = 'x'", "The content of anchor 1 does not match its hash."),
        ("UPDATE accreditation_anchor SET entries = 5", "The content of anchor 1 does not match its hash."),
        ("UPDATE accreditation_anchor SET key_id = 'x'", "Anchor 1 is not signed by a key of this installation."),
        ("UPDATE accreditation_anchor SET previous = hash", "Anchor 1 does not continue the one before it."),
        ("UPDATE accreditation_anchor SET number = 2", "Anchor 1 is missing."),
    ],
)
def test_an_anchor_that_was_changed_is_found(ledger: None, change: str, sentence: str) -> None:
    with as_the_database_owner() as cursor:
        cursor.execute(change)

    assert first_bad() == Bad("", 0, sentence)


def test_an_older_state_that_was_restored_contradicts_the_kept_file(ledger: None) -> None:
    second = take_anchor()
    assert second is not None
    keep(second)
    with as_the_database_owner() as cursor:
        cursor.execute("DELETE FROM accreditation_anchor WHERE number = 2")
        cursor.execute("DELETE FROM accreditation_entry WHERE student = 'student-1' AND seq = 4")
        rechain("student-1", cursor)
    AnchoredEnd.objects.filter(student="student-1").update(seq=3)

    bad = first_bad()
    assert bad is not None
    assert bad.why == "Anchor 2 was kept outside the database and is not in it: rows were removed, or an older backup was restored."


def test_a_mailed_anchor_is_read_from_the_letter_and_compared(ledger: None) -> None:
    anchor = Anchor.objects.get()
    letter = (
        f"Subject: Anchor 1\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nKeep it.=0A{_quoted(as_text(anchor))}\n"
    )

    assert verify(received=read_anchor(letter)).ok
    assert verify(received=read_anchor(f"Keep it.\n{as_text(anchor)}\nThe end.")).ok


def test_a_mailed_anchor_that_was_changed_is_not_ours(ledger: None) -> None:
    forged = json.loads(as_text(Anchor.objects.get()))
    forged["anchor"]["entries"] += 1

    found = verify(received=read_anchor(json.dumps(forged)))

    assert found.first_bad == Bad("", 0, "Anchor 1, kept outside the database, is not signed by a key of this installation.")


def test_a_mailed_anchor_finds_anchors_that_were_made_anew(ledger: None) -> None:
    """Whoever holds the signing key can rewrite everything here, but not the letter."""
    received = read_anchor(as_text(Anchor.objects.get()))
    with as_the_database_owner() as cursor:
        cursor.execute("UPDATE accreditation_entry SET minutes = 30, title = 'Another' WHERE student = 'student-1' AND seq = 1")
        rechain("student-1", cursor)
        cursor.execute("DELETE FROM accreditation_anchor")
        cursor.execute("DELETE FROM accreditation_anchoredend")
    take_anchor()

    assert verify().ok
    assert verify(received=received).first_bad == Bad("", 0, "Anchor 1 in the database is not the one that was kept outside it.")


@pytest.mark.parametrize("text", ["", "{}", '{"anchor": 5}', '{"anchor": {"type": "pathway-anchor-1", "number": 0}, "key_id": "x", "signature": ""}'])
def test_a_file_without_an_anchor_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="There is no anchor in this file"):
        read_anchor(text)


def test_anchors_of_a_key_that_was_lost_count_until_the_loss(ledger: None) -> None:
    anchor = Anchor.objects.get()
    revoke_key(key_id=anchor.key_id, revoked_from=now(), reason="The server was stolen.", by=None)
    assert verify().ok

    append(draft(student="student-3"))
    take_anchor()

    assert first_bad() == Bad("", 0, "Anchor 2 is not signed by a key of this installation.")


def test_old_anchors_hold_after_a_new_key(ledger: None, settings: Any) -> None:
    settings.SIGNING_KEYS = ["another-signing-key-" + "n" * 30]  # the old one is no longer among the settings

    take_anchor()

    assert verify().ok
    assert Anchor.objects.values("key_id").distinct().count() == 2


def test_keeping_twice_keeps_one_file(ledger: None, anchor_folder: Path) -> None:
    anchor: Any = Anchor.objects.get()

    assert keep(anchor) == keep(anchor)
    assert [path.name for path in anchor_folder.iterdir()] == [f"anchor-000001-{anchor.hash[:12]}.json"]
    assert anchor_folder == django_settings.ANCHOR_DIR


def _quoted(text: str) -> str:
    """Quoted-printable, with the soft line breaks a mail server makes."""
    text = text.replace("=", "=3D")
    return "=\n".join(text[n : n + 70] for n in range(0, len(text), 70))
