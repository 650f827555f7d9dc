"""Every check has its file, its line in the register and its tests."""

from pathlib import Path

import curriculum.checks
from curriculum.checks.registry import checks

PACKAGE = Path(curriculum.checks.__file__).parent


def test_each_file_with_a_check_is_registered_under_its_name() -> None:
    files = {path.stem for path in PACKAGE.glob("*.py") if "\ndef check(folder" in path.read_text()}

    assert {name.replace(" ", "_") for name in checks.keys()} == files  # noqa: SIM118  a register goes through its kinds


def test_each_check_has_tests_and_is_told_of_in_the_readme() -> None:
    readme = (PACKAGE / "README.md").read_text()

    for name in checks.keys():  # noqa: SIM118  a register goes through its kinds
        assert (Path(__file__).parent / f"test_{name.replace(' ', '_')}.py").exists()
        assert f"| {name} |" in readme
