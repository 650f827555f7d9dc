"""Every format of an organization's annual summary. A new one is a file and a line here."""

from accreditation.summary_formats import csv, pdf, xlsx
from accreditation.summary_formats.base import SummaryFormat
from lms.core.registry import Registry

summary_formats: Registry[SummaryFormat] = Registry("format of the annual summary")
for _module in (csv, xlsx, pdf):
    summary_formats.register(_module.FORMAT.key, _module.FORMAT)

__all__ = ["SummaryFormat", "summary_formats"]
