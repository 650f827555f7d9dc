"""A text with gaps. Response: ``{"gaps": {"form": "I-589", "who": "judge", "days": ""}}``: every gap, trimmed; an option's id where one is chosen.

The text is plain, with ``[[id]]`` where a gap stands; an empty line begins a paragraph. A gap takes a written answer (``kind: text``), a
number (``kind: number``) or one of a few words (``kind: choice``): ``lms.questions.gaps``. With n gaps and the share each answer earns:

- ``per_gap``: the mean of the shares.
- ``all_or_nothing``: 1 when every gap earns its full share, else 0.

Worked example, “File Form [[form]] within [[days]] days with the [[who]].”: I-589, 30 and *judge*, where 30 is accepted at 50 percent,
earn (1 + 1/2 + 1) / 3 = 5/6 per gap, and nothing all or nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, NotBlank, Storable, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.gaps import Gap, option_key, options_of, public_options
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import ODD_SHAPE, Form, Response, one_value, only, was_sent
from lms.questions.text import in_one_line

Scoring = Literal["per_gap", "all_or_nothing"]
_MARKER = re.compile(r"\[\[([^\[\]\n]{0,60})\]\]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


class FillInTheBlanksContent(Content):
    text: Annotated[str, StringConstraints(max_length=10_000), Storable, NotBlank]
    gaps: Annotated[list[Gap], Field(min_length=1, max_length=30)]
    scoring: Scoring = "per_gap"

    @model_validator(mode="after")
    def _text_and_gaps_agree(self) -> Self:
        ids = [gap.id for gap in self.gaps]
        refuse_repeated(ids, "gaps")
        marked = Counter(_MARKER.findall(self.text))
        for name, times in marked.items():
            if name not in ids:
                raise ValueError(f"the text holds [[{name}]], and there is no gap with this id")
            if times > 1:
                raise ValueError(f"the text holds [[{name}]] more than once")
        for key in ids:
            if key not in marked:
                raise ValueError(f"the gap {key} has no place: write [[{key}]] into the text where it belongs")
        return self

    def in_reading_order(self) -> list[Gap]:
        """The gaps as the text has them: a page numbers them so."""
        known = {gap.id: gap for gap in self.gaps}
        return [known[key] for key in _MARKER.findall(self.text)]


class FillInTheBlanks(QuestionType[FillInTheBlanksContent]):
    key = "fill_in_the_blanks"
    label = "Fill in the blanks"
    description = "A text with gaps for words, numbers or choices."
    content_class = FillInTheBlanksContent

    def markdown_fields(self, content: FillInTheBlanksContent) -> dict[str, str]:
        """Each explanation begins with the number of its gap: several stand under each other."""
        numbered = enumerate(content.in_reading_order(), start=1)
        return {f"gaps.{gap.id}.explanation": f"**Gap {number}.** {gap.explanation}" for number, gap in numbered if gap.explanation}

    def shuffled_parts(self, content: FillInTheBlanksContent) -> list[str]:
        return [option_key(gap, option) for gap in content.gaps for option in options_of(gap)]

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        sent = {key.removeprefix(f"{name}-"): one_value(form, key) for key in form if key.startswith(f"{name}-")}
        return {"gaps": {key: "" if value is None else value for key, value in sent.items()}}

    def normalize(self, content: FillInTheBlanksContent, response: Any) -> Response:
        said = {} if response is None else only(response, "gaps")
        if not isinstance(said, dict):
            raise InvalidResponse(ODD_SHAPE)
        names = {name: gap.id for number, gap in enumerate(content.in_reading_order(), start=1) for name in (gap.id, _page_name(number))}
        given = {names.get(key) if isinstance(key, str) else None: sent for key, sent in said.items()}
        if None in given or len(given) < len(said):  # a gap that is not here, or one under both its names
            raise InvalidResponse(ODD_SHAPE)
        return {"gaps": {gap.id: gap.read(given.get(gap.id, "")) for gap in content.gaps}}

    def is_answered(self, content: FillInTheBlanksContent, response: Response) -> bool:
        return bool(self.answers_in(content, response))

    def warnings(self, content: FillInTheBlanksContent, response: Response) -> list[str]:
        given = response["gaps"]
        said = [gap.warning(given[gap.id]) for gap in content.in_reading_order()]
        found = [f"Gap {number}: {sentence}" for number, sentence in enumerate(said, start=1) if sentence]
        left = len(content.gaps) - len(self.answers_in(content, response))
        if left and self.is_answered(content, response):
            found.append("1 gap is still open." if left == 1 else f"{left} gaps are still open.")
        return found

    def grade(self, content: FillInTheBlanksContent, response: Response) -> Grade:
        shares = {gap.id: gap.share(response["gaps"][gap.id]) for gap in content.in_reading_order()}
        mean = sum(shares.values(), Fraction(0)) / len(shares)
        share = mean if content.scoring == "per_gap" else Fraction(int(mean == 1))
        told = tuple(f"gaps.{gap.id}.explanation" for gap in content.in_reading_order() if gap.explanation and shares[gap.id] < 1)
        return Grade(share, tuple(PartGrade(key, earned) for key, earned in shares.items()), told)

    def explain(self, content: FillInTheBlanksContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No gap was filled: no points."]
        shares = [part.fraction for part in self.grade(content, response).parts]
        right, partly = shares.count(Fraction(1)), sum(share not in (0, 1) for share in shares)
        counted = f"{right} of {len(shares)} gaps are right{f', {partly} partly' if partly else ''}: {said_share(grade.fraction)}."
        strict = not grade.is_right and content.scoring == "all_or_nothing"
        return [counted, "Points are given only when every gap is right."] if strict else [counted]

    def public_view(self, content: FillInTheBlanksContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """``paragraphs`` are lists of pieces, each a ``text`` or a ``gap``; pages print page ids, never ids."""
        gaps = {
            gap.id: {"id": gap.id, "page_id": _page_name(number), "number": number, "kind": gap.kind, "options": public_options(gap, order)}
            for number, gap in enumerate(content.in_reading_order(), start=1)
        }
        paragraphs = [_MARKER.split(text) for text in _PARAGRAPHS.split(content.text.strip())]  # texts at even places, ids between them
        return {
            "paragraphs": [[{"gap": gaps[piece]} if at % 2 else {"text": piece} for at, piece in enumerate(pieces)] for pieces in paragraphs],
            "scoring": content.scoring,
        }

    def key_view(self, content: FillInTheBlanksContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        texts = self.markdown_fields(content)
        return {
            "gaps": [
                {
                    "id": gap.id, "number": number, "accepted": gap.told(),
                    "explanation_html": html_of(path, texts[path], rendered) if (path := f"gaps.{gap.id}.explanation") in texts else "",
                }
                for number, gap in enumerate(content.in_reading_order(), start=1)
            ]
        }  # fmt: skip

    def summarize(self, content: FillInTheBlanksContent, response: Response) -> str:
        said = [gap.said(response["gaps"][gap.id]) for gap in content.in_reading_order()]
        return in_one_line("; ".join(text or "–" for text in said)) if any(said) else "–"

    def possible_answers(self, content: FillInTheBlanksContent) -> list[str]:
        return [f"{gap.id}: {option.id}" for gap in content.gaps for option in options_of(gap)]

    def answers_in(self, content: FillInTheBlanksContent, response: Response) -> list[str]:
        return [f"{gap.id}: {counted}" for gap in content.gaps if (counted := gap.counted(response["gaps"][gap.id]))]


def _page_name(number: int) -> str:
    """What a page calls the gap at this place of the text; a capital, so that it is no id of an author's."""
    return f"G{number}"
