"""Nothing of a sealed file can be changed, moved, repeated or cut without being noticed."""

import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lms.vault.ciphers import CHUNK, TAG, Unreadable, new_key, open_chunks, seal, seal_chunks, unseal, unwrap

KEY = b"k" * 32
BORDERS = [0, 1, 15, 16, 17, CHUNK - TAG, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK]
sizes = st.one_of(st.sampled_from(BORDERS), st.integers(0, 3 * CHUNK + 5))


def content_of(size: int) -> bytes:
    return bytes(range(256)) * (size // 256) + bytes(range(size % 256))


def sealed(size: int) -> list[bytes]:
    return list(seal_chunks(KEY, [content_of(size)]))


def stored(data: bytes) -> list[bytes]:
    """Bytes on disk as the shelf reads them."""
    return [data[start : start + CHUNK + TAG] for start in range(0, len(data), CHUNK + TAG)]


def opens(chunks: list[bytes], key: bytes = KEY) -> bytes:
    return b"".join(open_chunks(key, chunks))


def in_pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    return [data[start:end] for start, end in pairwise(places)]


@settings(max_examples=60, deadline=None)
@given(size=sizes, cuts=st.lists(st.integers(0, 3 * CHUNK + 5), max_size=6))
def test_any_content_in_any_pieces_comes_back(size: int, cuts: list[int]) -> None:
    content = content_of(size)

    chunks = list(seal_chunks(KEY, in_pieces(content, cuts)))

    assert chunks == list(seal_chunks(KEY, [content]))
    assert stored(b"".join(chunks)) == chunks
    assert opens(chunks) == content


@pytest.mark.parametrize("size", BORDERS)
def test_a_sealed_file_is_16_bytes_longer_for_each_chunk(size: int) -> None:
    chunks = sealed(size)

    assert len(chunks) == max(1, -(-size // CHUNK))
    assert sum(map(len, chunks)) == size + TAG * len(chunks)


def test_every_bit_of_a_small_file_counts() -> None:
    whole = sealed(5)[0]

    for position in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[position] ^= 1 << bit
            with pytest.raises(Unreadable):
                opens([bytes(changed)])


@settings(max_examples=100, deadline=None)
@given(size=st.sampled_from([1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77]), place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_a_changed_byte_anywhere_is_found(size: int, place: float, change: int) -> None:
    whole = bytearray(b"".join(sealed(size)))
    whole[int(place * len(whole))] ^= change

    with pytest.raises(Unreadable):
        opens(stored(bytes(whole)))


@settings(max_examples=100, deadline=None)
@given(size=sizes, place=st.floats(0, 1, exclude_max=True))
@example(size=2 * CHUNK, place=0.5)
def test_a_cut_file_is_found(size: int, place: float) -> None:
    whole = b"".join(sealed(size))

    with pytest.raises(Unreadable):
        opens(stored(whole[: int(place * len(whole))]))


@pytest.mark.parametrize("size", [2 * CHUNK, 3 * CHUNK + 1])
def test_a_file_cut_between_two_chunks_is_found(size: int) -> None:
    with pytest.raises(Unreadable):
        opens(sealed(size)[:-1])


@pytest.mark.parametrize("more", [b"x", b"x" * TAG, b"x" * (CHUNK + TAG)])
def test_bytes_added_at_the_end_are_found(more: bytes) -> None:
    with pytest.raises(Unreadable):
        opens(stored(b"".join(sealed(CHUNK + 9)) + more))


def test_chunks_that_changed_places_are_found() -> None:
    first, second, last = sealed(3 * CHUNK)

    for order in ([second, first, last], [first, last, second], [last], [first, first, second, last], [first, last]):
        with pytest.raises(Unreadable):
            opens(order)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        opens(sealed(10), key=b"l" * 32)


def test_a_chunk_of_another_file_is_found() -> None:
    mine, theirs = sealed(2 * CHUNK), list(seal_chunks(b"l" * 32, [content_of(2 * CHUNK)]))

    with pytest.raises(Unreadable):
        opens([mine[0], theirs[1]])


def test_sealing_and_opening_take_constant_memory() -> None:
    def much() -> Iterator[bytes]:
        for _ in range(24 * 16):
            yield bytes(CHUNK)

    tracemalloc.start()
    total = sum(len(piece) for piece in open_chunks(KEY, seal_chunks(KEY, much())))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert total == 24 * 16 * CHUNK
    assert peak < 16 * CHUNK


def test_one_large_piece_is_sealed_without_copying_it_again_and_again() -> None:
    large = bytes(24 * 1024 * 1024)

    tracemalloc.start()
    total = sum(len(chunk) for chunk in seal_chunks(KEY, [large]))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert total == len(large) + TAG * (len(large) // CHUNK)
    assert peak < 16 * CHUNK


@given(text=st.binary(max_size=300), context=st.binary(max_size=30))
def test_a_short_text_comes_back_only_in_its_context(text: bytes, context: bytes) -> None:
    box = seal(KEY, text, context)

    assert unseal(KEY, box, context) == text
    with pytest.raises(Unreadable):
        unseal(KEY, box, context + b"x")


@given(junk=st.binary(max_size=40))
def test_junk_is_no_sealed_text(junk: bytes) -> None:
    with pytest.raises(Unreadable):
        unseal(KEY, junk, b"")


def test_a_content_key_opens_while_its_site_key_is_listed(settings) -> None:
    settings.VAULT_KEYS = ["old-key"]
    key, wrapped = new_key()

    settings.VAULT_KEYS = ["new-key", "old-key"]

    assert unwrap(wrapped) == key


def test_new_content_keys_are_wrapped_under_the_first_site_key(settings) -> None:
    settings.VAULT_KEYS = ["old-key"]
    old = new_key()[1].key_id

    settings.VAULT_KEYS = ["new-key", "old-key"]

    assert new_key()[1].key_id != old


def test_a_content_key_stays_shut_without_its_site_key(settings) -> None:
    settings.VAULT_KEYS = ["old-key"]
    wrapped = new_key()[1]

    settings.VAULT_KEYS = ["new-key"]

    with pytest.raises(Unreadable, match="its key is missing"):
        unwrap(wrapped)
