"""One hash over many lines, and proof that a line is among them: the Merkle tree of RFC 9162, section 2.1.

Leaves and nodes are hashed with different first bytes, so that no node can pass for a leaf. Hashes are 32 bytes.
"""

import hashlib
from collections.abc import Sequence

_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(line: bytes) -> bytes:
    """The hash of one line."""
    return hashlib.sha256(_LEAF + line).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes in their order; of none, the SHA-256 of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:  # a last one without a neighbour goes up as it is: the tree of the RFC, level by level
        level = [_node(level[n], level[n + 1]) if n + 1 < len(level) else level[n] for n in range(0, len(level), 2)]
    return level[0]


def path_of(leaves: Sequence[bytes], index: int) -> list[tuple[str, bytes]]:
    """The neighbours of leaf ``index`` up to the root, each with the side on which it stands: ``left`` or ``right``."""
    path, level, place = [], list(leaves), index
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            path.append(("left" if neighbour < place else "right", level[neighbour]))
        level = [_node(level[n], level[n + 1]) if n + 1 < len(level) else level[n] for n in range(0, len(level), 2)]
        place //= 2
    return path


def root_by_path(leaf: bytes, path: Sequence[tuple[str, bytes]]) -> bytes:
    """The root that ``leaf`` leads to; equal to the tree's root only if the leaf is in it."""
    for side, neighbour in path:
        leaf = _node(neighbour, leaf) if side == "left" else _node(leaf, neighbour)
    return leaf


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
