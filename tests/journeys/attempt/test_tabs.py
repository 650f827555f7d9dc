"""Two tabs of one browser at one attempt: what one writes stands in the other, and where both write, both answers are kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.attempt.sitting import Sitting, said, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.separate]
RIGHT = ["Notice to appear", "Bond hearing", "Hearing on the merits", "Appeal to the Board", "Order that stands"]


def test_what_one_tab_writes_stands_in_the_other_and_both_say_that_it_is_saved(sit: Callable[..., Sitting]) -> None:
    sitting = sit()
    first, second = sitting.page, sitting.another_tab()

    sitting.question("single_choice", first).get_by_label("Text of b").check()
    wait_until_saved(second)
    sitting.question("essay", second).locator("textarea").fill("She asks in time.")
    wait_until_saved(second)

    sitting.eventually(lambda: sitting.question("single_choice", second).get_by_label("Text of b").is_checked(), True)
    sitting.eventually(lambda: sitting.question("essay", first).locator("textarea").input_value(), "She asks in time.")
    sitting.question("essay", first).locator("textarea").fill("She asks too late.")  # each has seen the other's answer: nobody is asked
    sitting.eventually(lambda: sitting.question("essay", second).locator("textarea").input_value(), "She asks too late.")
    assert sitting.answers("single_choice") == [{"choice": "b"}]
    assert sitting.answers("essay") == [{"text": "She asks in time."}, {"text": "She asks too late."}]
    assert sitting.second_answers("essay") == []
    assert sitting.visitor.faults == []


def test_steps_and_a_crosshair_move_in_the_other_tab_too(sit: Callable[..., Sitting]) -> None:
    sitting = sit()
    first, second = sitting.page, sitting.another_tab()

    for place, text in enumerate(RIGHT, start=1):
        sitting.question("ordering", first).get_by_label(text, exact=True).select_option(str(place))
    sitting.question("hotspot", first).locator("input[type=number]").first.fill("20")
    sitting.question("hotspot", first).locator("input[type=number]").last.fill("15")

    sitting.eventually(lambda: steps_shown(sitting, second), RIGHT)
    crosshair = sitting.question("hotspot", second).locator("[data-hotspot-mark]")
    sitting.eventually(lambda: crosshair.get_attribute("visibility"), "visible")
    assert crosshair.locator(".hotspot-line[data-down]").get_attribute("x1") == "20"

    sitting.question("hotspot", first).get_by_label("Box 3").check()  # a name takes the crosshair away, there too
    sitting.eventually(lambda: crosshair.get_attribute("visibility"), "hidden")
    assert sitting.visitor.faults == []


def test_what_waits_on_this_device_stands_in_its_order_after_a_reload(sit: Callable[..., Sitting]) -> None:
    sitting = sit()
    page = sitting.page
    page.route("**/save/", lambda route: route.abort())

    for place, text in enumerate(RIGHT, start=1):
        sitting.question("ordering").get_by_label(text, exact=True).select_option(str(place))
    page.locator("#saved", has_text="kept on this device").wait_for()
    page.reload()

    sitting.eventually(lambda: steps_shown(sitting, page), RIGHT)
    assert sitting.answers("ordering") == []


def test_both_tabs_answer_one_question_without_a_network_and_no_answer_is_lost(sit: Callable[..., Sitting]) -> None:
    sitting = sit()
    first, second = sitting.page, sitting.another_tab()
    context = first.context

    context.set_offline(True)
    sitting.question("essay", first).locator("textarea").fill("Written in the first tab.")
    first.locator("#saved", has_text="No connection").wait_for()
    sitting.question("essay", second).locator("textarea").fill("Written in the second tab.")
    second.locator("#saved", has_text="No connection").wait_for()
    context.set_offline(False)
    for tab in (first, second):
        tab.locator("#saved", has_text="another answer").wait_for()

    assert sitting.answers("essay") == [{"text": "Written in the first tab."}]
    assert sitting.second_answers("essay") == [{"text": "Written in the second tab."}]
    assert [sitting.question("essay", tab).locator("textarea").input_value() for tab in (first, second)] == [
        "Written in the first tab.",
        "Written in the second tab.",
    ]
    second.get_by_role("link", name="Choose").click()
    second.get_by_role("button", name="Use this answer").click()
    second.wait_for_url(lambda url: "choices" not in url)
    assert sitting.newest("essay") == {"text": "Written in the second tab."}


def test_who_wrote_hears_what_the_other_tab_was_told(sit: Callable[..., Sitting]) -> None:
    """Whoever holds the lock sends for all: the words of the server reach whoever wrote."""
    sitting = sit()
    first, second = sitting.page, sitting.another_tab()
    held: list[Callable[[], None]] = []
    first.route("**/save/", lambda route: held.append(route.continue_), times=1)

    sitting.question("short_answer", first).locator("input[type=text]").fill("asylum")
    sitting.eventually(lambda: len(held), 1)
    sitting.question("essay", second).locator("textarea").fill("She asks in time.")
    second.locator("#saved", has_text="Saved on this device").wait_for()
    held[0]()

    wait_until_saved(second)
    sitting.eventually(lambda: sitting.newest("essay"), {"text": "She asks in time."})
    assert said(first) == said(second)


def steps_shown(sitting: Sitting, page: Page) -> list[str]:
    return [text.strip() for text in sitting.question("ordering", page).locator("[data-ordering] label").all_inner_texts()]
