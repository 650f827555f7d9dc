"""The home page lists work only of those who have some."""

import pytest

from lms.core import waiting
from lms.core.registry import Registry
from lms.core.waiting import Waiting, waiting_for

ESSAYS = Waiting(2, "answer to mark", "/teach/marking/")


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_sources", Registry("source of waiting work"))


def test_work_stands_in_the_order_of_its_sources() -> None:
    corrections = Waiting(1, "correction to approve", "/cohorts/approvals/")
    waiting.register("essays", lambda person: ESSAYS)
    waiting.register("corrections", lambda person: corrections)

    assert waiting_for("ana") == [ESSAYS, corrections]


def test_nothing_to_do_and_no_such_work_are_left_out() -> None:
    waiting.register("none", lambda person: None)
    waiting.register("empty", lambda person: Waiting(0, "answer to mark", "/teach/marking/"))

    assert waiting_for("ana") == []


def test_a_source_is_registered_once() -> None:
    waiting.register("essays", lambda person: ESSAYS)

    with pytest.raises(ValueError, match="registered twice"):
        waiting.register("essays", lambda person: ESSAYS)
