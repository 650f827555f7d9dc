"""PDF: the summary to print and keep."""

from datetime import datetime

from accreditation.queries.annual_summary import RETENTION, AnnualSummary, Line
from accreditation.summary_formats.base import SummaryFormat
from lms.core.typesetting import typeset
from lms.core.wording import day, hours


def _write(summary: AnnualSummary, made_at: datetime) -> bytes:
    data = {
        "organization": summary.organization.legal_name, "year": str(summary.year), "made": day(made_at.date()), "retention": RETENTION,
        "sections": [{"title": title, "lines": [_line(line) for line in lines]} for title, lines in summary.sections],
        "changes": [f"{day(when)}: {sentence}" for when, sentence in summary.said],
    }  # fmt: skip
    return typeset("annual_summary", data, at=made_at)


def _line(line: Line) -> dict[str, str]:
    value = "to fill in" if line.value is None else f"{hours(line.value)} ({line.value} min)" if line.unit == "minutes" else line.counted
    return {"label": line.label, "value": value, "source": f"{line.source} ({line.mark})"}


FORMAT = SummaryFormat("pdf", "PDF, to print", "application/pdf", _write)
