"""Shapes for comparing an edition of a form with the official PDF."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms

from accreditation.actions.compare_form_edition import ABSENT, ASKS_LIMIT, OPEN, OTHER, SAME, Reading
from accreditation.application_forms import day_field
from accreditation.models import FormEdition

VERDICTS = [(OPEN, "Not compared yet"), (SAME, "Asks the same"), (OTHER, "Asks in other words"), (ABSENT, "Is not on the form")]


class CompareForm(forms.Form):
    """One reading for each question of ``edition``, with the question as the reader saw it."""

    on = day_field("Day on which you compared it")
    missing = forms.CharField(
        label="Questions that the form asks and this list does not", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One in a line. The worksheet prints them with room for an answer by hand.",
    )  # fmt: skip

    def __init__(self, *args: Any, edition: FormEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        for question in edition.fields:
            key, asks = question["key"], question["asks"]
            self.fields[f"verdict-{key}"] = forms.ChoiceField(label=asks, choices=VERDICTS, initial=SAME if question["confirmed"] else OPEN)
            self.fields[f"asks-{key}"] = forms.CharField(label=f"What the form asks instead of “{asks}”", required=False, max_length=ASKS_LIMIT)
            self.fields[f"seen-{key}"] = forms.CharField(widget=forms.HiddenInput, initial=asks, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for question in self.edition.fields:
            key = question["key"]
            if given.get(f"verdict-{key}") == OTHER and not given.get(f"asks-{key}"):
                self.add_error(f"asks-{key}", "Write what the form asks here.")
        for asks in self.missing_questions():
            if len(asks) > ASKS_LIMIT:
                self.add_error("missing", f"A question is at most {ASKS_LIMIT} characters long.")
        return given

    def missing_questions(self) -> list[str]:
        lines = (self.cleaned_data.get("missing") or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def readings(self) -> Mapping[str, Reading]:
        given = self.cleaned_data
        keys = [question["key"] for question in self.edition.fields]
        return {key: Reading(given[f"verdict-{key}"], given[f"asks-{key}"]) for key in keys}

    def seen(self) -> Mapping[str, str]:
        """The questions as they stood when the page was made, by key."""
        return {name.removeprefix("seen-"): value for name, value in self.data.items() if name.startswith("seen-")}

    def groups(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """The questions by group, each with the fields of this form that ask about it."""
        for group, questions in groupby(self.edition.fields, key=lambda one: str(one["group"])):
            yield (
                group,
                [
                    {**one, "verdict": self[f"verdict-{one['key']}"], "words": self[f"asks-{one['key']}"], "seen": self[f"seen-{one['key']}"]}
                    for one in questions
                ],
            )


class EditionForm(forms.Form):
    """Another edition of the form."""

    edition = forms.CharField(label="Edition", max_length=60, help_text="As the form prints it in its foot: “Revised October 2022”.")
    effective_from = day_field("Accepted from", help_text="Filings from this day on use it. EOIR returns older editions unprocessed.")
    source = forms.CharField(label="Source", max_length=500, help_text="Where you read it, and when: “EOIR’s page of forms, read on November 3, 2026”.")
