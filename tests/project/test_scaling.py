"""The document about scaling says what was measured, and its arithmetic is right."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.capacity import MEASURED, Costs, blocks_of, cores_needed, evening, filled, waiting
from benchmarks.fitting import exponent
from benchmarks.growth import _flat, _judged, lines_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "scaling.md"
COSTS = Costs(1000, {"lesson": 0.02, "outline": 0.02, "home of a student": 0.02, "record": 0.02, "search": 0.02, "beat": 0.01, "save": 0.01}, 0.5, {}, {})


def found(seconds: float, ms: float) -> dict[str, Any]:
    works = {work: {"seconds": seconds} for work in ("seed", "anchor", "verify", "csv", "summary", "readiness")}
    return {"works": works, "pages": {name: {"ms": ms, "ratio": ms, "floor": "F", "sql": 9} for name in ("lesson", "annual summary, page")}}


def test_the_tables_of_the_document_are_those_of_the_kept_results() -> None:
    text = DOCUMENT.read_text()

    assert filled(text, blocks_of(json.loads(MEASURED.read_text()))) == text


def test_a_document_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="storage"):
        filled("nothing", {"storage": "|a|"})


@given(st.floats(0.01, 100), st.floats(0, 2.5), st.lists(st.sampled_from([10, 100, 1000, 10_000, 100_000]), min_size=2, unique=True))
def test_the_exponent_of_a_power_is_found(factor: float, power: float, sizes: list[int]) -> None:
    assert exponent({size: factor * size**power for size in sizes}) == pytest.approx(power, abs=0.0051)


def test_one_size_has_no_exponent() -> None:
    assert exponent({100: 2.0}) is None


@pytest.mark.parametrize(("times", "met"), [((1, 10, 100), True), ((1, 30, 900), False)])
def test_what_grows_faster_than_its_output_is_missed(times: tuple[float, ...], met: bool) -> None:
    report = _judged({"sizes": {str(size): found(time, 20) for size, time in zip((100, 1000, 10_000), times, strict=True)}})

    assert [row["met"] for row in report["verdicts"] if row["task"] == "verify"] == [met]
    assert ("MISSED" in "".join(lines_of(report))) is not met


@pytest.mark.parametrize(("ratio", "met"), [(5.2, True), (5.3, False)])
def test_a_page_that_is_not_flat_is_missed(ratio: float, met: bool) -> None:
    assert _flat("lesson", {100: 1.0, 1000: 4.0, 10_000: ratio})["met"] is met


def test_nothing_is_claimed_of_pages_above_1000_that_were_not_measured() -> None:
    row = _flat("lesson", {100: 4.0, 1000: 4.0})

    assert (row["value"], row["met"]) == (None, None)


def test_nobody_waits_where_all_is_done_at_once_and_the_rest_is_carried_on() -> None:
    assert waiting([1.0] * 100, 1.0) == 0
    assert waiting([2.0] * 100, 1.0) == 99  # each second leaves another behind


def test_the_evening_grows_denser_toward_the_deadline() -> None:
    _, requests = evening(COSTS, 500, random.Random(1))

    quarter = len(requests) // 4
    assert sum(requests[:quarter]) < sum(requests[quarter : 2 * quarter]) < sum(requests[-quarter:])


def test_more_students_need_more_cores() -> None:
    cores = [cores_needed(COSTS, students)[0] for students in (100, 10_000, 100_000)]

    assert cores == sorted(cores)
    assert cores[0] < cores[-1]
    assert cores_needed(COSTS, 10_000) == cores_needed(COSTS, 10_000)
