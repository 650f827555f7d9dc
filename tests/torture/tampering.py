"""One tampering at a time with an anchored ledger, and what must be named."""

import random
from collections.abc import Callable
from typing import Any

from accreditation.actions.take_anchor import take_anchor
from accreditation.ledger.append import append
from accreditation.ledger.body import HASHED, entry_hash
from accreditation.ledger.reverse import reverse
from accreditation.models import AnchoredEnd, Entry, LedgerHead
from lms.core.canonical import GENESIS
from tests.factories.ledger import draft

STUDENTS = ("student-1", "student-2", "student-3")
Tampering = Callable[[Any, random.Random], tuple[str, int]]


def grow(chance: random.Random) -> None:
    """Some days of entries, an anchor at the end of each but perhaps the last."""
    first = draft(student=chance.choice(STUDENTS), idempotency=(0,))
    append(first)
    key = 0
    for day in range(chance.randint(1, 3)):
        for _ in range(chance.randint(3, 9)):
            key += 1
            minutes = chance.randint(1, 90)
            append(draft(student=chance.choice(STUDENTS), minutes=minutes, idempotency=(key,), title=f"Lesson {key}", topics={"ethics_upl": minutes}))
        take_anchor()
        if not day:
            reverse(student=first.student, seq=1, recorded_by="a", approved_by="b", reason="Twice.")
    for _ in range(chance.randint(0, 3)):
        key += 1
        append(draft(student=chance.choice(STUDENTS), idempotency=(key,)))


def edit(cursor: Any, chance: random.Random) -> tuple[str, int]:
    """One column of one entry."""
    student, seq, _ = _any_entry(chance)
    column, value = chance.choice([("title", "'Another'"), ("minutes", "minutes + 1000"), ("occurred_from", "'2020-01-01'"), ("recorded_by", "'nobody'")])
    cursor.execute(f"UPDATE accreditation_entry SET {column} = {value} WHERE student = %s AND seq = %s", [student, seq])
    return student, seq


def delete(cursor: Any, chance: random.Random) -> tuple[str, int]:
    """One anchored entry, as the rest stands."""
    student, seq = _anchored_entry(chance)
    _remove(cursor, "student = %s AND seq = %s", student, seq)
    return student, 1 if not Entry.objects.filter(student=student).exists() else seq


def swap(cursor: Any, chance: random.Random) -> tuple[str, int]:
    """Two entries of one student change places."""
    student = chance.choice([student for student in STUDENTS if Entry.objects.filter(student=student).count() > 1])
    one, other = sorted(chance.sample(list(Entry.objects.filter(student=student).values_list("seq", flat=True)), 2))
    for before, after in ((one, 100_000), (other, one), (100_000, other)):
        cursor.execute("UPDATE accreditation_entry SET seq = %s WHERE student = %s AND seq = %s", [after, student, before])
    return student, one


def edit_and_rechain(cursor: Any, chance: random.Random) -> tuple[str, int]:
    """An anchored entry says something else, and every hash after it is right again."""
    student, seq = _anchored_entry(chance)
    cursor.execute("UPDATE accreditation_entry SET title = 'Another', provider = %s WHERE student = %s AND seq = %s", [str(chance.random()), student, seq])
    rechain(student, cursor)
    return student, seq


def delete_and_rechain(cursor: Any, chance: random.Random) -> tuple[str, int]:
    """An anchored entry is gone, the later ones move up, and every hash is right again."""
    student, seq = _anchored_entry(chance)
    _remove(cursor, "student = %s AND seq = %s", student, seq)
    for later in Entry.objects.filter(student=student, seq__gt=seq).order_by("seq").values_list("seq", flat=True):
        cursor.execute("UPDATE accreditation_entry SET seq = %s WHERE student = %s AND seq = %s", [later - 1, student, later])
    rechain(student, cursor)
    return student, 1 if not Entry.objects.filter(student=student).exists() else seq


def truncate(cursor: Any, chance: random.Random) -> tuple[str, int]:
    """The chain ends before its anchor, and its head says so too."""
    student, seq = _anchored_entry(chance)
    _remove(cursor, "student = %s AND seq >= %s", student, seq)
    rechain(student, cursor)
    if chance.random() < 0.5:
        AnchoredEnd.objects.filter(student=student).update(seq=seq - 1)
    return student, seq


TAMPERINGS: tuple[Tampering, ...] = (edit, delete, swap, edit_and_rechain, delete_and_rechain, truncate)


def rechain(student: str, cursor: Any) -> None:
    """Compute every hash of a chain anew, as somebody would who knows how, and move its head."""
    previous, seq = GENESIS, 0
    for row in list(Entry.objects.filter(student=student).order_by("seq").values(*HASHED)):
        seq = row["seq"]
        row["prev_hash"] = previous
        previous, before = entry_hash(row), previous
        cursor.execute("UPDATE accreditation_entry SET prev_hash = %s, hash = %s WHERE student = %s AND seq = %s", [before, previous, student, seq])
    LedgerHead.objects.filter(student=student).update(seq=seq, hash=previous)


def _remove(cursor: Any, condition: str, *values: Any) -> None:
    cursor.execute(f"DELETE FROM accreditation_entrynote WHERE entry_id IN (SELECT id FROM accreditation_entry WHERE {condition})", list(values))
    cursor.execute(f"DELETE FROM accreditation_entry WHERE {condition}", list(values))


def _any_entry(chance: random.Random) -> tuple[str, int, str]:
    return chance.choice(list(Entry.objects.order_by("student", "seq").values_list("student", "seq", "hash")))


def _anchored_entry(chance: random.Random) -> tuple[str, int]:
    ends = list(AnchoredEnd.objects.order_by("student"))
    end = chance.choice(ends)
    return end.student, chance.randint(1, end.seq)
