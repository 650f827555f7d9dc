"""Places in a lesson's text: the address of each paragraph, and where a marked passage stands in another revision. Plain text in, plain text out; no tables."""

from curriculum.anchors.anchor import Anchor, anchor_at
from curriculum.anchors.finding import Found, Revisions, State
from curriculum.anchors.passages import Passage, addressed, passages_of

__all__ = ["Anchor", "Found", "Passage", "Revisions", "State", "addressed", "anchor_at", "passages_of"]
