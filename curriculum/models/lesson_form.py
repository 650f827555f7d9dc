"""What the form of a lesson checks beyond its fields: sums at publishing, prerequisites always."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from curriculum.models.prerequisite import circle_through, present_edges


class LessonForm(WagtailAdminPageForm):
    """A draft may be unfinished; what is published or submitted for review may not (``is_deferred_validation`` tells)."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._check_topics(cleaned)
        self._check_prerequisites()
        return cleaned

    def _check_topics(self, cleaned: dict[str, Any]) -> None:
        minutes, rows = cleaned.get("minutes"), self._rows("topics", "topic", "minutes")
        total = sum(row["minutes"] for row in rows)
        if minutes is not None and total != minutes:
            said = f"The topics add up to {total} minutes, the lesson takes {minutes}. Change one or the other, so that every minute has a topic."
            self.add_error("minutes", said)

    def _check_prerequisites(self) -> None:
        required = [row["required"] for row in self._rows("prerequisites", "required")]
        if not required or self.parent_page is None:
            return
        program_path = self.parent_page.path[: -self.parent_page.steplen]
        if stranger := next((one for one in required if not one.path.startswith(program_path)), None):
            self._refuse(f"“{stranger.title}” belongs to another program. Choose lessons of this one.")
        mine = self.instance.pk or 0
        if mine in [one.pk for one in required]:
            self._refuse("A lesson cannot come before itself. Choose another one.")
        elif circle := circle_through(mine, [one.pk for one in required], present_edges()):
            titles = dict(type(self.instance).objects.filter(pk__in=circle).values_list("pk", "title"))
            way = " → ".join(f"“{titles.get(pk, self.instance.title)}”" for pk in circle)
            self._refuse(f"This goes in a circle: {way}. Nobody could begin. Take one of them out.")

    def _rows(self, name: str, *keys: str) -> list[dict[str, Any]]:
        """The complete rows of an inline panel that are to stay."""
        formset = self.formsets.get(name)
        if formset is None or not formset.is_bound:
            return []
        formset.is_valid()  # fills what the forms of the rows say
        rows = [form.cleaned_data for form in formset.forms if hasattr(form, "cleaned_data")]
        return [row for row in rows if not row.get("DELETE") and all(row.get(key) for key in keys)]

    def _refuse(self, sentence: str) -> None:
        self.add_error(None, sentence)
