"""The server is killed in the middle of an attempt and started again on the same database: nothing is lost, and the line says what is so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student
from tests.journeys.attempt.sitting import Sitting, load_quiz, said, wait_until_saved
from tests.journeys.campus import everybody_accepts
from tests.journeys.conftest import Visitor, site_of
from tests.journeys.servers import Servers, Site

pytestmark = [pytest.mark.browser, pytest.mark.separate]


class Machine:
    """A server that can be killed and started again at the same address."""

    def __init__(self, servers: Servers, site: Site) -> None:
        self.servers = servers
        self.site = site
        self.start()

    def start(self) -> None:
        self.process = self.servers.start(self.site)

    def kill(self) -> None:
        self.servers.kill(self.process)


@pytest.fixture
def machine(servers: Servers, separate_database: SeparateDatabase, tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(servers, site_of(separate_database, tmp_path))
    yield machine
    servers.stop(machine.process)


@pytest.fixture
def site(machine: Machine) -> str:
    return machine.site.address


def test_nothing_is_lost(machine: Machine, visitors: Callable[..., Visitor], tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    load_quiz(tmp_path / "course")
    enrollment = enrolled_student()
    everybody_accepts()
    sitting = Sitting(visitors().sign_in_as(enrollment.student), enrollment).begin()
    page, other = sitting.page, sitting.another_tab()
    sitting.question("single_choice").get_by_label("Text of a").check()
    wait_until_saved(page)

    machine.kill()
    sitting.question("single_choice").get_by_label("Text of b").check()
    sitting.question("essay").locator("textarea").fill("She asks in time.")
    page.locator("#saved", has_text="The server does not answer").wait_for()
    unsaved = said(page)
    sitting.question("short_answer", other).locator("input[type=text]").fill("asylum")
    other.locator("#saved", has_text="The server does not answer").wait_for()
    page.close()  # what waits is on the device: the other tab sends it
    before = sitting.newest("single_choice")
    machine.start()

    wait_until_saved(other)
    sitting.eventually(lambda: sitting.newest("essay"), {"text": "She asks in time."})
    assert unsaved == "The server does not answer: kept on this device, sending again …"
    assert before == {"choice": "a"}
    assert [sitting.newest("single_choice"), sitting.newest("short_answer")] == [{"choice": "b"}, {"text": "asylum"}]
    assert sitting.second_answers("single_choice") == []
    other.reload()
    assert sitting.question("essay", other).locator("textarea").input_value() == "She asks in time."
    other.get_by_role("button", name="Look over and submit").click()
    other.get_by_role("button", name="Submit", exact=True).click()
    other.wait_for_url("**/result/")
