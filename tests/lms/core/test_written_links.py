"""Links, pictures and words in code, as the HTML of a Markdown text says them."""

import pytest

from lms.core.errors import Invalid
from lms.core.written_links import Written, written_in


def test_what_a_text_holds() -> None:
    text = """[a](one/ "Title") and <a href="two/">b</a>, [c][1]; ![map](map.svg) `[no](none/)`

    [no](either/)

[1]: three/
"""

    assert written_in(text) == Written(["one/", "two/", "three/"], ["map.svg"], ["[no](none/)", "[no](either/)\n"])


def test_footnotes_are_no_links_of_an_author() -> None:
    assert written_in("Said[^1] and [linked](there/).\n\n[^1]: So [too](here/).").links == ["there/", "here/"]


def test_an_anchor_and_an_empty_link_are_links() -> None:
    assert written_in("[up](#above) [empty]() <a name='x'>none</a>").links == ["#above", ""]


def test_a_text_that_no_page_can_hold() -> None:
    with pytest.raises(Invalid):
        written_in("[" * 61)
