"""A form filled field by field, as on paper. Response: ``{"fields": {"name": "Amina Diallo", "born": ""}}``, one text for each field, trimmed.

Each field says how it is compared: ``text`` as short answers are (case and typographic signs make no difference, one slip of spelling
is forgiven), ``exact`` with case and without a slip, ``date`` in any of the ways people write one, ``number`` by its value, ``choice``
among its options. The empty text may be an accepted answer: some fields are right when they are left blank.

Worked example, a date accepted as 1994-03-08: “03/08/1994”, “March 8, 1994”, “8 Mar 1994” and “1994-03-08” are right; “8/3/1994” is not,
because American forms write the month first.
"""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, Markdown, PartId, Storable, Title, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade
from lms.questions.numbers import read_number
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import ODD_SHAPE, Form, Response, one_value, only
from lms.questions.spelling import edits_forgiven
from lms.questions.text import clean_text, folded, in_one_line

MOST_CHARACTERS = 500
Line = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), Storable, AfterValidator(lambda text: clean_text(text, most=2 * MOST_CHARACTERS).strip())]
_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTHS = {name: number for number, full in enumerate(_MONTH_NAMES, start=1) for name in (full, full[:3])} | {"sept": 9}
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})"),
)


def read_date(text: str) -> date | None:
    """The day that ``text`` says, the month first as on American forms; ``None`` when it is none."""
    for pattern in _DATES:
        if found := pattern.fullmatch(text.strip().lower()):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
            try:
                return date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                return None
    return None


class FormField(Content):
    """One box of the form. ``accepted`` texts count as right; ``explanation`` is told to who got it wrong."""

    id: PartId
    label: Title
    hint: Annotated[str, StringConstraints(max_length=300), Storable] = ""
    check: Literal["text", "exact", "date", "number", "choice"] = "text"
    options: Annotated[list[Line], Field(max_length=20)] = []
    accepted: Annotated[list[Line], Field(min_length=1, max_length=20)]
    explanation: Markdown = ""

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if (self.check == "choice") != bool(self.options):
            raise ValueError("a choice needs options, and only a choice has them")
        if self.options and not set(self.accepted) <= {*self.options, ""}:
            raise ValueError("what is accepted must be among the options")
        wrong = [text for text in self.accepted if text.strip() and not self._is_readable(text)]
        if wrong:
            raise ValueError(f"“{wrong[0]}” is not a {self.check}")
        return self

    def _is_readable(self, text: str) -> bool:
        readers = {"date": read_date, "number": read_number}
        return self.check not in readers or readers[self.check](text) is not None

    def is_right(self, text: str) -> bool:
        return any(self._agrees(accepted.strip(), text) for accepted in self.accepted)

    def _agrees(self, accepted: str, text: str) -> bool:
        if not accepted or not text:
            return accepted == text
        if self.check == "date":
            return read_date(text) == read_date(accepted)
        if self.check == "number":
            return read_number(text) == read_number(accepted)
        if self.check == "text":
            return edits_forgiven(folded(accepted, case_sensitive=False), folded(text, case_sensitive=False), 1) is not None
        return folded(accepted, case_sensitive=True) == folded(text, case_sensitive=True)


class FormFillingContent(Content):
    """``form`` names it as it is printed, such as “Form G-28, Part 1”; ``note`` says that this is a facsimile in our own words."""

    form: Title
    note: Annotated[str, StringConstraints(max_length=500), Storable] = ""
    fields: Annotated[list[FormField], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeated([field.id for field in self.fields], "fields")
        return self


class FormFilling(QuestionType[FormFillingContent]):
    key = "form_filling"
    label = "Form"
    description = "A form filled field by field, each checked by itself."
    content_class = FormFillingContent

    def markdown_fields(self, content: FormFillingContent) -> dict[str, str]:
        """Each explanation begins with the name of its field: several stand under each other."""
        return {f"fields.{field.id}.explanation": f"**{field.label}.** {field.explanation}" for field in content.fields if field.explanation}

    def parse(self, form: Form, name: str) -> Any:
        sent = [key.removeprefix(f"{name}-") for key in form if key.startswith(f"{name}-")]
        if not sent:
            return None
        values = {key: one_value(form, f"{name}-{key}") for key in sent}
        return {"fields": {key: "" if value is None else value for key, value in values.items()}}

    def normalize(self, content: FormFillingContent, response: Any) -> Response:
        said = {} if response is None else only(response, "fields")
        if not isinstance(said, dict) or not set(said) <= {field.id for field in content.fields}:
            raise InvalidResponse(ODD_SHAPE)
        return {"fields": {field.id: self._clean(field, said.get(field.id, "")) for field in content.fields}}

    @staticmethod
    def _clean(field: FormField, value: Any) -> str:
        text = clean_text(value, most=MOST_CHARACTERS).strip()
        if field.options and text not in ("", *field.options):
            raise InvalidResponse("A chosen option does not belong to this form. Reload the page and answer again.")
        return text

    def is_answered(self, content: FormFillingContent, response: Response) -> bool:
        return any(response["fields"].values())

    def warnings(self, content: FormFillingContent, response: Response) -> list[str]:
        unread = [
            field for field in content.fields if field.check == "date" and response["fields"][field.id] and read_date(response["fields"][field.id]) is None
        ]
        return [f"“{field.label}”: we cannot read this as a date. Write it as 03/08/1994." for field in unread]

    def grade(self, content: FormFillingContent, response: Response) -> Grade:
        """An empty form earns nothing, even where single fields would be right when left blank."""
        if not self.is_answered(content, response):
            return Grade(Fraction(0), tuple(PartGrade(field.id, Fraction(0)) for field in content.fields))
        right = {field.id: field.is_right(response["fields"][field.id]) for field in content.fields}
        parts = tuple(PartGrade(key, Fraction(int(is_right))) for key, is_right in right.items())
        told = self.markdown_fields(content)
        feedback = tuple(path for key, is_right in right.items() if not is_right and (path := f"fields.{key}.explanation") in told)
        return Grade(Fraction(sum(right.values()), len(right)), parts, feedback)

    def explain(self, content: FormFillingContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["The form was left empty: no points."]
        right = {part.key for part in self.grade(content, response).parts if part.fraction == 1}
        wrong = [field.label for field in content.fields if field.id not in right]
        said = f"{len(right)} of {len(content.fields)} fields are right."
        return [said, "Look again at: " + ", ".join(f"“{label}”" for label in wrong) + "."] if wrong else [said]

    def public_view(self, content: FormFillingContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        fields = [{"id": field.id, "label": field.label, "hint": field.hint, "check": field.check, "options": field.options} for field in content.fields]
        return {"form": content.form, "note": content.note, "fields": fields}

    def key_view(self, content: FormFillingContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        told = self.markdown_fields(content)
        return {
            "fields": [
                {
                    "id": field.id, "label": field.label, "accepted": [text or "left blank" for text in field.accepted],
                    "explanation_html": html_of(path, told[path], rendered) if (path := f"fields.{field.id}.explanation") in told else "",
                }
                for field in content.fields
            ]
        }  # fmt: skip

    def summarize(self, content: FormFillingContent, response: Response) -> str:
        said = [f"{field.label}: {text}" for field in content.fields if (text := response["fields"][field.id])]
        return in_one_line("; ".join(said)) or "–"

    def answers_in(self, content: FormFillingContent, response: Response) -> list[str]:
        return [f"{field.id}: {in_one_line(text)}" for field in content.fields if (text := response["fields"][field.id])]
