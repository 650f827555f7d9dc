"""One sample per question type: what the tests of the contract run on. A new type adds one entry.

``public`` lists the content fields that a student may see before the key is released; **everything else is secret**, so a
field that somebody adds to a type is guarded until it is listed here on purpose. ``*`` stands for any entry of a list.
``other_keys`` are contents that agree with ``content`` in every public field and differ in the key. ``figures`` are secret
fields that hold numbers only, and ``fixed`` those that hold one of a few words: no canary fits there.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sample:
    content: dict[str, Any]
    responses: list[dict[str, Any]]
    public: frozenset[str] = frozenset()
    other_keys: list[dict[str, Any]] = field(default_factory=list)
    figures: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()


def option(key: str, *, correct: bool = False, feedback: str = "") -> dict[str, Any]:
    return {"id": key, "text": f"Text of {key}", "correct": correct, "feedback": feedback}


def options(*right: str, among: str = "abcde") -> list[dict[str, Any]]:
    return [option(key, correct=key in right, feedback=f"Feedback of {key}") for key in among]


def authorities(*keys: str, broader: int = 50, deeper: int = 80) -> dict[str, Any]:
    """The first key pays in full, and above and below it in part; each further one pays half."""
    first = {"key": keys[0], "shown": f"See {keys[0]}", "percent": 100, "broader_percent": broader, "deeper_percent": deeper}
    return {"accepted": [first, *({"key": key, "percent": 50} for key in keys[1:])]}


def fact_pattern(*, right: str = "b", accepted: str = "8 CFR 208.13(b)", row: str = "Names the one-year bar") -> dict[str, Any]:
    """A choice, a citation, an essay and issues, for 1, 2, 3 and 4 points."""
    parts = [
        {"id": "bar", "type": "single_choice", "stem": "Which bar applies?", "points": 1, "content": {"options": options(right)}},
        {"id": "rule", "type": "authority_finding", "stem": "Cite the rule.", "points": 2, "content": authorities(accepted)},
        {"id": "advice", "type": "essay", "stem": "What do you tell her?", "points": 3, "content": essay()},
    ]
    rubric = [{"id": "time", "title": row, "points": 2, "guidance": "May 2023"}, {"id": "harm", "title": "Names the harm", "points": 3}]
    issues = {"stem": "Which issues do you see?", "points": 4, "content": {"rubric": rubric, "model_answer": "The bar first."}}
    return {"case": "**She** arrived in May 2023 and asks today.", "parts": parts, "issues": issues}


def part_answers(bar: str | None = None, rule: str = "", advice: str = "", issues: str = "") -> dict[str, Any]:
    keys = [rule] if rule else []
    return {"parts": {"bar": {"choice": bar}, "rule": {"text": rule, "keys": keys}, "advice": {"text": advice}, "issues": {"text": issues, "chosen": []}}}


def hotspot(*, right: int = 0, size: int = 10) -> dict[str, Any]:
    """Four boxes of a form below each other and a seal; box ``right`` earns everything and the next one a quarter."""
    percents = {right: 100, right + 1: 25}
    areas = [
        {
            "id": f"box_{at}", "label": f"Box {at}", "place": {"shape": "rectangle", "left": 10, "top": 10 + 20 * at, "width": 30, "height": size},
            "percent": percents.get(at, 0), "feedback": f"Feedback of box {at}",
        }
        for at in range(4)
    ]  # fmt: skip
    seal = {"id": "seal", "label": "Seal", "place": {"shape": "circle", "x": 80, "y": 20, "radius": size}, "percent": 0}
    picture = {"file": "images/form.png", "alt": "A form of four boxes with a seal", "stored": f"{'0' * 64}.png", "width": 800, "height": 600}
    return {"picture": picture, "areas": [*areas, seal], "names_listed": True}


def essay(**changes: Any) -> dict[str, Any]:
    rubric = [
        {"id": "facts", "title": "Names the facts", "points": 3, "guidance": "All four of them"},
        {"id": "law", "title": "Cites the rule", "points": 2, "guidance": "8 CFR 1208.4"},
    ]
    return {"minimum_words": 2, "maximum_words": 5, "rubric": rubric, "model_answer": "She arrived in May."} | changes


def form(*, name: str = "Amina Diallo", born: str = "1994-03-08") -> dict[str, Any]:
    """A form's first lines; the third field is right when it is left blank."""
    fields = [
        {"id": "name", "label": "Full name", "hint": "As in the passport", "accepted": [name], "explanation": "Both names, in order."},
        {"id": "born", "label": "Date of birth", "check": "date", "accepted": [born], "explanation": "The month first."},
        {"id": "ssn", "label": "Social Security number", "accepted": [""], "explanation": "She has none yet."},
        {"id": "sex", "label": "Sex", "check": "choice", "options": ["Female", "Male"], "accepted": ["Female"], "explanation": "As she said."},
    ]
    return {"form": "Form I-589, Part A.I", "note": "In our own words", "fields": fields}


