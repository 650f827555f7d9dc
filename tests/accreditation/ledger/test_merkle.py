"""The tree of RFC 9162: the same root as its recursive definition, and proofs that hold for the leaf they are of only."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from accreditation.ledger.merkle import leaf_hash, path_of, root_by_path, root_of

lines = st.lists(st.binary(max_size=20), max_size=70)


def defined_root(leaves: list[bytes]) -> bytes:
    """Section 2.1.1, word for word: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + defined_root(leaves[:half]) + defined_root(leaves[half:])).digest()


@given(lines.filter(bool))
def test_the_root_is_the_one_of_the_definition(texts: list[bytes]) -> None:
    leaves = [leaf_hash(text) for text in texts]

    assert root_of(leaves) == defined_root(leaves)


def test_the_root_of_nothing() -> None:
    assert root_of([]) == hashlib.sha256(b"").digest()


@given(lines.filter(bool), st.data())
def test_a_path_leads_its_own_leaf_to_the_root_and_no_other(texts: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(text) for text in texts]
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = path_of(leaves, index)

    assert root_by_path(leaves[index], path) == root_of(leaves)
    assert root_by_path(leaf_hash(texts[index] + b"!"), path) != root_of(leaves)
