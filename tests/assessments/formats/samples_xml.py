"""Small files of QTI and OLX in the shapes that other programs write, and questions of ours that every XML format is asked to hold."""

import io
import zipfile

from assessments.formats.base import QuestionDraft

OPTIONS = [
    {"id": "a", "text": "Form *I-589*", "correct": True, "feedback": "Yes."},
    {"id": "b", "text": "Form G-28", "correct": False},
    {"id": "c", "text": "Form I-730", "correct": True},
]
ONE_RIGHT = [option | {"correct": option["id"] == "a"} for option in OPTIONS]
NUMBER = {"accepted": [{"number": "30", "tolerance": "0.5", "percent": 100}]}

DRAFTS = [
    QuestionDraft("one", "single_choice", "Which form?", {"options": ONE_RIGHT}, title="A form", points=3, explanation="Because.", category="Asylum / Forms"),
    QuestionDraft("2-true", "true_false", "A judge decides.", {"answer": False, "feedback_true": "Not always."}),
    *(
        QuestionDraft(f"many-{rule}", "multiple_choice", "Which forms?", {"options": OPTIONS, "scoring": rule}, points=2)
        for rule in ("all_or_nothing", "partial", "partial_with_penalty")
    ),
    QuestionDraft("short", "short_answer", "Name it.", {"accepted": [{"text": "G-28"}, {"text": "28", "percent": 50}], "case_sensitive": False}),
    QuestionDraft("number", "numerical", "How many days?", NUMBER, points=2),
    QuestionDraft(
        "pairs", "matching", "What goes with what?",
        {
            "items": [{"id": "i1", "text": "bond", "choice": "c1"}, {"id": "i2", "text": "appeal", "choice": "c2"}],
            "choices": [{"id": "c1", "text": "judge"}, {"id": "c2", "text": "Board"}, {"id": "c3", "text": "clerk"}],
            "scoring": "per_item",
        }, points=2,
    ),
    QuestionDraft(
        "groups", "categorization", "Sort.",
        {
            "groups": [{"id": "g1", "text": "relief"}, {"id": "g2", "text": "bar"}],
            "items": [{"id": "i1", "text": "asylum", "group": "g1"}, {"id": "i2", "text": "one year", "group": "g2"}],
            "scoring": "all_or_nothing",
        },
    ),
    QuestionDraft(
        "order", "ordering", "In order.", {"steps": [{"id": word, "text": word} for word in ("notice", "hearing", "appeal")], "scoring": "by_position"},
    ),
    QuestionDraft(
        "passage", "select_passage", "Mark the holding.",
        {
            "sentences": [{"id": f"s{n}", "text": text, "correct": n < 2, "begins_paragraph": n == 2} for n, text in enumerate(("We hold.", "So.", "Facts."))],
            "scoring": "partial_with_penalty",
        },
    ),
    QuestionDraft("files", "file_upload", "Send it.", {"accepts": ["pdf", "docx"], "rubric": [{"id": "answer", "title": "Answer", "points": 5}]}, points=5),
    QuestionDraft("essay", "essay", "Write.", {"rubric": [{"id": "answer", "title": "Answer", "points": 5}]}, points=5),
    QuestionDraft(
        "gaps", "fill_in_the_blanks", "Fill.",
        {
            "text": "File [[form]] within [[days]] days with the [[who]].",
            "gaps": [
                {"id": "form", "kind": "text", "accepted": [{"text": "I-589", "percent": 100}], "case_sensitive": False},
                {"id": "days", "kind": "number", **NUMBER},
                {"id": "who", "kind": "choice", "options": [{"id": "j", "text": "judge", "correct": True}, {"id": "k", "text": "clerk", "correct": False}]},
            ],
            "scoring": "per_gap",
        }, points=3,
    ),
    QuestionDraft(
        "case", "fact_pattern", "Answer each part.",
        {
            "case": "Ana came in May.",
            "parts": [
                {"id": "bar", "type": "single_choice", "stem": "Is she barred?", "points": 2, "content": {"options": ONE_RIGHT}},
                {"id": "days", "type": "numerical", "stem": "How many days?", "points": 1, "content": NUMBER},
            ],
        }, points=3,
    ),
]  # fmt: skip


def item(
    body: str, declarations: str, rule: str = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
) -> bytes:
    """An item of QTI 2.1."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="item-1" title="An item">'
        f'{declarations}<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody>{body}</itemBody>{rule}</assessmentItem>'
    ).encode()


def declared(values: list[str], cardinality: str = "single", base: str = "identifier", mapping: str = "", name: str = "RESPONSE") -> str:
    right = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}"><correctResponse>{right}</correctResponse>{mapping}'
        "</responseDeclaration>"
    )


def canvas(kind: str, presentation: str, rule: str, points: str = "1") -> bytes:
    """A quiz of one question as Canvas exports it."""
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        for label, entry in (("question_type", kind), ("points_possible", points))
    )
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        '<assessment ident="i1" title="Quiz"><section ident="root_section">'
        f'<item ident="q1" title="Question"><itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata>'
        f"<presentation>{presentation}</presentation><resprocessing>"
        f'<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>{rule}'
        "</resprocessing></item></section></assessment></questestinterop>"
    ).encode()


def text(html: str) -> str:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="text/html">{escaped}</mattext></material>'


def archive(**files: bytes) -> io.BytesIO:
    """A ZIP; ``__`` in a name is ``/`` and ``_dot_`` is a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    made.seek(0)
    return made
