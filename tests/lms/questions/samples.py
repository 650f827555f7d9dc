"""One sample per question type: what the tests of the contract run on. A new type adds one entry.

``public`` lists the content fields that a student may see before the key is released; **everything else is secret**, so a
field that somebody adds to a type is guarded until it is listed here on purpose. ``*`` stands for any entry of a list.
``other_keys`` are contents that agree with ``content`` in every public field and differ in the key. ``figures`` are secret
fields that hold numbers only, and ``fixed`` those that hold one of a few words: no canary fits there. ``field`` is a form field, of a question
called ``q1``, that takes one value; none where a question takes several by nature.
"""

from dataclasses import dataclass, field
from typing import Any

from lms.questions.hidden_order import page_id
from lms.questions.pairing import Target


@dataclass(frozen=True)
class Sample:
    content: dict[str, Any]
    responses: list[dict[str, Any]]
    public: frozenset[str] = frozenset()
    other_keys: list[dict[str, Any]] = field(default_factory=list)
    figures: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    field: str = "q1"


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


def file_upload(**changes: Any) -> dict[str, Any]:
    return {
        "accepts": ["pdf", "jpg"],
        "maximum_files": 2,
        "maximum_megabytes": 5,
        "rubric": essay()["rubric"],
        "model_answer": "Every box filled in.",
    } | changes


def sent_file(key: str, **changes: Any) -> dict[str, Any]:
    """A file as a response names it; no such file is kept."""
    return {"id": f"{key:_<22}", "type": "pdf", "name": f"Form {key}.pdf", "size": 120_400, "sha256": key.encode().hex().rjust(64, "0")} | changes


def form(*, name: str = "Amina Diallo", born: str = "1994-03-08") -> dict[str, Any]:
    """A form's first lines; the third field is right when it is left blank."""
    fields = [
        {"id": "name", "label": "Full name", "hint": "As in the passport", "accepted": [name], "explanation": "Both names, in order."},
        {"id": "born", "label": "Date of birth", "check": "date", "accepted": [born], "explanation": "The month first."},
        {"id": "ssn", "label": "Social Security number", "accepted": [""], "explanation": "She has none yet."},
        {"id": "sex", "label": "Sex", "check": "choice", "options": ["Female", "Male"], "accepted": ["Female"], "explanation": "As she said."},
    ]
    return {"form": "Form I-589, Part A.I", "note": "In our own words", "fields": fields}


def page_name(text: str) -> str:
    """What a page calls the part with this text."""
    return page_id(Target(id="x", text=text))


def pairs(target_field: str, *targets: str) -> list[dict[str, Any]]:
    """Items ``i589``, ``g28`` … with their targets in that order."""
    names = ("i589", "g28", "i765", "ar11")
    return [{"id": key, "text": f"Form {key}", "explanation": f"About {key}", target_field: target} for key, target in zip(names, targets, strict=True)]


def matching(*choices: str, **changes: Any) -> dict[str, Any]:
    """Four forms and what each is for; ``parole`` goes with none."""
    texts = {"asylum": "Applying for asylum", "entry": "Appearing as a representative", "work": "Asking for permission to work", "parole": "Asking for parole"}
    items = pairs("choice", *(choices or ("asylum", "entry", "work", "asylum")))
    return {"items": items, "choices": [{"id": key, "text": text} for key, text in texts.items()], "scoring": "per_item"} | changes


def gap_options(right: str) -> list[dict[str, Any]]:
    return [{"id": key, "text": f"the {key}", "correct": key == right} for key in ("judge", "officer", "clerk", "sheriff")]


def gaps(*, form: str = "I-589", days: str = "30", who: str = "judge", **changes: Any) -> dict[str, Any]:
    """A text with a written word, a number and a choice."""
    described = [
        {"id": "form", "kind": "text", "accepted": [{"text": form, "percent": 100}], "explanation": "As printed at its foot."},
        {"id": "days", "kind": "number", "accepted": [{"number": days, "tolerance": "0", "percent": 100}], "explanation": "Counted from the notice."},
        {"id": "who", "kind": "choice", "options": gap_options(who), "explanation": "Not the officer."},
    ]
    return {"text": "File Form [[form]] with\n[[who]].\n\nYou have [[days]] days.", "gaps": described, "scoring": "per_gap"} | changes


def grouping(*groups: str, **changes: Any) -> dict[str, Any]:
    """Four forms in three groups, written group by group; ``court`` stays empty."""
    named = [{"id": key, "text": f"The {key}"} for key in ("agency", "office", "court")]
    return {"groups": named, "items": pairs("group", *(groups or ("agency", "agency", "office", "office"))), "scoring": "per_item"} | changes


