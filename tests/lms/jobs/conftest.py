from collections.abc import Iterator
from typing import Any

import pytest

from lms.core.errors import Refusal
from lms.jobs.actions.lease import worker_is_stopping
from lms.jobs.kinds import job_kinds, register_job


class Bench:
    """Kinds of job that exist only here, and what they did: ``runs`` counts begun runs, ``effects`` is what is left of them."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.effects: set[str] = set()

    def write(self, job: Any) -> dict[str, Any]:
        self.runs.append(job.public_id)
        self.effects.add(job.public_id)
        return {"sentence": "Written."}

    def refuse(self, job: Any) -> dict[str, Any]:
        self.runs.append(job.public_id)
        raise Refusal("Ana Rivera has no legal name yet. Add it to her profile, then try again.")

    def stumble(self, job: Any) -> dict[str, Any]:
        """Fails as often as its payload says, then works."""
        self.runs.append(job.public_id)
        if self.runs.count(job.public_id) <= job.payload["times"]:
            raise RuntimeError("secret detail")
        return {}


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(job_kinds, "_items", dict(job_kinds._items))
    made = Bench()
    register_job("bench.write", made.write, label="A page written")
    register_job("bench.refuse", made.refuse, label="Something refused")
    register_job("bench.stumble", made.stumble, label="Something that stumbles")
    return made


@pytest.fixture(autouse=True)
def _a_worker_that_goes_on() -> Iterator[None]:
    yield
    worker_is_stopping.clear()
