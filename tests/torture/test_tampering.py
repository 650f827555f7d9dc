"""Every tampering with an anchored ledger is found, and the first bad entry is named (security.md, HR-15)."""

import os
import random
import secrets
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accreditation.ledger.verify import verify
from lms.vault.api import StoredFile
from lms.vault.shelf import path_of
from tests.factories.tampering import as_the_database_owner
from tests.torture.rounds import is_full
from tests.torture.tampered_facts import TAMPERINGS as FACTS
from tests.torture.tampered_facts import make_facts
from tests.torture.tampering import TAMPERINGS, grow

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_every_tampering_is_found_and_named(settings: Any, tmp_path: object) -> None:
    settings.ANCHOR_DIR = tmp_path
    found: Counter[str] = Counter()
    seed = os.environ.get("TORTURE_SEED") or secrets.token_hex(4)
    print(f"tampering: TORTURE_SEED={seed}")
    for number in range(1, (1000 if is_full() else 12) + 1):
        chance = random.Random(f"{seed}/tampering/{number}")
        with transaction.atomic():
            grow(chance)
            assert verify().ok, f"round {number}: an honest ledger was refused"
            tamper = TAMPERINGS[number % len(TAMPERINGS)]
            with as_the_database_owner() as cursor:
                expected = tamper(cursor, chance)
            bad = verify().first_bad
            assert bad is not None, f"round {number}: {tamper.__name__} was not found"
            assert (bad.student, bad.seq) == expected, f"round {number}: {tamper.__name__} was named wrongly: {bad.why}"
            found[tamper.__name__] += 1
            transaction.set_rollback(True)
    print(f"tampering: {sum(found.values())} of {sum(found.values())} found and named: {dict(found)}")


def test_every_tampering_with_what_filings_rest_on_is_found_and_named(settings: Any, tmp_path: Path) -> None:
    """Practice, outside training, adjustments, documents and their files, certificates, steps of applications, completions: each kind in turn."""
    settings.ANCHOR_DIR, settings.VAULT_DIR = tmp_path / "anchors", tmp_path / "vault"
    seed = os.environ.get("TORTURE_SEED") or secrets.token_hex(4)
    print(f"tampered facts: TORTURE_SEED={seed}")
    facts = make_facts(tmp_path / "course")
    assert verify().ok, "an honest record was refused"
    files = {path: path.read_bytes() for path in (path_of(file.stored_as) for file in StoredFile.objects.all())}
    found: Counter[str] = Counter()
    for number in range(1000 if is_full() else len(FACTS)):
        name, tamper = list(FACTS.items())[number % len(FACTS)]
        with transaction.atomic():
            with as_the_database_owner() as cursor:
                student, seq, words = tamper(cursor, facts, random.Random(f"{seed}/facts/{number}"))
            bad = verify().first_bad
            assert bad is not None, f"round {number}: {name} was not found"
            assert bad.student == student or student == "*", f"round {number}: {name} was laid to {bad.student}: {bad.why}"
            assert bad.seq == seq, f"round {number}: {name} was laid to entry {bad.seq}: {bad.why}"
            assert words in bad.why, f"round {number}: {name} was named wrongly: {bad.why}"
            found[name] += 1
            transaction.set_rollback(True)
        for path, data in files.items():
            path.write_bytes(data)
    assert verify().ok
    print(f"tampered facts: {sum(found.values())} of {sum(found.values())} found and named, {len(found)} kinds")
