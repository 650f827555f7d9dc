"""A real server on a database of its own, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import SeparateDatabase
from tests.journeys.servers import Servers, Site

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread; nothing here is asynchronous
ROOT = Path(__file__).parents[2]
CHROMIUM = next((path for path in (shutil.which("chromium"), shutil.which("chromium-browser"), shutil.which("google-chrome")) if path), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

_visitors: list["Visitor"] = []  # of the test that runs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A wait that ran out on a busy machine is tried once more, and the closing line counts it; what is wrong fails at once (decision 61)."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))


def pytest_runtest_setup() -> None:
    _visitors.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails says what its visitors' browsers complained of."""
    report = yield
    if report.when == "call" and report.failed:
        report.sections += [(f"Faults at {visitor.page.url}", "\n".join(visitor.faults)) for visitor in _visitors if visitor.faults]
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system; without one the journeys are skipped, or fail where REQUIRE_BROWSER=1."""
    if CHROMIUM is None:
        sentence = "No Chromium was found, so the browser journeys did not run."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("servers")
    nobodys = SeparateDatabase(name="", url=os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'nobody.sqlite3'}")
    with Servers(environment(nobodys, folder)) as servers:
        yield servers


@pytest.fixture
def site(servers: Servers, separate_database: SeparateDatabase, tmp_path: Path) -> Iterator[str]:
    """The address of a running server; its data is what the test puts into ``separate_database``. ``worker`` shares its files."""
    with running_site(servers, separate_database, tmp_path) as address:
        yield address


@contextmanager
def running_site(servers: Servers, separate_database: SeparateDatabase, folder: Path) -> Iterator[str]:
    """A server on a database of its own, with its files below ``folder``."""
    site = site_of(separate_database, folder)
    server = servers.start(site)
    try:
        yield site.address
    finally:
        servers.stop(server)


def site_of(separate_database: SeparateDatabase, folder: Path) -> Site:
    """What a server on this database works on, at a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = environment(separate_database, folder)
    return Site(separate_database.name, place["TEST_DATA_DIR"], place["TEST_CLOCK_FILE"], port)


def environment(separate_database: SeparateDatabase, folder: Path) -> dict[str, str]:
    """What a server or worker of one installation is told: its database, its files, and that the demonstration's ease is on."""
    data = folder / "data"
    for below in ("", "queue", "queue-done", "queue-control", "media", "static", "vault", "keys"):
        (data / below).mkdir(exist_ok=True)
    return separate_database.environment(
        DJANGO_SETTINGS_MODULE="tests.journeys.process_settings", TEST_DATA_DIR=str(data), TEST_CLOCK_FILE=str(folder / "clock")
    )


@pytest.fixture
def worker(site: str, separate_database: SeparateDatabase, tmp_path: Path) -> Iterator[None]:
    """The background worker beside the server."""
    process = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=environment(separate_database, tmp_path))
    yield
    process.terminate()
    process.wait(timeout=20)


class Visitor:
    """A person at a browser; every script error, refused policy and failed request is a fault."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        _visitors.append(self)
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("response", lambda answer: self.faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto(f"{self.address}/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "login" not in url)

    def sign_in_as(self, person: Any) -> "Visitor":
        self.sign_in(person.email, "correct horse battery")
        return self

    def open(self, path: str) -> Any:
        return self.page.goto(self.address + path)

    def text(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), site)
    context.close()


@pytest.fixture
def visitors(browser: Browser, site: str) -> Iterator[Callable[[], Visitor]]:
    """More people, each at a browser of their own."""
    contexts = []

    def arrive(**options: Any) -> Visitor:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Visitor(context.new_page(), site)

    yield arrive
    for context in contexts:
        context.close()
