"""What may be searched: each app adds its own source, and each person gets what theirs find."""

from typing import Any

import pytest
from django.utils.html import escape

from lms.core import searching
from lms.core.registry import Registry
from lms.core.searching import Hit, HitGroup, SearchSource


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_sources", Registry[SearchSource]("source of search"))


def hits(*titles: str) -> list[Hit]:
    return [Hit(escape(title), f"/{title}/", escape(""), "") for title in titles]


def test_what_is_found_stands_in_the_order_of_the_register_and_empty_kinds_are_left_out() -> None:
    def by_owner(person: Any, text: str) -> list[Hit]:
        return hits(f"{person}-{text}")

    searching.register("b", "Lessons", "book", by_owner)
    searching.register("a", "Terms", "book", lambda person, text: [])
    searching.register("c", "Law", "bank", by_owner)

    assert searching.search("ana", "fear") == [HitGroup("b", "Lessons", "book", hits("ana-fear")), HitGroup("c", "Law", "bank", hits("ana-fear"))]


def test_a_source_is_registered_once() -> None:
    searching.register("a", "Terms", "book", lambda person, text: [])

    with pytest.raises(ValueError, match="registered twice"):
        searching.register("a", "Terms", "book", lambda person, text: [])
