"""Plans, simulations and papers agree with the program, and name files that are there."""

from pathlib import Path

import pytest

from curriculum.checks import materials, read_folder
from curriculum.importers.folder.faults import Faults
from tests.factories.materials import write_sets
from tests.factories.taught import MODULE, found, spoil

PLAN, SIMULATION, RUBRIC = "live/01-who-may-help/plan.md", "simulations/mock-interview/guide.md", "simulations/mock-interview/rubric.md"


@pytest.fixture
def taught(root: Path) -> Path:
    """The module is taught live for the 45 minutes of its plan."""
    spoil(write_sets(root), MODULE, "live: 10", "live: 45")
    spoil(root, MODULE, "topics: {asylum: 50}", "topics: {asylum: 85}")
    return root


def test_a_folder_without_materials(root: Path) -> None:
    assert found(materials.check, root) == []


def test_materials_that_agree(taught: Path) -> None:
    faults = Faults(taught)

    assert materials.check(read_folder(taught), faults) == "4 sets with 3 sheets, 0 names of files"
    assert faults.sentences == []


BROKEN = {
    "parts that do not add up": (SIMULATION, "minutes: 20", "minutes: 25", "line 4: the parts add up to 20 minutes, minutes says 25."),
    "an unknown session": (SIMULATION, "session: 1", "session: 9", "line 5: session 9 is not in program.md."),
    "a simulation that is not there": (PLAN, "simulations/mock-interview/", "simulations/no-such/", "line 10: there is no simulation “no-such”."),
    "an unknown module": (PLAN, "desks, module: first-module", "desks, module: no-module", "line 8: the module “no-module” does not exist."),
}


@pytest.mark.parametrize(("name", "old", "new", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_what_loading_would_refuse_is_said_before(taught: Path, name: str, old: str, new: str, sentence: str) -> None:
    spoil(taught, name, old, new)

    assert any(said.startswith(f"{name}, {sentence}") for said in found(materials.check, taught))


def test_a_module_that_is_taught_for_other_minutes(taught: Path) -> None:
    spoil(taught, MODULE, "live: 45", "live: 50")
    spoil(taught, MODULE, "topics: {asylum: 85}", "topics: {asylum: 90}")

    assert found(materials.check, taught) == [
        f"{PLAN}, line 5: the sessions teach “first-module” for 45 minutes (45 in session 1), its module.md says 50 live."
    ]


def test_a_time_in_the_text_that_is_the_part_s(taught: Path) -> None:
    spoil(taught, PLAN, "### Two desks\n", "### Two desks\n\n*35 minutes, 0:10 to 0:45.* In pairs.\n")

    assert found(materials.check, taught) == []


@pytest.mark.parametrize("said", ["35 minutes, 0:10 to 0:44", "34 minutes, 0:10 to 0:45", "35 minutes, 0:09 to 0:45"])
def test_a_time_in_the_text_that_is_not_the_part_s(taught: Path, said: str) -> None:
    spoil(taught, PLAN, "### Two desks\n", f"### Two desks\n\n*{said}.* In pairs.\n")

    assert found(materials.check, taught) == [f"{PLAN}, line 25: “Two desks” takes 35 minutes, 0:10 to 0:45, as its parts say. Write it so here, too."]


@pytest.mark.parametrize("name", ["rubric.md", "simulations/mock-interview/", "program.md", "welcome-letter.md", "coordinators/welcome-letter.md"])
def test_a_file_that_is_there(taught: Path, name: str) -> None:
    spoil(taught, RUBRIC, "Two points", f"See `{name}`. Two points")

    faults = Faults(taught)

    assert materials.check(read_folder(taught), faults).endswith("1 names of files")
    assert faults.sentences == []


@pytest.mark.parametrize("name", ["marking-guide.md", "simulations/no-such/", "banks/none.yaml"])
def test_a_file_that_is_not_there(taught: Path, name: str) -> None:
    spoil(taught, RUBRIC, "Two points", f"See `{name}`. Two points")

    said = f"{RUBRIC}, line 3: it names “{name}”, which is neither beside it nor in the curriculum folder. Correct the name, or take it out."
    assert found(materials.check, taught) == [said]


def test_code_that_names_no_file(taught: Path) -> None:
    spoil(taught, RUBRIC, "Two points", "Write `title:`, `/teach/` or `client-15`. Two points")

    assert materials.check(read_folder(taught), Faults(taught)).endswith("0 names of files")
