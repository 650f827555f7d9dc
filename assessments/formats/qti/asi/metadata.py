"""What a QTI 1.2 item says about itself: its kind in the words of Canvas, and its points."""

import re
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.qti.values import number_of

_COMMON_CARTRIDGE = {
    "cc.multiple_choice": "multiple_choice_question", "cc.true_false": "true_false_question", "cc.multiple_response": "multiple_answers_question",
    "cc.fib": "short_answer_question", "cc.pattern_match": "short_answer_question", "cc.essay": "essay_question",
}  # fmt: skip
_BLACKBOARD = {
    "essay": "essay_question", "short response": "essay_question", "file upload": "file_upload_question", "calculated": "calculated_question",
    "long answer": "essay_question", "matching": "blackboard_matching",
}  # fmt: skip
_POINTS = ("points_possible", "qmd_weighting", "cc_weighting", "qmd_absolutescore_max", "weighting")


class Metadata:
    def __init__(self, item: Element) -> None:
        self.fields = _fields(item)
        self.lost: list[str] = []
        if self.fields.get("calculator_type", "none") not in ("none", ""):
            self.lost.append("A calculator on the page is left out.")

    @property
    def kind(self) -> str:
        profile = self.fields.get("cc_profile", "").rpartition(".v")[0]
        blackboard = self.fields.get("bbmd_questiontype", "") or self.fields.get("qmd_itemtype", "") or self.fields.get("qmd_questiontype", "")
        return self.fields.get("question_type") or _COMMON_CARTRIDGE.get(profile) or _BLACKBOARD.get(blackboard.lower(), "")

    @property
    def points(self) -> Fraction | None:
        return next((number for name in _POINTS if (number := number_of(self.fields.get(name, ""))) is not None and number > 0), None)


def is_passage(item: Element) -> bool:
    """Whether it is a text that questions after it are about."""
    return _fields(item).get("question_type") == "text_only_question"


def passage_of(item: Element) -> str:
    """The name of the text that it is about (a stimulus of Canvas); empty where it is about none."""
    return _fields(item).get("parent_stimulus_item_ident", "")


def source_of(item: Element) -> str:
    """Where a text is taken from, as Canvas notes it; empty where it does not."""
    return _fields(item).get("source_url", "")


def _fields(item: Element) -> dict[str, str]:
    found = {}
    for one in item.iter("qtimetadatafield"):
        found[_text(one.find("fieldlabel")).lower()] = _text(one.find("fieldentry"))
    for one in item.iter():
        if re.fullmatch(r"(qmd|bbmd)_\w+", one.tag):
            found.setdefault(one.tag.lower(), _text(one))
    return found


def _text(one: Element | None) -> str:
    return (one.text or "").strip() if one is not None else ""
