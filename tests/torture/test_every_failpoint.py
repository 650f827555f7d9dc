"""Every write path is killed at every fail point on it: what was written is whole, and who asks again is told the same and writes nothing twice."""

import ast
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from accreditation.ledger.verify import verify
from lms.vault import shelf
from lms.vault.api import StoredFile, tidy_vault
from tests.conftest import SeparateDatabase
from tests.torture.conftest import NO_BROKER
from tests.torture.rounds import Run, is_full
from tests.torture.stage import Act, Outcome, Stage
from tests.torture.write_paths import ELSEWHERE, WRITE_PATHS
from tests.torture.write_paths.base import World, WritePath, grown, rows

ROOT = Path(__file__).parents[2]
LEAST = 40  # security.md, “Figures to reach”
FEW = 12  # rounds in the suite
ROUNDS = 12  # of each fail point, at full figures
TWO_DAYS = 48 * 3600


def failpoints() -> dict[str, str]:
    """Every name given to ``failpoint`` in the product, with its file."""
    found: dict[str, str] = {}
    for app in ("lms", "curriculum", "assessments", "accreditation"):
        for file in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(text)) if "failpoint(" in (text := file.read_text()) else ():
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "failpoint" and isinstance(node.args[0], ast.Constant):
                    name = node.args[0].value
                    assert name not in found, f"{name} stands for two places: {found[name]} and {file}"
                    found[name] = str(file.relative_to(ROOT))
    return found


def test_every_failpoint_has_a_harness_that_kills_there() -> None:
    known, reached = failpoints(), {point for path in WRITE_PATHS for point in path.points}

    assert len(known) >= LEAST
    assert set(known) == reached | set(ELSEWHERE)
    assert [name for name, file in ELSEWHERE.items() if name not in (ROOT / file).read_text()] == []


@pytest.fixture
def here(separate_database: SeparateDatabase) -> Iterator[Stage]:
    """Actors share the vault and the folders of this process."""
    with Stage(separate_database, **NO_BROKER, TEST_DATA_DIR=str(settings.DATA_DIR)) as ready:
        yield ready


@pytest.mark.services
@pytest.mark.separate
def test_killed_at_every_failpoint_of_every_write_path(here: Stage, separate_database: SeparateDatabase, tmp_path: Path) -> None:
    """In the suite some paths die at one of their points each, drawn by the seed; at full figures each at every one of its points, a dozen times."""
    world, whole = World(tmp_path / "course"), {}
    with Run("kills_of_write_paths", here, lambda keys: [], few=FEW, full=ROUNDS * sum(len(path.points) for path in WRITE_PATHS)) as run:
        for number, chance in run:
            path, point = _drawn(number, chance)
            if path.name not in whole:
                whole[path.name] = _undisturbed(run, world, path)
            _killed(run, world, path, point, whole[path.name])
        run.found(_faults_of_vault())
    assert verify().ok


def _drawn(number: int, chance: random.Random) -> tuple[WritePath, str]:
    if not is_full():
        path = chance.choice(WRITE_PATHS)
        return path, chance.choice(path.points)
    every = [(path, point) for path in WRITE_PATHS for point in path.points]
    return every[(number - 1) % len(every)]


def _undisturbed(run: Run, world: World, path: WritePath) -> dict[str, int]:
    """What the path writes when nobody is killed; asked again it writes nothing."""
    act, before = Act(path.call, path.ready(world)), rows()
    run.play(act)
    whole = grown(before, but=path.notes)
    run.play(act)
    run.holds(grown(before, but=path.notes) == whole, f"{path.name}: asked twice it writes twice", whole, grown(before))
    return whole


def _killed(run: Run, world: World, path: WritePath, point: str, whole: dict[str, int]) -> None:
    act, before = Act(path.call, path.ready(world)), rows()
    died = run.kill(act, point, only_points=True)
    left = grown(before, but=path.notes)
    again, once_more = run.play(act), run.play(act)
    after, where = grown(before, but=path.notes), f"{path.name}, killed at {point}"
    run.holds(died.killed, f"{path.name} does not come to {point}", died)
    run.holds(not path.at_once or left in ({}, whole), f"{where}: it is there half", left, whole)
    run.holds(_is_told(again) and again.said == once_more.said, f"{where}: asked again it was told something else", again, once_more)
    run.holds(after == whole, f"{where}: not once", after, whole)


def _is_told(outcome: Outcome) -> bool:
    return not outcome.refused and not outcome.killed


def _faults_of_vault() -> Iterator[str]:
    """Every row has its file; after two days nothing lies there that no row names."""
    for name in shelf.lying_since_before(time.time() + 1):
        os.utime(shelf.path_of(name), (time.time() - TWO_DAYS,) * 2)
    tidy_vault()
    named = set(StoredFile.objects.filter(removed_at__isnull=True).values_list("stored_as", flat=True))
    lying = set(shelf.lying_since_before(time.time() + 1))
    if missing := named - lying:
        yield f"{len(missing)} rows name files that are not there"
    if strays := lying - named:
        yield f"{len(strays)} files that no row names"
