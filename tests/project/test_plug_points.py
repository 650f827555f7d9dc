"""Every place where a kind can be added has a how-to, and what how-tos show as Python really runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lms.people.api import Campus, User
from tests.factories.people import person
from tests.project.plug_points import LISTS, ROOT, PlugPoint, examples, examples_of, registers, told

REGISTERS = registers()
POINTS = [*(register.point for register in REGISTERS), *LISTS]


@pytest.fixture
def as_before() -> Iterator[None]:
    """What an example registers is gone after it."""
    kept = [(register.found(), dict(register.found()._items)) for register in REGISTERS]
    yield
    for register, items in kept:
        register._items = items


def test_every_plug_point_is_listed_once_and_no_other() -> None:
    assert sorted(told()) == sorted(POINTS)


def test_a_register_says_its_word_and_no_other_has_it() -> None:
    words = [register.point.word for register in REGISTERS]

    assert len(words) == len(set(words))
    assert [register for register in REGISTERS if register.found().name != register.point.word] == []


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.word)
def test_its_how_to_names_the_file_and_shows_an_example(point: PlugPoint) -> None:
    how_to = told()[point]

    assert (ROOT / point.file).is_file()
    assert point.file in how_to.read_text(encoding="utf-8")
    assert examples_of(how_to) or _has_examples_of_its_own(how_to)


def _has_examples_of_its_own(how_to: Path) -> bool:
    """Pages whose examples are tables or YAML that a test of their own compares."""
    return how_to.name in ("add-an-evidence-kind.md", "add-a-question-type.md")


@pytest.mark.django_db
@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize(("name", "code"), examples(), ids=[name for name, _ in examples()])
def test_the_example_runs(name: str, code: str) -> None:
    """Each is given ``coordinator``, a person; what it claims stands in its own ``assert``."""
    assert "assert " in code

    exec(compile(code, f"docs/how-to/{name}", "exec"), {"__name__": "example", "coordinator": _coordinator()})


def _coordinator() -> User:
    return person("coordinator", Campus.objects.create(slug="north", name="North Campus", time_zone="America/New_York"))
