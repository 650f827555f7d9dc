"""A file of questions that comes in, and the format of one that goes out."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

from django import forms

from assessments.formats.base import Format
from assessments.formats.registry import guessed_format, question_formats
from assessments.models import QuestionState
from assessments.queries.question_uploads import opened_upload, question_upload

LARGEST = 100_000_000
_LOOKED_AT = 20_000


def _formats() -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in question_formats]


class ImportForm(forms.Form):
    """``format`` may be left to us: it follows from the file's name and beginning.

    ``upload`` names a file that was looked at before and is kept, so that nobody chooses it twice; a new ``file`` takes its place.
    """

    upload = forms.CharField(required=False, widget=forms.HiddenInput)
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

    def __init__(self, *args: Any, by: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept = question_upload(by, self.data.get("upload", "")) if self.is_bound else None
        field = self.fields["file"]
        if self.kept is None and self.data.get("upload"):
            field.error_messages["required"] = "The file is no longer kept. Choose it again."
        elif self.kept is not None:
            field.required, field.label = False, "Another file"
            field.help_text = f"“{self.kept.name}” is kept until tomorrow and need not be chosen again."

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and upload.size > LARGEST:
            raise forms.ValidationError("This file is larger than 100 MB. Split it, or leave its recordings out.")
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("format") and (data.get("file") or (self.kept and "file" not in self.errors)):
            found = self._guessed(data.get("file"))
            if found is None:
                self.add_error("format", "We cannot tell what this file is. Choose its format.")
            else:
                data["format"] = found.key
        return data

    def source(self) -> AbstractContextManager[BinaryIO]:
        """The chosen file, which stays open, or the kept one. To be asked of a valid form."""
        if chosen := self.cleaned_data["file"]:
            return nullcontext(chosen.file)
        assert self.kept is not None  # without it a file is required
        return opened_upload(self.kept)

    def _guessed(self, chosen: Any) -> Format | None:
        if chosen:
            found = guessed_format(chosen.name, chosen.read(_LOOKED_AT))
            chosen.seek(0)
            return found
        assert self.kept is not None
        with opened_upload(self.kept) as opened:
            return guessed_format(self.kept.name, opened.read(_LOOKED_AT))


class ExportForm(forms.Form):
    format = forms.ChoiceField(label="Format", choices=_formats)
