"""A file of questions that comes in, and the format of one that goes out."""

from typing import Any

from django import forms

from assessments.formats.registry import guessed_format, question_formats
from assessments.models import QuestionState

LARGEST = 100_000_000
_LOOKED_AT = 20_000


def _formats() -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in question_formats]


class ImportForm(forms.Form):
    """``format`` may be left to us: it follows from the file's name and beginning."""

    file = forms.FileField(
        label="File", help_text="Questions of another system, at most 100 MB.", max_length=255,
        error_messages={"required": "Choose a file first.", "empty": "This file is empty."},
    )  # fmt: skip
    format = forms.ChoiceField(label="Format", required=False, choices=lambda: [("", "Find out from the file"), *_formats()])
    state = forms.ChoiceField(
        label="New questions are", initial=QuestionState.DRAFT,
        choices=[(QuestionState.DRAFT, "Drafts, until somebody has read them"), (QuestionState.READY, "Ready to be asked")],
    )  # fmt: skip
    keep_going = forms.BooleanField(label="Leave out what cannot be imported, and take the rest", required=False)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError("This file is larger than 100 MB. Split it, or leave its recordings out.")
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload and not data.get("format"):
            found = guessed_format(upload.name, upload.read(_LOOKED_AT))
            upload.seek(0)
            if found is None:
                self.add_error("format", "We cannot tell what this file is. Choose its format.")
            else:
                data["format"] = found.key
        return data


class ExportForm(forms.Form):
    format = forms.ChoiceField(label="Format", choices=_formats)
