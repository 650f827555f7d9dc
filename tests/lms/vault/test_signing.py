"""What the installation signs can be checked for good, until a key is lost."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.clock import now
from lms.core.errors import Conflict, Invalid, NotFound
from lms.vault.api import is_genuine, is_signed, public_keys, revoke_key, sign
from lms.vault.models import SigningKey
from lms.vault.signing import key_id_of, newest_pair

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_a_signature_is_genuine_for_its_own_message_only() -> None:
    signature = sign(b"one")

    assert is_genuine(b"one", signature.value, signature.key_id, now())
    assert not is_genuine(b"two", signature.value, signature.key_id, now())
    assert not is_genuine(b"one", signature.value, "another key", now())
    assert not is_genuine(b"one", sign(b"two").value, signature.key_id, now())


@given(st.binary(max_size=80))
def test_nothing_but_the_signature_passes(forged: bytes) -> None:
    pair = newest_pair()

    assert not is_signed(b"message", forged, pair.public)
    assert not is_signed(b"message", pair.private.sign(b"message"), forged)


def test_a_new_key_signs_and_the_old_one_stays_believed(settings: Any) -> None:
    old = sign(b"old")
    settings.SIGNING_KEYS = ["a-new-signing-key-" + "n" * 30]
    new = sign(b"new")

    assert old.key_id != new.key_id
    assert is_genuine(b"old", old.value, old.key_id, now())
    assert [key.key_id for key in public_keys()] == [old.key_id, new.key_id]


def test_a_key_is_named_by_its_public_bytes_and_known_before_its_first_use() -> None:
    (key,) = public_keys()

    assert (key.key_id, key.first_used_at) == (key_id_of(key.public), None)
    assert not SigningKey.objects.exists()


def test_what_a_lost_key_signed_is_believed_until_the_loss() -> None:
    signature = sign(b"one")
    lost = now()
    revoke_key(key_id=signature.key_id, revoked_from=lost, reason="The server was stolen.", by=None)

    assert is_genuine(b"one", signature.value, signature.key_id, lost - timedelta(seconds=1))
    assert not is_genuine(b"one", signature.value, signature.key_id, lost)


def test_revoking_says_why_once() -> None:
    signature = sign(b"one")
    lost = now()
    with pytest.raises(Invalid, match="Say why"):
        revoke_key(key_id=signature.key_id, revoked_from=lost, reason=" ", by=None)
    with pytest.raises(NotFound):
        revoke_key(key_id="unknown", revoked_from=lost, reason="Lost.", by=None)

    first = revoke_key(key_id=signature.key_id, revoked_from=lost, reason="Lost.", by=None)

    assert revoke_key(key_id=signature.key_id, revoked_from=lost, reason="Lost.", by=None) == first
    with pytest.raises(Conflict, match="revoked from"):
        revoke_key(key_id=signature.key_id, revoked_from=lost + timedelta(days=1), reason="Lost.", by=None)