SAMPLES: dict[str, Sample] = {
    "single_choice": Sample(
        content={"options": options("b")},
        responses=[{"choice": None}, {"choice": "a"}, {"choice": "b"}],
        public=frozenset({"options.*.id", "options.*.text"}),
        other_keys=[{"options": options(key)} for key in "acde"],
    ),
    "multiple_choice": Sample(
        content={"options": options("a", "b", "c"), "scoring": "partial"},
        responses=[{"choices": []}, {"choices": ["a", "b"]}, {"choices": ["a", "d"]}, {"choices": ["a", "b", "c"]}, {"choices": list("abcde")}],
        public=frozenset({"options.*.id", "options.*.text", "scoring"}),
        other_keys=[{"options": options("d"), "scoring": "partial"}, {"options": options(*"abcde"), "scoring": "partial"}],
    ),
    "true_false": Sample(
        content={"answer": True, "feedback_true": "Yes indeed", "feedback_false": "Read it again"},
        responses=[{"value": None}, {"value": True}, {"value": False}],
        other_keys=[{"answer": False, "feedback_true": "", "feedback_false": "x"}],
    ),
    "short_answer": Sample(
        content={"accepted": [{"text": "asylum", "percent": 100}, {"text": "withholding", "percent": 50}], "case_sensitive": False, "spelling_tolerance": 1},
        responses=[{"text": ""}, {"text": "Asylum"}, {"text": "asylm"}, {"text": "withholding"}, {"text": "a tourist visa"}],
        other_keys=[{"accepted": [{"text": "parole", "percent": 100}], "case_sensitive": True, "spelling_tolerance": 0}],
    ),
    "authority_finding": Sample(
        content=authorities("8 CFR 208.13(b)", "8 USC 1158(b)(1)"),
        responses=[
            {"text": "", "keys": []},
            {"text": "8 C.F.R. § 208.13(b)", "keys": ["8 CFR 208.13(b)"]},
            {"text": "8 CFR 208.13", "keys": ["8 CFR 208.13"]},
            {"text": "INA § 208(b)(1) and 8 CFR 208.13(b)(1)", "keys": ["8 USC 1158(b)(1)", "8 CFR 208.13(b)(1)"]},
            {"text": "the rule about asylum", "keys": []},
        ],
        other_keys=[authorities("8 CFR 1003.1", broader=0, deeper=0)],
    ),
    "numerical": Sample(
        content={
            "accepted": [{"number": "180", "tolerance": "0", "tolerance_is": "absolute", "percent": 100}],
            "units": [{"id": "days", "text": "days", "factor": "1"}, {"id": "months", "text": "months", "factor": "30"}],
            "percent_without_unit": 50,
        },
        responses=[
            {"number": "", "unit": ""},
            {"number": "180", "unit": "days"},
            {"number": "6", "unit": "months"},
            {"number": "180", "unit": ""},
            {"number": "many", "unit": ""},
        ],
        public=frozenset({"units.*.id", "units.*.text"}),
        figures=frozenset({"accepted.*.number", "accepted.*.tolerance"}),
        fixed=frozenset({"accepted.*.tolerance_is", "units.*.factor"}),
        other_keys=[
            {
                "accepted": [{"number": "365", "tolerance": "5", "tolerance_is": "percent", "percent": 100}],
                "units": [{"id": "days", "text": "days", "factor": "1"}, {"id": "months", "text": "months", "factor": "31"}],
                "percent_without_unit": 0,
            }
        ],
    ),
    "form_filling": Sample(
        content=form(),
        responses=[
            {"fields": {"name": "", "born": "", "ssn": "", "sex": ""}},
            {"fields": {"name": "Amina Diallo", "born": "03/08/1994", "ssn": "", "sex": "Female"}},
            {"fields": {"name": "amina dialo", "born": "8 March 1994", "ssn": "none", "sex": "Male"}},
            {"fields": {"name": "", "born": "soon", "ssn": "", "sex": ""}},
        ],
        public=frozenset({"form", "note", "fields.*.id", "fields.*.label", "fields.*.hint", "fields.*.check", "fields.*.options.*"}),
        fixed=frozenset({"fields.*.accepted.*"}),
        other_keys=[form(name="Awa Diallo", born="1990-01-01")],
    ),
    "hotspot": Sample(
        content=hotspot(),
        responses=[
            {"area": "", "x": "", "y": ""},
            {"area": "box_0", "x": "", "y": ""},
            {"area": "box_1", "x": "", "y": ""},
            {"area": "", "x": "20.5", "y": "15"},
            {"area": "", "x": "99", "y": "0"},
            {"area": "", "x": "50", "y": ""},
        ],
        public=frozenset({"picture.alt", "picture.stored", "picture.width", "picture.height", "areas.*.id", "areas.*.label", "names_listed"}),
        fixed=frozenset({"picture.file", "areas.*.place.shape"}),
        other_keys=[hotspot(right=2, size=12)],
    ),
    "essay": Sample(
        content=essay(),
        responses=[{"text": ""}, {"text": "She fled."}, {"text": "one\ntwo three four five six"}],
        public=frozenset({"minimum_words", "maximum_words"}),
        other_keys=[essay(model_answer="Something else", rubric=[{"id": "x", "title": "Other", "points": 9}])],
    ),
    "fact_pattern": Sample(
        content=fact_pattern(),
        responses=[
            part_answers(),
            part_answers(bar="b", rule="8 CFR 208.13(b)"),
            part_answers(bar="a", rule="8 CFR 208.13", advice="File soon."),
            part_answers(bar="b", rule="8 CFR 208.13(b)", advice="File\nsoon.", issues="The bar, the harm."),
        ],
        public=frozenset(
            {
                "case",
                "parts.*.id",
                "parts.*.type",
                "parts.*.stem",
                "parts.*.points",
                "issues.stem",
                "issues.points",
                "parts.*.content.options.*.id",
                "parts.*.content.options.*.text",
                "parts.*.content.minimum_words",
                "parts.*.content.maximum_words",
            }
        ),
        other_keys=[fact_pattern(right="c", accepted="8 CFR 1003.1", row="Another row")],
    ),
}
