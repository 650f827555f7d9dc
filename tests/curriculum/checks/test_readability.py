"""Syllables, sentences and grades."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.checks.readability import grade, sentences, syllables

# What a dictionary says of words that lessons use, and of those that rules of spelling find hard.
KNOWN = """
the 1 she 1 judge 1 court 1 law 1 file 1 files 1 form 1 forms 1 asylum 3 lawyer 2 attorney 3 immigration 4 removal 3 petition 3 application 4
hearing 2 evidence 3 officer 3 person 2 people 2 family 3 status 2 persecution 4 client 2 declaration 4 organization 5 organizing 4 community 4
volunteer 3 question 2 answer 2 rule 1 rules 1 statute 2 regulation 4 decision 3 country 2 government 3 protect 2 protected 3 asked 1 needed 2
wanted 2 worked 1 changed 1 judges 2 changes 2 places 2 cases 2 notes 1 dates 1 times 1 passes 2 little 2 table 2 tables 2 simple 2 example 3 reason 2
being 2 doing 2 seeing 2 idea 3 area 3 create 2 created 3 science 2 quiet 2 diet 2 trial 2 denial 3 social 2 special 2 official 3 racial 2 religion 3
opinion 3 million 2 nation 2 period 3 serious 3 previous 3 obvious 3 various 3 violence 3 violent 3 variety 4 society 4 carrier 3 earlier 3 easier 3
safely 2 statement 2 careful 2 agreement 3 movement 2 useful 2 helpless 2 actually 4 usually 4 January 4 annual 3 manual 3 individual 5 guard 1
language 2 persuade 2 equal 2 quality 3 criticism 4 racism 3 prism 2 believe 2 believed 2 received 2 decided 3 admitted 3 deported 3 detained 2
released 2 sentence 2 sentences 3 knowledge 2 college 2 practice 2 practices 3 residence 3 absence 2 experience 4 audience 3 patient 2 ancient 2
efficient 3 paragraph 3 summary 3 year 1 years 1 eight 1 through 1 though 1 enough 2 because 2 before 2 where 1 there 1 were 1 have 1 give 1 gives 1
leave 1 leaves 1 home 1 time 1 name 1 named 1 here 1 more 1 someone 2 everyone 3 anything 3 nothing 2 another 3 together 3 whatever 3 interpreter 4
translated 3 university 5 naturalization 6 inadmissibility 7 eligibility 6 humanitarian 6 parole 2 parolee 3 refugee 3 employee 3 trainee 2 fee 1
fees 1 agree 2 agreed 2 freed 1 died 1 tried 1 applied 2 applies 2 carries 2 countries 2 parties 2 duty 2 duties 2 theory 3 real 1 really 2 deal 1
near 1 clear 1 video 3 museum 3 people's 2 she's 1 don't 1 client's 2 judge's 2 María 3 café 2 lion 2 violate 3 associate 4 appreciate 4 negotiate 4
immediate 4 immediately 5 ratio 3
"""
WORDS = {word: int(count) for word, count in re.findall(r"(\S+) (\d)", KNOWN)}


def test_syllables_are_right_for_nineteen_words_of_twenty() -> None:
    wrong = {word: syllables(word) for word, count in WORDS.items() if syllables(word) != count}

    assert len(wrong) * 20 <= len(WORDS), wrong


def test_what_is_missed_on_one_side_is_mostly_regained_on_the_other() -> None:
    assert sum(map(syllables, WORDS)) == pytest.approx(sum(WORDS.values()), rel=0.02)


def test_the_worked_example() -> None:
    assert grade("The judge may grant it. She may not.") == pytest.approx(0.39 * 4 + 11.8 - 15.59)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("She left. He stayed.", 2),
        ("“She left.” Then he stayed.", 2),
        ("See Matter of S. v. Garland and Mr. Diaz at 9 a.m. today.", 1),
        ("Three things:\n- a name\n- a date\n\nNothing more", 4),
        ("1. Ask\n2. Listen", 2),
        ("one line\nand its end.", 1),
        ("8 208 13", 0),
        ("", 0),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_known_words_have_no_syllables_and_still_make_sentences_long() -> None:
    text = "She asked for humanitarian parole on that day."

    assert grade(text, ["humanitarian parole"]) == pytest.approx(0.39 * 8 + 11.8 * 1 - 15.59)
    assert grade(text) > grade(text, ["humanitarian parole"])


def test_a_text_without_words() -> None:
    assert grade("208.13 (b)") < 10
    assert grade("—") == 0


@given(st.text(max_size=200))
def test_any_text_has_a_grade(text: str) -> None:
    assert isinstance(grade(text), float)


@given(st.from_regex(r"[a-z]{1,30}", fullmatch=True))
def test_every_word_has_a_syllable_and_not_more_than_letters(word: str) -> None:
    assert 1 <= syllables(word) <= len(word)
