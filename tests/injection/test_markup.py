"""The oracle sees each payload that became markup, and none that is only text."""

import html

import pytest

from tests.injection.corpus import MARK, PAYLOADS
from tests.injection.markup import faults_in, text_in

NOT_FOR_A_READER_OF_TAGS = ("<![CDATA[", "<%", "<noscript>", "<javascript:")
"""What a browser makes of these depends on more than tags; the browser's run and the sanitizer's own tests ask about them."""
ACTIVE = [payload for payload in PAYLOADS if payload.startswith("<") and not payload.startswith(NOT_FOR_A_READER_OF_TAGS)]


def test_there_are_sixty_payloads_and_each_is_known_by_its_mark() -> None:
    assert len(PAYLOADS) >= 60
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    assert all(MARK in payload for payload in PAYLOADS)


@pytest.mark.parametrize("payload", ACTIVE)
def test_markup_is_seen(payload: str) -> None:
    assert faults_in(f"<p>{payload}</p>")


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.startswith(('" ', '">'))])
def test_an_attribute_that_was_left_is_seen(payload: str) -> None:
    assert faults_in(f'<input value="{payload}">')


@pytest.mark.parametrize("scheme", [one for one in PAYLOADS if "script:" in one[:14] or one.startswith(("data:", "//"))])
def test_an_address_that_runs_something_is_seen(scheme: str) -> None:
    assert faults_in(f'<a href="{html.escape(scheme)}">x</a>')


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_text(payload: str) -> None:
    page = f'<!doctype html><p title="{html.escape(payload)}">{html.escape(payload)}</p><script type="application/json">{{"a": 1}}</script>'

    assert faults_in(page) == []
    assert MARK in text_in(page)


def test_a_script_of_the_page_and_data_that_breaks_off_are_seen() -> None:
    assert faults_in("<script>go()</script>") == ["a script inside the page"]
    assert faults_in('<script src="/static/js/x.js"></script>') == []
    assert faults_in('<script type="application/json">{"a": "</script>') == ["data for scripts that is cut off"]
    assert faults_in("<p>62615533</p>") == ["something was calculated"]
