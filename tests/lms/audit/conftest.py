from collections.abc import Iterator

import pytest

from lms.audit.kinds import event_kinds, register_event_kind


@pytest.fixture
def invited(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A kind of event that exists only here."""
    monkeypatch.setattr(event_kinds, "_items", dict(event_kinds._items))
    register_event_kind("sample.invited", "{actor} invited {email} as {role}")
    return "sample.invited"
