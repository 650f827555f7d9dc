"""Shapes of what coordinators and instructors ask for."""

from typing import Any

from django import forms

from curriculum.models import AuthorityStatus, ModulePage, ProgramPage
from lms.people.api import Campus


class OneStudentForm(forms.Form):
    """One student, known or new."""

    email = forms.EmailField(label="E-mail", max_length=254)
    first_name = forms.CharField(label="First name", max_length=100, required=False, help_text="As on their ID. Needed for somebody new here.")
    last_name = forms.CharField(label="Last name", max_length=100, required=False)


class RosterForm(forms.Form):
    """A list of students."""

    roster = forms.FileField(label="File", help_text="A .csv or .xlsx file with the columns email, first name and last name.")


class CohortForm(forms.Form):
    """A new run of a program."""

    name = forms.CharField(label="Name", max_length=50, help_text="As students will see it, for example Fall 2026.")
    campus = forms.ModelChoiceField(label="Campus", queryset=Campus.objects.none(), empty_label=None)
    program: Any = forms.ModelChoiceField(label="Program", queryset=ProgramPage.objects.none(), empty_label=None)
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, campuses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campus"].queryset = campuses  # type: ignore[attr-defined]
        self.fields["program"].queryset = ProgramPage.objects.live()  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """What became of an authority."""

    status = forms.ChoiceField(label="Its status now", choices=AuthorityStatus.choices)
    effective_on = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}), help_text="The day from which this holds.")
    note = forms.CharField(
        label="What changed", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="One or two sentences. Students read them."
    )
    source = forms.CharField(label="Where it can be read", max_length=500, help_text="A citation or an address, such as 91 FR 1234.")


class DeltaLessonForm(forms.Form):
    """Which lesson brings those already trained up to date."""

    lesson: Any = forms.ModelChoiceField(label="Lesson", queryset=None, empty_label=None)
    due_on = forms.DateField(label="Due", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, lessons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].queryset = lessons  # type: ignore[attr-defined]


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
