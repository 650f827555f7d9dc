"""What holds of any text: places are right, nothing overlaps, the answer is always the same, and time grows with length only."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.citations import extract_citations, find_references

PIECES = [
    "8", " ", "CFR", "C.F.R.", " § ", "§§", "208.13", "(b)", "(1)", "(i)", "(A)", ", ", " and ", " through ", "–", "-", ".20", "INA", "U.S.C.",
    "1158", "1229a", "208", "Matter of ", "A-B-", "Q. Li", ", 27 I&N Dec. 316", "27", " I&N Dec. at ", "316", "480 U.S. 421", " at 431", "F.3d",
    "F.4th", "F. ", "957", "Id. § ", "id.", "section ", " of the Act", " of title 8", "Pub. L. ", "104-208", "84 FR ", "69,640", "FAM", "302.4-2",
    "USCIS-PM", "Volume 7", ", Part A", ", Chapter 6", "USCIS Policy Manual", "AFM ch. 3", "PM 21-18", "EO 14159", "Proclamation No. ",
    "Immigration Court Practice Manual", "pt. II", "ch. 3.1", "Stat. ", "In Acosta",
    "Acosta v. Barr, 480 U.S. 421", "/", "\n", "\r\n", "\u00a0", "“", "…", "é", "\0", "(", ")",
]  # fmt: skip
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(texts)
def test_places_are_right_and_in_order_and_apart(text: str) -> None:
    found = extract_citations(text)

    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert all(one.text and one.key for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert extract_citations(text) == found


@given(texts)
def test_a_text_refers_to_all_that_it_cites(text: str) -> None:
    assert set(extract_citations(text)) <= set(find_references(text))


@given(
    st.lists(
        st.sampled_from(["8 CFR 208.13(b)", "INA 208(a)(2)(B)", "8 USC 1158", "27 I&N Dec. 316", "480 U.S. 421", "Pub. L. 104-208", "84 FR 69640"]), max_size=8
    )
)
def test_citations_in_sentences_of_their_own_are_all_found(keys: list[str]) -> None:
    text = "".join(f"The rule in {key} is short. " for key in keys)

    assert [one.key for one in extract_citations(text)] == keys


RUNS = [
    "(", "§", "§ ", "8", " ", "\n", "8 ", "8 CFR ", "8 CFR § ", "INA ", "INA § 208, ", "208, § ", "section 208, ", "208.13(a)", "(a)",
    "8 CFR 208.13(a), (b), ", "Matter of ", "Matter of A-B-, ", "In re A ", "A-", "A and ", "Matter of A and ", "27 I&N Dec. at 3; ",
    "27 I&N Dec. 316; 27 I&N Dec. at 320; ", "480 U.S. 421; 480 U.S. at 431; ", "Id. § ", "Id. § 208.13; ", "volume 7, ",
    "Policy Manual, Volume 7, Part ", "Volume 7 Part A Ch ", "Pub. L. 1-1 and ", "104-208, ", "EO 14159, ", "F. F. ", "Title 8 of the ",
    "EOIR Policy Manual ", "Form I-589, ", "INA 208(a). § 208(b) ",
    "In Acosta ", "Matter of Acosta, 19 I&N Dec. 211. In Acosta ", "A v. B, 480 U.S. 421. In A ", "A-B- ", "Matter of A-B-, 27 I&N Dec. 316. A-B- ",
    "8 CFR 208.13" + " " * 50, "1" * 50 + " U.S. ",
]  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
def test_time_grows_with_length_only(run: str) -> None:
    """Four times the text takes about four times the time; squared it would be sixteen. A busy machine gets five chances."""
    short, long = run * (8_000 // len(run)), run * (32_000 // len(run))

    ratios = (_seconds(long) / max(0.004, _seconds(short)) for _ in range(5))

    assert any(ratio < 8 for ratio in ratios)


def _seconds(text: str) -> float:
    begun = time.process_time()
    find_references(text)
    return time.process_time() - begun
