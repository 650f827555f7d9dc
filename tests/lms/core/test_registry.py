"""Registers are explicit, ordered, and refuse duplicates."""

import pytest

from lms.core.registry import Registry, UnknownKind


def test_a_register_keeps_the_order_of_registration() -> None:
    fruits: Registry[int] = Registry("fruit")
    fruits.register("pear", 2)
    fruits.register("apple", 1)

    assert (fruits.keys(), list(fruits)) == (["pear", "apple"], [2, 1])


def test_a_key_registered_twice_is_refused() -> None:
    fruits: Registry[int] = Registry("fruit")
    fruits.register("pear", 2)

    with pytest.raises(ValueError, match="The fruit “pear” is registered twice"):
        fruits.register("pear", 3)


def test_an_unknown_key_is_answered_with_the_known_ones() -> None:
    fruits: Registry[int] = Registry("fruit")
    fruits.register("pear", 2)

    with pytest.raises(UnknownKind) as unknown:
        fruits.get("plum")

    assert str(unknown.value) == "There is no fruit called “plum”. Known: pear."


def test_an_unhashable_key_is_unknown_rather_than_an_error() -> None:
    with pytest.raises(UnknownKind):
        Registry[int]("fruit").get([])  # type: ignore[arg-type]
