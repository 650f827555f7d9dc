"""Bringing content in, and duplicating a program."""

from typing import Any

from django import forms

from curriculum.models import ModulePage, ProgramPage


class LessonFileForm(forms.Form):
    """A file that is to become a lesson, and the module it goes into."""

    module: Any = forms.ModelChoiceField(label="Module", queryset=ModulePage.objects.none(), empty_label=None)
    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown"}),
        help_text="A Word document (.docx) or a Markdown file (.md), at most 10 MB.",
        error_messages={"required": "Choose a file first.", "empty": "This file is empty."}, max_length=255,
    )  # fmt: skip

    def __init__(self, *args: Any, modules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["module"], modules)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > 10_000_000:
            raise forms.ValidationError("This file is larger than 10 MB. Split it, or make its pictures smaller.")
        return upload


class KeepLessonForm(forms.Form):
    """Under which title and where an imported lesson is kept."""

    title = forms.CharField(label="Title", max_length=255)
    module: Any = forms.ModelChoiceField(label="Module", queryset=ModulePage.objects.none(), empty_label=None)

    def __init__(self, *args: Any, modules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["module"], modules)


def _offer(field: Any, modules: Any) -> None:
    """Each module with its program: two terms of one program have the same modules."""
    programs = {program.path: program.title for program in ProgramPage.objects.all()}
    field.queryset = modules.order_by("path")
    field.label_from_instance = lambda module: f"{programs.get(module.path[: -module.steplen], '')}: {module.title}"
    field.error_messages["invalid_choice"] = "Choose a module of a program you write."


class DuplicateForm(forms.Form):
    """How the copy of a program is called."""

    title = forms.CharField(label="Title", max_length=255)
    slug = forms.SlugField(label="Address", max_length=64, help_text="Its place under /learn/, such as immigration-law-2027.")
    version = forms.CharField(label="Version", max_length=32, help_text="Such as 2027.1. Records and certificates name it.")
