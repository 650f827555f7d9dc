"""What the form of an assessment checks beyond its fields: sections that are there, and at publishing that it can be asked at all."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from assessments.queries.drawing import missing_from


class AssessmentForm(WagtailAdminPageForm):
    """A draft may be unfinished; what is published may not (``is_deferred_validation`` tells)."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        labels = [row.label for row in self._rows("sections")]
        items, draws = self._rows("items"), self._rows("draws")
        for row in (*items, *draws):
            if row.section and row.section not in labels:
                self.add_error(None, f"“{row}” belongs to the section “{row.section}”, which is not there. The short names are: {', '.join(labels) or 'none'}.")
        self._refuse_twice([row.label for row in self._rows("sections")], "Two sections have the short name “{}”. Give one of them another.")
        self._refuse_twice([str(row.question) for row in items], "The question “{}” stands twice. Take one of them out.")
        self._refuse_twice([row.topic.title for row in self._rows("topic_passes")], "The topic “{}” has two pass marks. Take one of them out.")
        if not self.is_deferred_validation and not self.errors:
            for sentence in missing_from(items, draws):
                self.add_error(None, sentence)
        return cleaned

    def _rows(self, name: str) -> list[Any]:
        """The complete rows of an inline panel that are to stay, as unsaved objects; of a form that was not sent, those there are."""
        formset = self.formsets.get(name)
        if formset is None or not formset.is_bound:
            return []
        formset.is_valid()  # fills what the forms of the rows say
        return [
            form.instance for form in formset.forms if form.is_valid() and form.has_changed() | bool(form.instance.pk) and not form.cleaned_data.get("DELETE")
        ]

    def _refuse_twice(self, names: list[str], sentence: str) -> None:
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self.add_error(None, sentence.format(name))
