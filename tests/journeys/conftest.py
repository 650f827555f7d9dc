"""A real server on a database of its own, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import SeparateDatabase

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread; nothing here is asynchronous
ROOT = Path(__file__).parents[2]
CHROMIUM = next((path for path in (shutil.which("chromium"), shutil.which("chromium-browser"), shutil.which("google-chrome")) if path), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


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


@pytest.fixture
def site(separate_database: SeparateDatabase, tmp_path: Path) -> Iterator[str]:
    """The address of a running server; its data is what the test puts into ``separate_database``. ``worker`` shares its files."""
    with running_site(separate_database, tmp_path) as address:
        yield address


@contextmanager
def running_site(separate_database: SeparateDatabase, folder: Path) -> Iterator[str]:
    """A server on a database of its own, with its files below ``folder``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi:application", "-b", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(separate_database, folder))
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:  # a connection that a browser keeps open, on a busy machine
            server.kill()
            server.wait()


def environment(separate_database: SeparateDatabase, folder: Path) -> dict[str, str]:
    """What a server or worker of one installation is told: its database, its files, and that the demonstration's ease is on."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
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


def _wait(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail("The server did not start.")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("The server did not answer within 30 seconds.")


class Visitor:
    """A person at a browser; every script error, refused policy and failed request is a fault."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
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
