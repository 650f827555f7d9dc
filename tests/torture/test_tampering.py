"""Every tampering with an anchored ledger is found, and the first bad entry is named (security.md, HR-15)."""

import os
import random
import secrets
from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from accreditation.ledger.verify import verify
from tests.factories.tampering import as_the_database_owner
from tests.torture.rounds import is_full
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
