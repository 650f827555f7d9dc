"""Shapes of what people ask for, one file a subject."""

from accreditation.forms.records import CorrectionForm, ExportForm

__all__ = ["CorrectionForm", "ExportForm"]
