"""An authority to be found and cited. Response: ``{"text": "INA § 208(a)", "keys": ["8 USC 1158(a)"]}``: what was typed, and what it was read as.

The reader of citations is lent by a higher app and gets better with time. So it reads an answer once, when the answer comes
from a form; what it found is kept with the answer, and grading compares keys only. A mark of today is the mark of ten years on.

Of the accepted keys, the nearest decides: the key itself, then the fewest levels above or below it; of equally near ones the
best paid. Above it is a section or paragraph that holds the accepted one (``broader_percent``), though never a whole part of
the code; below it is what the accepted one holds (``deeper_percent``). So an author can name a wrong neighbor at 0 percent.
Where an answer names several citations, the weakest of them counts: nobody gains by listing the code.

Worked example, accepted “8 CFR 208.13(b)” at 100, broader 50, deeper 80, and “8 CFR 208.13(b)(3)” at 0:

==============================================  ====
8 CFR 208.13(b)                                 1
8 C.F.R. § 208.13                               1/2
8 CFR part 208                                  0
8 CFR 208.13(b)(1)(i)                           4/5
8 CFR 208.13(b)(3)                              0
8 CFR 208.13(b) and 8 CFR 208.13                1/2
8 CFR 208.13(b) and 8 CFR 1003.1                0
==============================================  ====
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from lms.questions.base import QuestionType
from lms.questions.citations import Reader, is_within_section, levels_inside
from lms.questions.content import Content, NotBlank, Percent, Storable, refuse_repeated
from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response, one_value, was_sent
from lms.questions.text import clean_text, in_one_line

MOST_CHARACTERS = 500
MOST_KEYS = LONGEST_READ = 2 * MOST_CHARACTERS  # more than any reader finds in a text of that length
LONGEST_KEY = 120  # as in the tables that hold what is cited
Relation = Literal["same", "deeper", "broader", "none"]
_RELATIONS: dict[Relation, str] = {
    "same": "It is accepted",
    "deeper": "It names a deeper paragraph than the one that is asked for",
    "broader": "It names a broader provision than the one that is asked for",
    "none": "It is not among the accepted ones",
}


def _tidy(key: str) -> str:
    if key != " ".join(key.split()) or not key.isprintable():
        raise ValueError("this must be one line without blanks around it")
    return key


class AcceptedCitation(Content):
    """One accepted ``key``, as citations are compared; ``shown`` is how the key page writes it. Percents are shares of the question's points."""

    key: Annotated[str, StringConstraints(max_length=LONGEST_KEY), Storable, NotBlank, AfterValidator(_tidy)]
    shown: Annotated[str, StringConstraints(max_length=300), Storable] = ""
    percent: Percent = 100
    broader_percent: Percent = 0
    deeper_percent: Percent = 0

    @model_validator(mode="after")
    def _the_key_itself_pays_best(self) -> Self:
        if max(self.broader_percent, self.deeper_percent) > self.percent:
            raise ValueError("a broader or deeper provision cannot earn more than the accepted one")
        return self

    def relation_to(self, key: str) -> tuple[int, Fraction, Relation]:
        """How many levels ``key`` stands away, the share it earns, and why; ``"none"`` when it has nothing to do with this one."""
        if key == self.key:
            return 0, Fraction(self.percent, 100), "same"
        if levels := levels_inside(self.key, key):
            return levels, Fraction(self.deeper_percent, 100), "deeper"
        if is_within_section(key, self.key):
            return levels_inside(key, self.key), Fraction(self.broader_percent, 100), "broader"
        return 0, Fraction(0), "none"


