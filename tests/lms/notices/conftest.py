import pytest

from lms.notices.kinds import notice_kinds, register_notice_kind


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of notice that exist only here."""
    monkeypatch.setattr(notice_kinds, "_items", dict(notice_kinds._items))
    register_notice_kind("sample.result", "Result", reason="You get this because you take part in a program.")
    register_notice_kind("sample.quiet", "On screen only", by_mail=False)
