"""Groups of facts: in order, each once, and none keeps the others back."""

import pytest

from lms.core.operations.registry import Fact, Reading, State, all_readings, groups, register_group


@pytest.fixture
def none_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_items", {})


def reading_about(about: str) -> Reading:
    return Reading([Fact(about, State.FINE, "It is.", "So it is.")])


def test_groups_come_in_the_order_of_the_page(none_yet: None) -> None:
    register_group("second", "Second", lambda: reading_about("two"), (), order=20)
    register_group("first", "First", lambda: reading_about("one"), (), order=10)

    assert [(group.key, reading.facts[0].about) for group, reading in all_readings()] == [("first", "one"), ("second", "two")]


def test_a_group_that_cannot_be_read_is_a_fact_itself(none_yet: None, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> Reading:
        raise RuntimeError

    register_group("broken", "Broken", fail, (), order=10)
    register_group("whole", "Whole", lambda: reading_about("one"), (), order=20)

    broken, whole = (reading for _group, reading in all_readings())

    assert (broken.facts[0].about, broken.facts[0].state, broken.samples) == ("Broken", State.WRONG, [])
    assert whole.facts[0].state == State.FINE
    assert [record.getMessage() for record in caplog.records] == ["The facts “broken” could not be read."]


def test_a_key_is_taken_once(none_yet: None) -> None:
    register_group("one", "One", Reading, (), order=10)

    with pytest.raises(ValueError, match="registered twice"):
        register_group("one", "One", Reading, (), order=10)