class AuthorityFindingContent(Content):
    accepted: Annotated[list[AcceptedCitation], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if all(accepted.percent < 100 for accepted in self.accepted):
            raise ValueError("at least one accepted citation must earn 100 percent")
        refuse_repeated([accepted.key for accepted in self.accepted], "accepted citations")
        return self


class AuthorityFinding(QuestionType[AuthorityFindingContent]):
    """``read`` finds the citations in a text; it is asked when an answer or an author's key comes in, never for a grade."""

    key = "authority_finding"
    label = "Authority finding"
    description = "A citation of law, compared by the provision it names."
    content_class = AuthorityFindingContent

    def __init__(self, read: Reader) -> None:
        self._read = read

    def check_writing(self, content: AuthorityFindingContent) -> None:
        """Refuse a key that no answer could ever be read as."""
        faults = [f"accepted, entry {at}, key: {fault}" for at, accepted in enumerate(content.accepted, start=1) if (fault := _fault(accepted.key, self._read))]
        if faults:
            raise InvalidContent(*faults)

    def markdown_fields(self, content: AuthorityFindingContent) -> dict[str, str]:
        return {}

    def parse(self, form: Form, name: str) -> Any:
        """Only what was typed: the keys beside it are ours, and no form can send them."""
        if not was_sent(form, name):
            return None
        sent = one_value(form, name)
        return {"text": "" if sent is None else sent}

    def normalize(self, content: AuthorityFindingContent, response: Any) -> Response:
        """Text alone is read now; text with keys was read before and stays as it was read."""
        if response is None:
            return {"text": "", "keys": []}
        if not isinstance(response, Mapping) or set(response) not in ({"text"}, {"text", "keys"}):
            raise InvalidResponse("This answer does not have the shape that the question expects. Reload the page and answer again.")
        text = clean_text(response["text"], most=MOST_CHARACTERS).strip()
        return {"text": text, "keys": _kept(response["keys"], text) if "keys" in response else self._read(text)}

    def is_answered(self, content: AuthorityFindingContent, response: Response) -> bool:
        return bool(response["text"])

    def warnings(self, content: AuthorityFindingContent, response: Response) -> list[str]:
        found = len(response["keys"])
        if response["text"] and not found:
            return ["We find no citation in your answer. Write it with its source, such as 8 CFR 1292.1(a)."]
        return [f"Your answer names {found} citations. The weakest of them counts."] if found > 1 else []

    def grade(self, content: AuthorityFindingContent, response: Response) -> Grade:
        share, _ = _weakest(content, response["keys"])
        return Grade(share, (PartGrade("citation", share),))

    def explain(self, content: AuthorityFindingContent, response: Response, grade: Grade) -> list[str]:
        keys = response["keys"]
        if not response["text"]:
            return ["No answer was given: no points."]
        if not keys:
            return ["No citation was found in the answer: no points."]
        share, relation = _weakest(content, keys)
        read = f"The answer was read as {keys[0]}." if len(keys) == 1 else f"The answer names {len(keys)} citations, and the weakest of them counts."
        return [read, f"{_RELATIONS[relation]}: {said_share(share)}."]

    def public_view(self, content: AuthorityFindingContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"most_characters": MOST_CHARACTERS}

    def key_view(self, content: AuthorityFindingContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        names = ("percent", "broader_percent", "deeper_percent")
        paid = [accepted for accepted in content.accepted if accepted.percent]
        return {"accepted": [{"text": accepted.shown or accepted.key} | {name: getattr(accepted, name) for name in names} for accepted in paid]}

    def summarize(self, content: AuthorityFindingContent, response: Response) -> str:
        return in_one_line(response["text"]) or "–"

    def answers_in(self, content: AuthorityFindingContent, response: Response) -> list[str]:
        """The citations it was read as, so that everybody who found the same provision is counted together."""
        return list(response["keys"]) or ["no citation"] if response["text"] else []


def _weakest(content: AuthorityFindingContent, keys: Sequence[str]) -> tuple[Fraction, Relation]:
    """What the least of the cited ``keys`` earns, and why."""
    return min((_nearest(content, key) for key in keys), key=lambda found: found[0], default=(Fraction(0), "none"))


def _nearest(content: AuthorityFindingContent, key: str) -> tuple[Fraction, Relation]:
    found = [relation for accepted in content.accepted if (relation := accepted.relation_to(key))[2] != "none"]
    _, share, why = min(found, key=lambda one: (one[0], -one[1]), default=(0, Fraction(0), "none"))
    return (share, why) if share else (share, "none")


def _kept(keys: Any, text: str) -> list[str]:
    """The keys of a stored response; raises ``InvalidResponse`` for anything that a reader could not have found in ``text``."""
    whole = isinstance(keys, list) and len(keys) <= MOST_KEYS and all(isinstance(key, str) and key for key in keys)
    if not whole or len(set(keys)) < len(keys) or (keys and not text):
        raise InvalidResponse("This answer holds citations that were not read from it. Type the answer again.")
    return [clean_text(key, most=LONGEST_READ) for key in keys]


def _fault(key: str, read: Reader) -> str:
    found = read(key)
    if found == [key]:
        return ""
    if not found:
        return f"“{key}” cannot be read as a citation. Write it with its source, such as 8 CFR 1292.1(a)."
    if len(found) > 1:
        return f"“{key}” names {len(found)} citations. Give each its own entry."
    return f"“{key}” is compared as “{found[0]}”. Write that; “shown” may hold it as people know it."
