"""`manage.py check_curriculum`: a fit folder, an unfit one, and one that cannot be read. None of it asks a database."""

import json
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from curriculum.checks import Outcome, outcomes, read_folder
from curriculum.checks.registry import checks
from tests.factories.taught import FIRST, spoil, write_taught

CONTENT = Path(__file__).parents[3] / "curriculum" / "content"


@pytest.fixture
def fit(tmp_path: Path) -> Path:
    return write_taught(tmp_path / "folder", questions=300, with_samples=True, glossary=150)


def told(root: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("check_curriculum", str(root), *arguments, stdout=out)
    return out.getvalue()


def test_a_fit_folder_is_summed_up_in_a_line_for_each_check(fit: Path) -> None:
    lines = told(fit).splitlines()

    assert [line.partition(":")[0] for line in lines] == [f"ok    {name}" for name in checks.keys()]  # noqa: SIM118  a register goes through its kinds
    assert lines[0] == "ok    minutes: law_and_skills 50 of 50 minutes (live 10, self-paced 30, assessment 10)"


def test_an_unfit_folder_ends_with_an_error_that_names_the_checks(fit: Path) -> None:
    spoil(fit, FIRST, "::: callout summary", "::: callout note")
    out = StringIO()

    with pytest.raises(CommandError, match=r"^1 of 14 checks fail: parts\.$"):
        call_command("check_curriculum", str(fit), stdout=out)

    assert f"FAIL  parts: 2 lessons with 2 exercises and 2 knowledge checks\n      {FIRST}, line 1: it has no summary." in out.getvalue()


def test_a_folder_that_cannot_be_read(fit: Path) -> None:
    spoil(fit, FIRST, "minutes: 15", "minutes: 16")

    with pytest.raises(CommandError, match=f"{FIRST}, line 2: the topics add up to 15 minutes, the lesson to 16"):
        told(fit)


def test_with_the_table_of_sessions(fit: Path) -> None:
    assert told(fit, "--table").splitlines()[-1].split()[:5] == ["all", "law_and_skills", "10", "30", "10"]


def test_as_json(fit: Path) -> None:
    rows = json.loads(told(fit, "--json"))["checks"]

    assert [row["check"] for row in rows if row["holds"]] == checks.keys()
    assert rows[4] == {"check": "parts", "holds": True, "figures": "2 lessons with 2 exercises and 2 knowledge checks", "found": []}


@pytest.fixture(scope="module")
def judged() -> tuple[dict[str, Outcome], float]:
    """What each check finds in the starter curriculum, and how long the processor was at it, in seconds."""
    began = time.process_time()
    found = {outcome.name: outcome for outcome in outcomes(read_folder(CONTENT))}
    return found, time.process_time() - began


def test_the_starter_curriculum_is_judged_within_twenty_seconds_of_the_processor(judged: tuple[dict[str, Outcome], float]) -> None:
    found, seconds = judged

    assert list(found) == checks.keys()
    assert seconds < 20


@pytest.mark.parametrize("name", ["minutes", "parts", "links", "explanations", "reading level", "length", "examination"])
def test_the_starter_curriculum_holds(judged: tuple[dict[str, Outcome], float], name: str) -> None:
    assert judged[0][name].sentences == ()
