"""docs/security.md says what is: every number of the standard has its row, every test that a row names exists, every figure is the program's."""

import ast
import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.project.pivot import ANONYMOUS, rows

ROOT = Path(__file__).parents[2]
SHEET = (ROOT / "docs/security.md").read_text(encoding="utf-8")
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123", "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333", "4.1": "12233", "4.2": "23333",
    "4.3": "22", "4.4": "1222", "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222", "6.1": "122", "6.2": "111111112222", "6.3": "11223333",
    "6.4": "112233", "6.5": "22222333", "6.6": "2223", "6.7": "33", "6.8": "2222", "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222",
    "7.5": "223", "7.6": "22", "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23", "9.1": "111", "9.2": "1222", "11.1": "2233", "11.2": "22233",
    "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33", "12.1": "12233", "12.2": "11", "12.3": "22223", "13.1": "2333",
    "13.2": "222223", "13.3": "2233", "13.4": "1222233", "14.1": "22", "14.2": "12223333", "14.3": "122", "15.1": "12233", "15.2": "12233",
    "15.3": "1222222", "15.4": "3333", "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
}  # fmt: skip
"""Sections of the standard 5.0.0, and the level of each number in order. V10 and V17 are one row each: nothing of either is here."""
WITH_LEVEL_3 = {"2", "5", "8", "14"}
STATES = {"holds", "partly", "open", "server", "not here"}
_ROW = re.compile(r"^\| ([\d.]+) \| ([123]) \| (.+?) \| (\w[\w ]*) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")
ROWS = {found[1]: found.groups() for found in _ROW.finditer(SHEET)}


def numbers() -> dict[str, str]:
    """The level of every number that has to have a row."""
    found = {f"{section}.{place}": level for section, levels in LEVELS.items() for place, level in enumerate(levels, start=1)}
    return {number: level for number, level in found.items() if level != "3" or number.split(".")[0] in WITH_LEVEL_3}


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def table(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    part = SHEET.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_number_of_the_levels_has_its_row() -> None:
    named = {number: row[1] for number, row in ROWS.items() if number not in {"10", "17"}}
    level_3_more = {number for number, level in named.items() if level == "3" and number not in numbers()}

    assert named.keys() - level_3_more == numbers().keys()
    assert {number for number, level in numbers().items() if named[number] != level} == set()
    assert {"10", "17"} <= ROWS.keys()


@pytest.mark.parametrize("number", ROWS)
def test_a_row_names_tests_that_exist_or_gives_a_reason(number: str) -> None:
    _number, _level, _what, state, why = ROWS[number]
    named = _TEST.findall(why)

    assert state in STATES
    for path, test in ((path, test) for path, test in named if (ROOT / "tests" / path).exists() or state == "holds"):
        assert (ROOT / "tests" / path).exists(), path
        assert not test or test in functions_of(path), f"{path} has no {test}"
    assert named if state == "holds" else len(why) >= 6


def test_the_sheet_counts_its_rows() -> None:
    count = Counter(row[3] for row in ROWS.values())

    assert f"Of {len(ROWS)} rows: {count['holds']} hold, {count['partly']} partly, {count['open']} open, {count['server']} server" in SHEET


def figure_of(where: str) -> Any:
    special = {
        "ACCOUNT_RATE_LIMITS": lambda: int(re.search(r"(\d+)/10m/key", settings.ACCOUNT_RATE_LIMITS["login_failed"])[1]),
        "AUTH_PASSWORD_VALIDATORS": lambda: next(one["OPTIONS"]["min_length"] for one in settings.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in one),
        "PASSWORD_RESET_TIMEOUT": lambda: settings.PASSWORD_RESET_TIMEOUT // 60,
    }
    if where in special:
        return special[where]()
    if "." not in where:
        return getattr(settings, where)
    module, _, name = where.rpartition(".")
    value = getattr(import_module(module), name)
    return getattr(value, "limit", value)


def test_limits_of_the_table_are_those_of_the_program() -> None:
    limits = table("Limits")

    assert len(limits) >= 10
    assert {where: figure_of(where.strip("`")) for _what, _figure, where in limits} == {where: int(figure) for _what, figure, where in limits}


def test_the_rules_of_passwords_are_those_of_the_table() -> None:
    names = {one["NAME"].rpartition(".")[2] for one in settings.AUTH_PASSWORD_VALIDATORS}

    assert names == {"UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator", "WordsOfThePlace"}


def test_every_way_in_is_named() -> None:
    """Whatever of accounts and invitations a visitor may open stands in the table, as a way in or as none."""
    prefixes = ("account_", "mfa_", "people:", "join:")
    open_to_visitors = {
        row.route for row in rows() if row.route.startswith(prefixes) and set(row.cells[ANONYMOUS].split("|")) & {"ok", "400", "422", "redirect"}
    }
    named = set(re.findall(r"`([\w:]+)`", " ".join(cell for line in table("Ways in") for cell in line)))

    assert open_to_visitors - named == set()


def test_every_library_is_locked_by_its_hash() -> None:
    for name in ("base", "dev", "bootstrap"):
        blocks = re.split(r"^(?=[a-z0-9])", (ROOT / f"requirements/{name}.txt").read_text(), flags=re.MULTILINE | re.IGNORECASE)
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)
