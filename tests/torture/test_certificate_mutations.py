"""No falsified certificate is genuine: 200 in the suite, 10 000 at full length (security.md, CE-04)."""

import os
import random
import secrets
from collections import Counter

from accreditation.credentials import verify_file
from tests.factories import signed_certificates as made
from tests.torture.mutations import MUTATIONS
from tests.torture.rounds import is_full

UNCHANGED = 0.2  # share of the rounds at most in which chance changes nothing


def test_no_mutation_is_accepted() -> None:
    """Whoever verifies knows our key and nothing else; a round in which nothing was changed is no mutation and is played again."""
    wanted = 10_000 if is_full() else 200
    seed = os.environ.get("TORTURE_SEED") or secrets.token_hex(4)
    print(f"certificate mutations: TORTURE_SEED={seed}")
    reasons: Counter[str] = Counter()
    tried, played = 0, 0
    while tried < wanted:
        played += 1
        mutate = MUTATIONS[played % len(MUTATIONS)]
        data = mutate(random.Random(f"{seed}/certificates/{played}"))
        if data is None or data in (made.credential(), made.pdf()):
            assert played - tried < 20 + UNCHANGED * wanted
            continue
        verdict = verify_file(data, [made.known()])
        assert not verdict.is_genuine, f"round {played}: {mutate.__name__} was accepted"
        reasons[verdict.reason] += 1
        tried += 1
    print(f"certificate mutations: {tried} tried, 0 accepted: {dict(reasons)}")
    assert verify_file(made.credential(), [made.known()]).is_genuine
    assert verify_file(made.pdf(), [made.known()]).is_genuine