def sentences(right: str = "bd", **changes: Any) -> dict[str, Any]:
    """Five sentences in two paragraphs; those with the letters ``right`` are to be marked."""
    rows = [
        {"id": key, "text": f"Sentence {key}.", "correct": key in right, "begins_paragraph": key == "c", "feedback": f"Feedback of {key}"} for key in "abcde"
    ]
    return {"sentences": rows, "scoring": "partial_with_penalty"} | changes


def steps(order: str = "nbhao", **changes: Any) -> dict[str, Any]:
    """Five steps of a case in removal proceedings, in the order of their first letters."""
    texts = {"n": "Notice to appear", "b": "Bond hearing", "h": "Hearing on the merits", "a": "Appeal to the Board", "o": "Order that stands"}
    return {"steps": [{"id": key, "text": texts[key], "explanation": f"Why {key} stands here"} for key in order], "scoring": "by_position"} | changes


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
        field="",
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
    "fill_in_the_blanks": Sample(
        content=gaps(),
        responses=[
            {"gaps": {"form": "", "days": "", "who": ""}},
            {"gaps": {"form": "I-589", "days": "30", "who": "judge"}},
            {"gaps": {"form": "i-589", "days": "many", "who": "clerk"}},
            {"gaps": {"form": "<b>'", "days": "", "who": ""}},
        ],
        public=frozenset({"text", "gaps.*.id", "gaps.*.kind", "gaps.*.options.*.id", "gaps.*.options.*.text", "scoring"}),
        figures=frozenset({"gaps.*.accepted.*.number", "gaps.*.accepted.*.tolerance"}),
        other_keys=[gaps(form="I-130", days="14", who="sheriff")],
        field="q1-G2",
    ),
    "matching": Sample(
        content=matching(),
        responses=[
            {"choices": {"i589": "", "g28": "", "i765": "", "ar11": ""}},
            {"choices": {"i589": "asylum", "g28": "entry", "i765": "work", "ar11": "asylum"}},
            {"choices": {"i589": "asylum", "g28": "", "i765": "parole", "ar11": "asylum"}},
            {"choices": {"i589": "parole", "g28": "parole", "i765": "parole", "ar11": "parole"}},
        ],
        public=frozenset({"items.*.id", "items.*.text", "choices.*.id", "choices.*.text", "scoring"}),
        fixed=frozenset({"items.*.choice"}),
        other_keys=[matching("work", "asylum", "entry", "parole"), matching("parole", "parole", "parole", "parole")],
        field=f"q1-{page_name('Form g28')}",
    ),
    "ordering": Sample(
        content=steps(),
        responses=[
            {"places": {}},
            {"places": {"n": 1, "b": 2, "h": 3, "a": 4, "o": 5}},
            {"places": {"n": 2, "b": 1, "h": 3, "a": 4, "o": 5}},
            {"places": {"b": 2, "h": 2, "a": 5}},
        ],
        public=frozenset({"steps.*.id", "steps.*.text", "scoring"}),
        other_keys=[steps("hbano"), steps("oahbn")],
        field=f"q1-{page_name('Bond hearing')}",
    ),
    "categorization": Sample(
        content=grouping(),
        responses=[
            {"groups": {"i589": "", "g28": "", "i765": "", "ar11": ""}},
            {"groups": {"i589": "agency", "g28": "agency", "i765": "office", "ar11": "office"}},
            {"groups": {"i589": "agency", "g28": "", "i765": "court", "ar11": "agency"}},
        ],
        public=frozenset({"groups.*.id", "groups.*.text", "items.*.id", "items.*.text", "scoring"}),
        fixed=frozenset({"items.*.group"}),
        other_keys=[grouping("office", "agency", "court", "agency"), grouping("court", "court", "court", "court")],
        field=f"q1-{page_name('Form i765')}",
    ),
    "select_passage": Sample(
        content=sentences(),
        responses=[{"marked": []}, {"marked": ["b", "d"]}, {"marked": ["a", "b"]}, {"marked": list("abcde")}],
        public=frozenset({"sentences.*.id", "sentences.*.text", "sentences.*.begins_paragraph", "scoring"}),
        other_keys=[sentences("a"), sentences("abcde")],
        field="",
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
        field="q1-name",
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
    "file_upload": Sample(
        content=file_upload(),
        responses=[{"files": []}, {"files": [sent_file("a")]}, {"files": [sent_file("b"), sent_file("c", type="jpg", name="Page 2.jpg", size=2_100_000)]}],
        public=frozenset({"accepts.*", "maximum_files", "maximum_megabytes"}),
        other_keys=[file_upload(model_answer="Something else", rubric=[{"id": "x", "title": "Other", "points": 9}])],
        field="",
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
