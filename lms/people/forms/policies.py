"""The next version of the privacy notice or the terms of use, as an administrator writes it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms

from lms.core.markdown import MAXIMUM_CHARACTERS
from lms.people.actions.publish_policy import Draft
from lms.people.kinds import ENGLISH, LANGUAGES
from lms.people.models import PolicyVersion
from lms.people.queries.policies import today

NOTICE_DAYS = 14
"""Days between today and the day that is proposed: time to read before it holds."""
FOLDER = Path(__file__).parent.parent / "policy_texts"


class PolicyForm(forms.Form):
    """A text for each language. It begins with ``newest``, or with what comes with Pathway where there is none (``policy_texts/<kind>.<language>.md``)."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    effective_from = forms.DateField(
        label="Holds from", widget=forms.DateInput(attrs={"type": "date"}),
        help_text="From midnight UTC of this day people are asked to accept it. Until then everybody can read it as the one to come.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, kind: str, newest: PolicyVersion | None) -> None:
        texts = {text.language: text.source for text in newest.texts.all()} if newest else _shipped(kind)
        first_day = max(today() + timedelta(days=NOTICE_DAYS), newest.effective_from if newest else today())
        initial: dict[str, Any] = {"after": newest.number if newest else 0, "effective_from": first_day.isoformat()}
        super().__init__(data, initial=initial | {f"text_{code}": texts.get(code, "") for code, _name in LANGUAGES})
        for code, name in LANGUAGES:
            if newest is not None:
                self.fields[f"change_{code}"] = forms.CharField(
                    label=f"What changed, in one sentence ({name})", max_length=300, required=code == ENGLISH,
                    help_text="Who accepted the version before reads this first.",
                )  # fmt: skip
            self.fields[f"text_{code}"] = forms.CharField(
                label=f"Text ({name})", required=code == ENGLISH, max_length=MAXIMUM_CHARACTERS, strip=False,
                widget=forms.Textarea(attrs={"rows": 18, "lang": code, "spellcheck": "true"}),
                help_text="Markdown: ## for headings, - for lists, ** for bold. Begin headings at ##." if code == ENGLISH
                else "Leave it empty where there is no translation: its readers see the English text.",
            )  # fmt: skip

    def drafts(self) -> list[Draft]:
        """The texts that were written, once ``is_valid()``."""
        given = self.cleaned_data
        return [Draft(code, given[f"text_{code}"], given.get(f"change_{code}", "")) for code, _name in LANGUAGES if given[f"text_{code}"].strip()]

    def when(self) -> dict[str, Any]:
        return {"effective_from": self.cleaned_data["effective_from"], "after": self.cleaned_data["after"]}


def _shipped(kind: str) -> dict[str, str]:
    """What comes with Pathway to begin with, by language."""
    return {code: path.read_text(encoding="utf-8") for code, _name in LANGUAGES if (path := FOLDER / f"{kind}.{code}.md").exists()}
