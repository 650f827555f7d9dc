from typing import Any

import pytest

from lms.notices.kinds import DAILY, notice_kinds, register_notice_kind
from tests.factories.people import CampusFactory, person
from tests.lms.notices.clocks import set_clock  # noqa: F401  a fixture


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of notice that exist only here."""
    monkeypatch.setattr(notice_kinds, "_items", dict(notice_kinds._items))
    register_notice_kind("sample.result", "Result", reason="You get this because you take part in a program.")
    register_notice_kind("sample.quiet", "On screen only", by_mail=False)
    register_notice_kind("sample.daily", "Work to do", usual=DAILY)
    register_notice_kind("sample.urgent", "A deadline", urgent=True, stoppable=False)
    register_notice_kind("sample.must", "Your place", stoppable=False)
    register_notice_kind("sample.marking", "Marking", roles=("instructor",))


@pytest.fixture
def noor() -> Any:
    """A student of a campus in New York."""
    return person("student", CampusFactory(slug="north"), key="noor", email="noor@north.example", preferred_name="Noor")
