"""Neither the written order nor an id of a part reaches a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.content import PartId
from lms.questions.errors import InvalidResponse
from lms.questions.hidden_order import known_part, mixed, page_id, refuse_same_text
from lms.questions.pairing import Target

TEXTS = st.lists(st.sampled_from([f"Step number {n}" for n in range(12)]), min_size=3, max_size=8, unique=True)


def parts(texts: list[str]) -> list[Target]:
    return [Target(id=f"part-{at}", text=text) for at, text in enumerate(texts)]


def texts_of(some: list[Target], order: list[str]) -> list[str]:
    return [next(part.text for part in some if part.id == key) for key in order]


@given(TEXTS, st.randoms(), st.none() | st.integers())
def test_the_written_order_has_no_part_in_the_order_shown(texts: list[str], random: object, seed: int | None) -> None:
    other = list(texts)
    random.shuffle(other)  # type: ignore[attr-defined]

    assert texts_of(parts(texts), mixed(parts(texts), seed=seed)) == texts_of(parts(other), mixed(parts(other), seed=seed))


@given(TEXTS, st.integers())
def test_the_order_that_must_not_be_shown_never_is(texts: list[str], seed: int) -> None:
    written = [part.id for part in parts(texts)]

    shown = mixed(parts(texts), seed=seed, never=written)

    assert shown != written
    assert sorted(shown) == sorted(written)


def test_every_other_order_is_shown_to_somebody() -> None:
    three = parts(["one", "two", "three"])
    written = [part.id for part in three]

    assert len({tuple(mixed(three, seed=seed, never=written)) for seed in range(200)}) == 5


@given(st.text(min_size=1), st.from_regex(r"^[a-z0-9_-]{1,20}\Z"))
def test_a_page_id_follows_from_the_text_alone_and_is_no_id_of_an_authors(text: str, key: str) -> None:
    one, other = Target.model_construct(id="a", text=text), Target.model_construct(id="b", text=text)

    assert page_id(one) == page_id(other) != key


def test_a_part_is_known_by_its_id_and_by_its_page_id() -> None:
    some = parts(["one", "two"])

    assert [known_part(some, sent, what="a step") for sent in ("part-1", page_id(some[1]))] == ["part-1", "part-1"]


@pytest.mark.parametrize("sent", ["part-2", "", "P", None, True, 1, ["part-1"], {"part-1": 1}])
def test_what_no_part_is_called_is_refused(sent: object) -> None:
    with pytest.raises(InvalidResponse, match="names a step that does not belong to this question"):
        known_part(parts(["one", "two"]), sent, what="a step")


@pytest.mark.parametrize("texts", [["one", "one"], ["one", "two", " one  "], ["a\u200bb", "ab"]])
def test_two_parts_that_nobody_could_tell_apart_are_refused(texts: list[str]) -> None:
    with pytest.raises(ValueError, match="two steps have the same text"):
        refuse_same_text(parts(texts), "steps")


def test_the_name_of_a_part_stays_as_narrow_as_page_ids_need() -> None:
    assert PartId.__metadata__[0].pattern == r"^[a-z0-9_-]{1,20}$"  # type: ignore[attr-defined]
