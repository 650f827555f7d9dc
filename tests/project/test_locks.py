"""Places and cohorts are locked so that rows may refer to them meanwhile: first summaries of the board do, and wait for no fact (decision 92)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFERRED_TO = ("Enrollment", "Cohort", "type(enrollment)", "type(cohort)", "places")
"""How the two tables, and queries of them, are called in actions."""


def locks(source: str) -> list[tuple[str, bool]]:
    """What each ``select_for_update`` in ``source`` is asked of, and whether keys stay free."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"]
    return [(ast.unparse(_root(call)), any(word.arg == "no_key" for word in call.keywords)) for call in calls]


def _root(node: ast.expr) -> ast.expr:
    """``Cohort`` of ``Cohort.objects.filter(…).select_for_update()``; ``type(cohort)`` stays whole."""
    while True:
        if isinstance(node, ast.Attribute):
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return node


def test_a_lock_that_takes_the_key_is_seen() -> None:
    source = "Cohort.objects.filter(pk=1).select_for_update().get()\ntype(cohort).objects.select_for_update(no_key=True)\nRow.objects.select_for_update()"

    assert sorted(locks(source)) == [("Cohort", False), ("Row", False), ("type(cohort)", True)]


@pytest.mark.parametrize("app", ["lms", "curriculum", "assessments", "accreditation"])
def test_no_place_and_no_cohort_is_locked_with_its_key(app: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {asked}" for path in sorted((ROOT / app).rglob("*.py")) if "select_for_update" in (text := path.read_text())
        for asked, keys_stay_free in locks(text) if asked in REFERRED_TO and not keys_stay_free
    ]  # fmt: skip

    assert found == []
