"""Ids that prove to whom a letter went, and statuses in plain words; nothing here asks the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.letter_ids import letter_to, message_id
from lms.people.mail_status import closes, status_of_reply, words_for

NAMES = st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True)
ADDRESSES = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True)


class TestIds:
    @given(NAMES, ADDRESSES)
    def test_an_id_names_its_letter_for_its_address_however_that_is_written(self, name: str, address: str) -> None:
        made = message_id(name, address)

        assert letter_to(f"<other@x> {made}", address.upper()) == name
        assert message_id(name, address) == made

    @given(NAMES, ADDRESSES, ADDRESSES)
    def test_it_names_nothing_for_any_other_address(self, name: str, address: str, other: str) -> None:
        found = letter_to(message_id(name, address), other)

        assert found == (name if other == address else "")

    def test_a_mark_that_was_guessed_is_none(self) -> None:
        assert letter_to(f"<letter.{'0' * 32}@testserver>", "ana@north.example") == ""

    def test_letters_sent_under_the_key_before_are_still_known(self, settings: pytest.FixtureRequest) -> None:
        made = message_id("letter", "ana@north.example")

        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
        assert letter_to(made, "ana@north.example") == "letter"
        settings.SECRET_KEY_FALLBACKS = []
        assert letter_to(made, "ana@north.example") == ""


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "why"),
        [
            ("5.1.1", "does not exist"), ("5.1.10", "takes no mail"), ("5.1.6", "moved"), ("5.2.1", "switched off"), ("5.2.2", "full"),
            ("5.0.0", "did not say why"), ("5.4.4", "takes no mail"),
        ],
    )  # fmt: skip
    def test_what_is_about_the_mailbox_closes_the_address(self, status: str, why: str) -> None:
        assert closes(status)
        assert why in words_for(status).why

    @pytest.mark.parametrize("status", ["5.7.1", "5.6.0", "5.3.4", "5.2.3", "4.2.2", "4.4.7", "2.0.0", ""])
    def test_what_is_about_the_letter_or_the_servers_or_will_pass_does_not(self, status: str) -> None:
        assert not closes(status)

    @pytest.mark.parametrize(
        ("code", "said", "status"),
        [
            (550, "5.1.1 unknown", "5.1.1"), (550, "No such user", "5.1.1"), (552, "full", "5.2.2"), (550, "5.7.1 blocked", "5.7.1"), (554, "spam", ""),
            (450, "4.2.1 later", "4.2.1"), (550, "4.2.1 odd", "5.1.1"),
        ],
    )  # fmt: skip
    def test_a_reply_says_its_status_or_its_number_does(self, code: int, said: str, status: str) -> None:
        assert status_of_reply(code, said) == status
