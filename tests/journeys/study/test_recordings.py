"""A recording counts while it plays."""

import io
import wave
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from tests.journeys.study.reader import BEATS, Reader, eventually, settle

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def silence(seconds: int) -> bytes:
    """A real recording: a WAV file of nothing."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(b"\x80" * 8_000 * seconds)
    return file.getvalue()


@contextmanager
def recording(page: Page) -> Iterator[None]:
    page.route("**/silence.wav", lambda route: route.fulfill(body=silence(60), content_type="audio/wav"))
    page.evaluate(
        """() => new Promise(ready => {
          const sound = Object.assign(document.createElement("audio"), { id: "sound", src: "/silence.wav", oncanplaythrough: ready });
          document.querySelector("main").append(sound);
        })"""
    )
    page.mouse.click(5, 5)  # browsers play nothing before the first press
    page.evaluate("document.getElementById('sound').play()")
    yield
    page.evaluate("document.getElementById('sound').pause()")


def test_a_recording_that_plays_counts_and_a_paused_one_does_not(reader: Reader) -> None:
    reader.open()
    page = reader.page
    with recording(page):
        for second in range(1, 311):  # the recording plays in real time, a little in each of the page's seconds
            reader.server_goes_on(1_000)
            if second % 30:
                page.clock.run_for(1_000)
                page.wait_for_timeout(12)
            else:
                with page.expect_response(lambda answer: BEATS in answer.url and answer.ok):
                    page.clock.run_for(1_000)
        settle(page)
        assert page.locator("#still-reading").count() == 0

    for _ in range(5):
        page.clock.run_for(1_000)
        page.wait_for_timeout(12)

    page.get_by_role("alertdialog").wait_for()
    for _ in range(5):
        settle(page)
        page.clock.run_for(1_000)
    reader.hide()
    eventually(reader, pytest.approx(313, abs=4))
