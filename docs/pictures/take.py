"""Takes the pictures of the documents anew, from a demonstration that runs.

    make run                                                     # in another terminal, with data that nobody has touched
    .venv/bin/python docs/pictures/take.py [http://127.0.0.1:8000] [NAME …]

Needs the test requirements (`make test` installs them) and a Chromium. Everybody in the pictures is made up.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
PASSWORD = "pathway-demo"  # noqa: S105  the demonstration's, which serves on this machine alone  # nosec B105
WIDE, NARROW = 1280, 390
MOST_BYTES = 120_000  # of one picture
Go = Callable[[Page, str], None]


@dataclass(frozen=True)
class Picture:
    """``name`` is the file's; ``who`` signs in, nobody where empty; ``go`` leads from the home page to what is shown."""

    name: str
    who: str
    go: Go
    width: int = WIDE
    height: int = 800


def at(path: str) -> Go:
    return lambda page, address: _open(page, f"{address}{path}")


def first(selector: str, begin: str) -> Go:
    """Where the first link that ``selector`` finds on the page ``begin`` leads."""

    def go(page: Page, address: str) -> None:
        _open(page, f"{address}{begin}")
        _open(page, f"{address}{page.locator(selector).first.get_attribute('href')}")

    return go


def _open(page: Page, url: str) -> None:
    answer = page.goto(url, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{url} was not shown (status {answer.status if answer else 'none'}). Is it the demonstration, as it was made?")


PICTURES = (
    Picture("student-home", "student@north.example", at("/")),
    Picture("lesson", "student@north.example", first("main a[href*='/learn/'].btn", "/")),
    Picture("lesson-narrow", "student@north.example", first("main a[href*='/learn/'].btn", "/"), NARROW),
    Picture("record", "student@north.example", at("/record/")),
    Picture("teach", "instructor@north.example", at("/teach/")),
    Picture("board", "coordinator@north.example", at("/cohorts/north-fall-2026/")),
    Picture("board-narrow", "coordinator@north.example", at("/cohorts/north-fall-2026/"), NARROW),
    Picture("student-page", "coordinator@north.example", first("main a[href*='/cohorts/people/']", "/cohorts/north-fall-2026/")),
    Picture("application", "officer@north.example", first("main table a[href*='/cohorts/applications/']", "/cohorts/applications/")),
    Picture("certificate", "graduate@north.example", first("main a[href*='/about/']", "/record/certificates/")),
    Picture("operations", "admin@north.example", at("/operations/")),
)


def main() -> None:
    given = sys.argv[1:]
    address = given.pop(0).rstrip("/") if given and given[0].startswith("http") else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    chosen = [picture for picture in PICTURES if not given or picture.name in given]
    with sync_playwright() as player:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = player.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for picture in chosen:
            print(f"{picture.name}: {take(browser, address, picture) // 1000} KB")  # noqa: T201  a script for people
        browser.close()


def take(browser: Browser, address: str, picture: Picture) -> int:
    """Write the picture; returns its bytes."""
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height}, color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    if picture.who:
        sign_in(page, address, picture.who)
    picture.go(page, address)
    data = as_webp(page.screenshot())
    (HERE / f"{picture.name}.webp").write_bytes(data)
    context.close()
    return len(data)


def sign_in(page: Page, address: str, who: str) -> None:
    _open(page, f"{address}/accounts/login/")
    page.get_by_label("E-mail").fill(who)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


def as_webp(png: bytes) -> bytes:
    """The picture as WebP, in the best quality that is small enough."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (80, 65, 50, 35):
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    raise SystemExit("A picture is larger than 120 KB in the worst quality. Show less of the page.")


if __name__ == "__main__":
    main()
