"""Which questions a kind of filing asks, and what of an answer is kept."""

from hypothesis import given
from hypothesis import strategies as st

from accreditation.actions.open_application import FILINGS
from accreditation.policies.filing_answers import FormAnswers, asks_eoir, asks_uscis, faults_of_recipient, tidied
from accreditation.schemes import schemes

texts = st.text("a \n", max_size=6)
answers = st.builds(
    FormAnswers, prior_applications=texts, not_attorney=st.sampled_from([None, True, False]), frequency_uscis=texts, frequency_eoir=texts, server=texts,
    without_certificate=st.lists(texts, max_size=4).map(tuple),
)  # fmt: skip


def test_what_is_asked_is_what_the_scheme_requires() -> None:
    for key in FILINGS:
        required = schemes.get(key).requirements
        assert (asks_uscis(key), asks_eoir(key)) == ("frequency_uscis" in required, "frequency_eoir" in required), key


@given(answers, st.sampled_from(FILINGS))
def test_tidying_twice_is_tidying_once_and_keeps_no_answer_to_what_is_not_asked(given_answers: FormAnswers, scheme: str) -> None:
    once = tidied(given_answers, scheme)

    assert tidied(once, scheme) == once
    assert asks_uscis(scheme) or not once.frequency_uscis
    assert asks_eoir(scheme) or not once.frequency_eoir
    assert set(once.without_certificate) == set(given_answers.without_certificate)


@given(st.integers(min_value=0, max_value=99999), st.none() | st.integers(min_value=0, max_value=9999))
def test_every_zip_code_is_taken(five: int, four: int | None) -> None:
    zip_code = f"{five:05d}" if four is None else f"{five:05d}-{four:04d}"

    assert faults_of_recipient("USCIS Boston", "A street", zip_code) == []
