"""A browser that keeps nothing on the device, as in many private windows: every answer is saved, and no sentence says more than is so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page

from tests.journeys.attempt.sitting import Sitting, said, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.separate]
NOTHING = "This browser keeps nothing on this device."
REFUSALS = {
    "has_no_store": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "throws_on_opening": "IDBFactory.prototype.open = () => { throw new DOMException('No', 'SecurityError') }",
    "refuses_to_open": """IDBFactory.prototype.open = () => {
        const asked = new EventTarget();
        setTimeout(() => asked.onerror?.(new Event('error')));
        return asked;
    }""",
    "opens_and_refuses_every_use": "IDBDatabase.prototype.transaction = () => { throw new DOMException('No', 'InvalidStateError') }",
}
IS_FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('Full', 'QuotaExceededError') }"


@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_answer_is_saved_and_the_line_says_that_nothing_is_kept_here(sit: Callable[..., Sitting], refusal: str) -> None:
    sitting = sit(lambda page: page.add_init_script(REFUSALS[refusal]))

    sitting.page.locator("#saved", has_text=NOTHING).wait_for()
    answer_through_a_break(sitting)


def test_a_device_that_is_full_is_like_one_that_keeps_nothing(sit: Callable[..., Sitting]) -> None:
    sitting = sit(lambda page: page.add_init_script(IS_FULL))

    answer_through_a_break(sitting)


def answer_through_a_break(sitting: Sitting) -> None:
    """An answer is saved; the next is written without a network, guarded against leaving, and saved once the network is back."""
    page = sitting.page
    sitting.question("single_choice").get_by_label("Text of b").check()
    wait_until_saved(page)
    assert sitting.newest("single_choice") == {"choice": "b"}

    page.context.set_offline(True)
    sitting.question("essay").locator("textarea").fill("She asks in time.")
    page.locator("#saved", has_text="No connection.").wait_for()
    assert said(page) == f"No connection. {NOTHING} Stay on this page until it says Saved."
    assert asks_before_it_goes(page)

    page.context.set_offline(False)
    wait_until_saved(page)
    sitting.eventually(lambda: sitting.newest("essay"), {"text": "She asks in time."})
    assert not [fault for fault in sitting.visitor.faults if "INTERNET_DISCONNECTED" not in fault]


def asks_before_it_goes(page: Page) -> bool:
    """Whether the browser asks before this page is left; the page stays."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    return asked == ["beforeunload"]
