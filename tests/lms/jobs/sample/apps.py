"""Kinds of job that only tests have, for worker processes that are really started."""

import time
from pathlib import Path
from typing import Any

from django.apps import AppConfig


def write_file(job: Any) -> dict[str, Any]:
    """Stores one file per job; leaves a line per run, so that runs can be told from effects. ``steps`` take 0.1 s each."""
    from lms.vault.api import store

    with Path(job.payload["runs"]).open("a") as runs:
        runs.write(f"{job.public_id}\n")
    steps = job.payload.get("steps", 0)
    for step in range(steps):
        job.advance(step, steps, "Writing")
        time.sleep(0.1)
    file = store("sample.text", b"made", name="made.txt", media_type="text/plain", owner=job.owner, key=job.public_id)
    return {"file": file.public_id}


def hang(job: Any) -> dict[str, Any]:
    """Never listens, never ends."""
    Path(job.payload["runs"]).write_text("begun")
    time.sleep(600)
    return {}


class SampleConfig(AppConfig):
    name = "tests.lms.jobs.sample"
    label = "sample"

    def ready(self) -> None:
        from lms.jobs.api import register_job
        from lms.vault.api import register_file_kind

        register_job("sample.write", write_file, label="A sample file")
        register_job("sample.hang", hang, label="A sample that hangs")
        register_file_kind("sample.text", "Sample", lambda person, file: person.public_id == file.owner)
