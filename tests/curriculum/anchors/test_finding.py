"""A mark is found again in another revision, or says that it is changed or gone; it is never at a wrong place as if nothing had happened."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.anchors import Anchor, Passage, Revisions, State, anchor_at

FILING = "An applicant must file within one year of the last arrival."
LIMIT = "Changed circumstances may excuse a late application if the delay was reasonable."
OTHER = "The officer decides the claim after an interview at the asylum office."


def text(*passages: str) -> list[Passage]:
    return [Passage(f"p-1-{number}", "p", one) for number, one in enumerate(passages, start=1)]


def found(old: list[Passage], new: list[Passage], number: int, quote: str = "", prefix: str = "") -> tuple[State, str, str]:
    anchor = anchor_at(old[number], quote, prefix)
    assert anchor is not None
    answer = Revisions(old, new).find(anchor)
    return answer.state, answer.address, answer.text


def test_the_same_place_is_exact() -> None:
    assert found(text(FILING, LIMIT), text(FILING, LIMIT), 1, "late application") == (State.EXACT, "p-1-2", "late application")


def test_a_passage_put_before_it_moves_it() -> None:
    assert found(text(FILING, LIMIT), text(OTHER, FILING, LIMIT), 0) == (State.MOVED, "p-1-2", FILING)


def test_a_passage_that_went_elsewhere_is_found_there() -> None:
    assert found(text(FILING, LIMIT, OTHER), text(LIMIT, OTHER, FILING), 0, "one year") == (State.MOVED, "p-1-3", "one year")


def test_words_that_stay_in_a_rewritten_passage_are_still_exact() -> None:
    old, new = text(FILING + " " + LIMIT), text("Here the text was written anew. " + LIMIT)

    assert found(old, new, 0, LIMIT) == (State.EXACT, "p-1-1", LIMIT)


def test_a_changed_sentence_says_changed_with_its_score() -> None:
    anchor = anchor_at(text(FILING)[0])
    assert anchor is not None

    answer = Revisions(text(FILING, LIMIT), text("An applicant must file within two years of the most recent arrival.", LIMIT)).find(anchor)

    assert (answer.state, answer.address, 0.6 <= answer.score < 1) == (State.CHANGED, "p-1-1", True)


def test_a_removed_passage_is_gone_even_where_a_similar_one_stays() -> None:
    twin = FILING.replace("one year", "two years")

    assert found(text(FILING, twin), text(twin), 0) == (State.GONE, "", "")


def test_a_short_word_of_a_removed_passage_is_not_found_elsewhere() -> None:
    assert found(text(FILING, LIMIT), text(LIMIT, "A claim must be in writing."), 0, "must")[0] is State.GONE


def test_the_word_that_was_meant_is_found_among_several() -> None:
    old = text("Fear of return, and fear of harm, and fear of prison.")

    anchor = anchor_at(old[0], "fear", "Fear of return, and fear of harm, and")

    assert anchor == Anchor("p-1-1", "fear", "Fear of return, and fear of harm, and ", " of prison.")
    assert Revisions(old, old).find(anchor).start == 38


def test_a_quote_that_does_not_stand_there_is_no_anchor() -> None:
    assert anchor_at(text(FILING)[0], "never said") is None


def test_many_marks_in_a_lesson_that_was_reworded_from_end_to_end_are_found_at_once() -> None:
    """Five marks and sixty long passages took many seconds when every pair was compared character by character."""
    old = text(*(f"{FILING} {LIMIT} {OTHER} Passage {number} says so. " * 3 for number in range(60)))
    new = text(*(one.text.replace("must", "shall").replace("late", "tardy").replace("decides", "judges") for one in old))
    anchors = [anchor for passage in old[:5] if (anchor := anchor_at(passage))]
    began = time.process_time()

    answers = [Revisions(old, new).find(anchor) for anchor in anchors]

    assert time.process_time() - began < 1
    assert {answer.state for answer in answers} == {State.CHANGED}


def test_what_was_found_once_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    revisions = Revisions(text(FILING), text(FILING.replace("one year", "two years")))
    anchor = anchor_at(text(FILING)[0])
    assert anchor is not None
    first = revisions.find(anchor)
    monkeypatch.setattr("curriculum.anchors.finding._closest", None)

    assert revisions.find(anchor) == first


def test_a_changed_stretch_of_a_long_passage_is_named_alone() -> None:
    old, new = text(f"{OTHER} {FILING} {LIMIT}"), text(f"{OTHER.upper()} An applicant must file within two years of the last arrival. {LIMIT.upper()}")

    state, _, said = found(old, new, 0, FILING)

    assert (state, said) == (State.CHANGED, "An applicant must file within two years of the last arrival.")


WORD = st.sampled_from(["a", "the", "law", "must", "may", "file", "fear", "claim", "one", "year", "officer", "decides", "withholding", "protection"])
SENTENCES = st.lists(st.lists(WORD, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6, unique=True)

LONG = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])  # whole texts take a while to draw


@LONG
@given(SENTENCES, SENTENCES, st.data())
def test_insertions_and_deletions_elsewhere_never_lose_a_mark(old: list[str], more: list[str], data: st.DataObject) -> None:
    marked = data.draw(st.integers(0, len(old) - 1))
    kept = [one for number, one in enumerate(old) if number == marked or data.draw(st.booleans())]
    new = data.draw(st.permutations(kept + [one for one in more if one not in old])) if data.draw(st.booleans()) else _merged(kept, more, old, data)
    words = old[marked].split()
    quote = " ".join(words[data.draw(st.integers(0, len(words) - 1)) :])

    state, address, said = found(text(*old), text(*new), marked, quote)

    assert state in (State.EXACT, State.MOVED)
    assert (new[int(address.split("-")[2]) - 1], said) == (old[marked], quote)


def _merged(kept: list[str], more: list[str], old: list[str], data: st.DataObject) -> list[str]:
    merged = list(kept)
    for one in (one for one in more if one not in old):
        merged.insert(data.draw(st.integers(0, len(merged))), one)
    return merged


@LONG
@given(SENTENCES, SENTENCES, st.data())
def test_a_removed_passage_is_never_found_in_one_that_was_there_before(old: list[str], more: list[str], data: st.DataObject) -> None:
    removed = data.draw(st.integers(0, len(old) - 1))
    new = [one for number, one in enumerate(old) if number != removed]
    added = [one for one in more if one not in old]

    state, address, _ = found(text(*old), text(*new, *added), removed)

    assert address == "" or int(address.split("-")[2]) > len(new)
    assert (state is State.GONE) == (address == "")


@LONG
@given(SENTENCES, SENTENCES, st.data())
def test_what_is_called_exact_or_moved_are_the_very_words(old: list[str], new: list[str], data: st.DataObject) -> None:
    passages = text(*old)
    anchor = anchor_at(data.draw(st.sampled_from(passages)))
    assert anchor is not None

    answer = Revisions(passages, text(*new)).find(anchor)

    where = {one.address: one.text for one in text(*new)}.get(answer.address, "")
    said = where[answer.start : answer.start + len(anchor.quote)]
    assert (said == anchor.quote == answer.text) or answer.state in (State.CHANGED, State.GONE)
