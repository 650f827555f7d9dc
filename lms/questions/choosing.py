"""How many right and wrong choices make which mark: what multiple choice and marked passages share.

Three rules turn choices into a mark. With r right options in all, h of them chosen and w wrong ones chosen:

- ``all_or_nothing``: 1 when h = r and w = 0, else 0 (QTI's *match correct*).
- ``partial``: (h − x) / r, not below 0, where x = max(0, h + w − r) counts the choices beyond r. Each right choice earns its
  share, and nobody gains by choosing more options than are right. Guessing wrong within that number costs nothing.
- ``partial_with_penalty``: (h − w) / r, not below 0. Every wrong choice takes back what a right one earned. This is what
  Canvas calls partial credit with penalty and the Open University's multiple response question for Moodle does, and a
  QTI *mapping* of 1/r and −1/r with a lower bound of 0.

Worked example, r = 3 of 5 options:

=================================  ==============  =======  ====================
chosen                             all_or_nothing  partial  partial_with_penalty
=================================  ==============  =======  ====================
3 right                            1               1        1
2 right                            0               2/3      2/3
2 right, 1 wrong                   0               2/3      1/3
3 right, 1 wrong                   0               2/3      2/3
1 right, 2 wrong                   0               1/3      0
all five                           0               1/3      1/3
=================================  ==============  =======  ====================

Always all_or_nothing ≤ partial_with_penalty ≤ partial, and full marks only for exactly the right options. Choosing one
more right option never lowers a mark, one more wrong option never raises it (property-tested).
"""

from fractions import Fraction
from typing import Literal

Scoring = Literal["all_or_nothing", "partial", "partial_with_penalty"]
MOST_SENT = 100
"""How many values one answer may send, repetitions included."""


def share_of(scoring: Scoring, right: int, hits: int, wrong: int) -> Fraction:
    """The share of the points by ``scoring``'s rule, when ``hits`` of ``right`` right options and ``wrong`` others were chosen."""
    if scoring == "all_or_nothing":
        return Fraction(int(hits == right and not wrong))
    taken_back = wrong if scoring == "partial_with_penalty" else max(0, hits + wrong - right)
    return Fraction(max(0, hits - taken_back), right)
