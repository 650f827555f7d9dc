"""What a format of the annual summary is: the summary in, a file out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accreditation.queries.annual_summary import AnnualSummary, Line

COLUMNS = ("section", "figure", "value", "unit", "source", "confidence")


@dataclass(frozen=True)
class SummaryFormat:
    """``write(summary, made_at)`` gives the bytes of one file, the same for the same figures and time."""

    key: str
    label: str
    media_type: str
    write: Callable[[AnnualSummary, datetime], bytes]


def cells(line: Line) -> tuple[str, str, int | None, str, str, str]:
    """A line by ``COLUMNS``."""
    return line.section, line.label, line.value, line.unit, line.source, line.mark
