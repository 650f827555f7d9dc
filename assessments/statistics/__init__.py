"""Item analysis: which questions are bad, and how far a score can be trusted. Plain numbers in, plain figures out; no tables.

Marks are whole numbers throughout (``sheet``), so that equal marks are equal and a variance of nothing is nothing. What cannot be told is
a ``Figure`` without a value and with the reason, never a zero and never NaN. Each formula names its source where it stands.
"""

from assessments.statistics.answers import OptionRow, OptionTally, Thirds, thirds
from assessments.statistics.figures import Figure
from assessments.statistics.flags import Flag, flags_of
from assessments.statistics.histogram import Bin, histogram
from assessments.statistics.items import ItemFigures, figures_of
from assessments.statistics.reliability import Reliability, reliability
from assessments.statistics.sheet import Column, Sheet, SheetBuilder
from assessments.statistics.timing import Timer

__all__ = [
    "Bin", "Column", "Figure", "Flag", "ItemFigures", "OptionRow", "OptionTally", "Reliability", "Sheet", "SheetBuilder", "Thirds", "Timer", "figures_of",
    "flags_of", "histogram", "reliability", "thirds",
]  # fmt: skip
