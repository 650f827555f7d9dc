"""How often a round is played, and by which chance."""

import json
import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

from tests.database import is_postgresql

KEPT_IN = Path(__file__).parents[2] / "var/torture"
FEW_ON_SQLITE = 3  # one writer at a time: there is less to go wrong, and it is slow


def is_full() -> bool:
    return os.environ.get("TORTURE") == "1"


def rounds(name: str, *, few: int, full: int) -> Iterator[tuple[int, random.Random]]:
    """The number of each round from 1, and its own source of chance: ``few`` rounds, or ``full`` with TORTURE=1.

    TORTURE_SEED repeats a run. A full run notes how far it came and is taken up there by the next one with the same seed, or without any.
    """
    kept = KEPT_IN / f"{name}.json"
    seed, done = _begin(kept)
    print(f"{name}: TORTURE_SEED={seed}, from round {done + 1}")
    for number in range(done + 1, _how_many(few, full) + 1):
        yield number, random.Random(f"{seed}/{name}/{number}")
        if is_full():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps({"seed": seed, "done": number}))
    kept.unlink(missing_ok=True)


def _how_many(few: int, full: int) -> int:
    if is_full() and is_postgresql():
        return full
    return few if is_postgresql() else min(few, FEW_ON_SQLITE)


def _begin(kept: Path) -> tuple[str, int]:
    wanted = os.environ.get("TORTURE_SEED", "")
    if is_full() and kept.exists():
        noted = json.loads(kept.read_text())
        if wanted in ("", noted["seed"]):
            return noted["seed"], noted["done"]
    return wanted or secrets.token_hex(4), 0
