"""Every format of the accreditation record. A new one is a file and a line here."""

from accreditation.record_formats import csv, entries, json, pdf, xlsx
from accreditation.record_formats.base import Heading, RecordFormat, Source
from lms.core.registry import Registry

record_formats: Registry[RecordFormat] = Registry("record format")
for _module in (csv, xlsx, json, pdf, entries):
    record_formats.register(_module.FORMAT.key, _module.FORMAT)

__all__ = ["Heading", "RecordFormat", "Source", "record_formats"]
