"""Every name under which work is asked for is a registered kind of job."""

import re
from pathlib import Path

import pytest

from lms.jobs.api import job_kinds, register_job

ROOT = Path(__file__).resolve().parents[3]
ASKED = re.compile(r"""\benqueue\(\s*["']([a-z_.]+)["']""")


def names_asked_for() -> dict[str, str]:
    sources = [path for app in ("lms", "curriculum", "assessments", "accreditation") for path in (ROOT / app).rglob("*.py")]
    return {name: str(path.relative_to(ROOT)) for path in sources for name in ASKED.findall(path.read_text())}


def test_every_name_asked_for_is_registered() -> None:
    assert {name: where for name, where in names_asked_for().items() if name not in job_kinds} == {}


def test_every_kind_has_a_name_in_its_apps_space_and_a_label_for_people() -> None:
    for kind in job_kinds:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", kind.key)
        assert kind.label[0].isupper()
        assert callable(kind.run)
        assert kind.attempts >= 1


def test_a_kind_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_kinds, "_items", {})
    register_job("bench.write", lambda job: None, label="Once")

    with pytest.raises(ValueError, match=r"“bench\.write” is registered twice"):
        register_job("bench.write", lambda job: None, label="Twice")
