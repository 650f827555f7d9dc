"""Counters and histograms of every process of a machine, summed where ``/metrics`` is read.

Each process counts into two files of its own, named after its process id; what is read is the sum over all files. The library writes them
through shared memory, so an increment costs microseconds and survives a process that is killed.

Two constraints shape this module. A process that writes to a mapped page for which the disk has no room is killed by the system, so the room
is taken when the files are made; where there is none, nothing is counted. And Prometheus takes a sum that shrinks for a restart, so what an
ended process counted is kept: the next process to begin adds it to the files called ``ended``.
"""

import fcntl
import logging
import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from lms.core.operations.counted import COUNTED, Counted

ROOM = 512 * 1024  # bytes a file; 1 300 routes and kinds fit in
TYPES = ("counter", "histogram")
ENDED = "ended"

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_ready_in: dict[str, int] = {"process": 0, "counts": 0}  # a process id; whether that process counts


def count(name: str, *values: str, amount: float = 1) -> None:
    """Add to the counter ``name`` (``counted.py``), for its labels' ``values`` in their order."""
    if _is_ready():
        made = _made(name)
        (made.labels(*values) if values else made).inc(amount)


def observe(name: str, *values: str, amount: float) -> None:
    """Add one observation to the histogram ``name``."""
    if _is_ready():
        made = _made(name)
        (made.labels(*values) if values else made).observe(amount)


def total(name: str) -> float:
    """What the counter ``name`` says, over all its labels and processes."""
    return sum(sample.value for metric in counted_metrics() if metric.name == name.removesuffix("_total") for sample in metric.samples)


def counted_metrics() -> list[Any]:
    """Every counter and histogram with its sums, as the library's metrics."""
    _say_that_there_are_several()
    from prometheus_client.multiprocess import MultiProcessCollector

    with _locked():
        files = [str(path) for path in sorted(Path(settings.METRICS_DIR).glob("*/*.db"))]
        return list(MultiProcessCollector.merge(files))


def _say_that_there_are_several() -> None:
    """The library decides at its import whether it counts in files, so its variable comes before each import of it."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder())


def _is_ready() -> bool:
    """True once this process has its files; after a fork the child makes its own."""
    if _ready_in["process"] == os.getpid():
        return bool(_ready_in["counts"])
    with _lock:
        if _ready_in["process"] != os.getpid():
            _ready_in["counts"] = _prepared()
            _ready_in["process"] = os.getpid()
    return bool(_ready_in["counts"])


def _prepared() -> bool:
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with _locked():
            _keep_ended(folder)
            for kind in TYPES:
                _take_room(folder / f"{kind}_{os.getpid()}.db")
    except OSError as error:
        logger.warning("Nothing is counted in this process: its files cannot be made below %s (%s).", settings.METRICS_DIR, error.strerror)
        return False
    return True


def _folder() -> Path:
    """Of this machine: process ids of two containers that share DATA_DIR would meet."""
    return Path(settings.METRICS_DIR) / socket.gethostname()


@lru_cache(maxsize=64)
def _made(name: str) -> Any:
    """The library's counter or histogram."""
    _say_that_there_are_several()
    from prometheus_client import CollectorRegistry, Counter, Histogram

    known: Counted = COUNTED.get(name)
    registry = CollectorRegistry()  # nothing is read from it: the files are
    if known.buckets:
        return Histogram(name, known.help, known.labels, buckets=known.buckets, registry=registry)
    return Counter(name, known.help, known.labels, registry=registry)


def _take_room(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(handle, 0, ROOM)
    except OSError:
        path.unlink()  # an empty file is none that can be read
        raise
    finally:
        os.close(handle)


def _keep_ended(folder: Path) -> None:
    """Add what ended processes of this machine counted to the files called ``ended``."""
    _say_that_there_are_several()
    from prometheus_client.mmap_dict import MmapedDict

    for path, kind in _of_ended_processes(folder):
        try:
            counted = [(key, value) for key, value, *_ in MmapedDict.read_all_values_from_file(str(path))]
        except (RuntimeError, ValueError, struct.error):
            logger.warning("What process %s counted cannot be read and is left out.", path.stem)
            counted = []
        kept = folder / f"{kind}_{ENDED}.db"
        _take_room(kept)
        sums = MmapedDict(str(kept))
        for key, value in counted:
            sums.write_value(key, sums.read_value(key)[0] + value, 0.0)
        sums.close()
        path.unlink()


def _of_ended_processes(folder: Path) -> Iterator[tuple[Path, str]]:
    for kind in TYPES:
        for path in sorted(folder.glob(f"{kind}_*.db")):
            process = path.stem.removeprefix(f"{kind}_")
            if process != ENDED and not _lives(int(process)):
                yield path, kind


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _locked() -> Iterator[None]:
    """Nobody adds up while the files of ended processes go into others."""
    folder = Path(settings.METRICS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
