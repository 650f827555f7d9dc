"""Counting in several processes, and what stays of those that ended."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from lms.core.operations import counters
from lms.core.operations.counted import COUNTED, register_counted

FRUIT = "pathway_test_fruit_total"
WEIGHT = "pathway_test_weight"


@pytest.fixture
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(COUNTED, "_items", dict(COUNTED._items))
    register_counted(FRUIT, "Fruit.", ("kind",))
    register_counted(WEIGHT, "Weight.", ("kind",), buckets=(1.0, 5.0))
    settings.METRICS_DIR = tmp_path / "metrics"
    return settings.METRICS_DIR


def counted_by_a_process(times: int) -> None:
    """Counts in a process that ends at once, as one that is killed does."""
    child = os.fork()
    if child == 0:
        for _ in range(times):
            counters.count(FRUIT, "pear")
        counters.observe(WEIGHT, "pear", amount=2)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def test_processes_are_summed_and_ended_ones_stay(folder: Path) -> None:
    counted_by_a_process(3)
    counted_by_a_process(4)  # adds what the first one left to the ended ones
    before = counters.total(FRUIT)
    counters._keep_ended(counters._folder())

    files = sorted(path.name for path in folder.glob("*/*.db"))
    weights = {
        sample.name: sample.value
        for metric in counters.counted_metrics()
        if metric.name == "pathway_test_weight"
        for sample in metric.samples
        if "le" not in sample.labels
    }
    assert (before, counters.total(FRUIT)) == (7, 7)
    assert files == ["counter_ended.db", "histogram_ended.db"]
    assert weights == {"pathway_test_weight_sum": 4, "pathway_test_weight_count": 2}


def test_files_that_cannot_be_read_are_left_out(folder: Path) -> None:
    counted_by_a_process(3)
    broken = counters._folder() / "counter_999999999.db"
    broken.write_bytes(b"\x01\x00\x00\x00" * 4)

    counters._keep_ended(counters._folder())

    assert counters.total(FRUIT) == 3
    assert not broken.exists()


def test_without_room_nothing_is_counted_and_nothing_fails(folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    monkeypatch.setitem(counters._ready_in, "process", 0)

    counters.count(FRUIT, "pear")
    counters.count(FRUIT, "pear")

    assert counters.total(FRUIT) == 0
    assert [record.getMessage() for record in caplog.records] == [
        f"Nothing is counted in this process: its files cannot be made below {folder} (No space left on device)."
    ]
    counters._ready_in["process"] = 0


def test_a_name_is_taken_once(folder: Path) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        register_counted(FRUIT, "Fruit.", ("kind",))
