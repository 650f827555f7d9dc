"""What runs in the background: kinds of job, and sweeps. Registered by the app that brings the work, in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from lms.core.registry import Registry

ATTEMPTS = 5


class JobRun(Protocol):
    """What a job's function is given.

    A function must bear being run twice, late, or from the start after it was cut off half-way: the result is as if once.
    It returns a JSON object. Three entries of it are shown to the owner: ``file`` (public id of a stored file to download),
    ``url`` (a page of ours to go on to) and ``sentence`` (what was made). Raising a ``Refusal`` fails the job at once with its
    sentence; any other exception is tried again, a bounded number of times.
    """

    public_id: str
    payload: dict[str, Any]
    owner: str
    campus: str

    def advance(self, done: int, total: int, message: str = "") -> None:
        """Show progress and keep the job: call it at least once a minute.

        Ends the function (by an exception that is no ``Exception``) when the job was cancelled, has meanwhile been given to
        another worker, or the worker is asked to stop.
        """


@dataclass(frozen=True)
class JobKind:
    """``run`` does the work; ``label`` is what people call it; ``attempts`` is how often it is begun before it fails."""

    key: str
    run: Callable[[JobRun], dict[str, Any] | None]
    label: str
    attempts: int = ATTEMPTS


@dataclass(frozen=True)
class Sweep:
    """Something done every so often. ``shared``: once per slot of time among all processes; otherwise by each on its own."""

    name: str
    function: Callable[[], Any]
    every_seconds: int
    shared: bool = True


job_kinds: Registry[JobKind] = Registry("kind of job")
sweeps: Registry[Sweep] = Registry("sweep")


def register_job(key: str, run: Callable[[JobRun], dict[str, Any] | None], *, label: str, attempts: int = ATTEMPTS) -> None:
    """Add a kind of job; raises ``ValueError`` when the key is taken."""
    job_kinds.register(key, JobKind(key, run, label, attempts))


def register_sweep(name: str, function: Callable[[], Any], every_seconds: int, *, shared: bool = True) -> None:
    """Have ``function`` called every ``every_seconds`` by the beat or the embedded worker.

    ``shared=False`` is for sweeps that are harmless when several processes do them at once and that must not write when
    there is nothing to do. Raises ``ValueError`` when the name is taken.
    """
    sweeps.register(name, Sweep(name, function, every_seconds, shared))
