"""The text of an item, cut where its interactions stand."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.qti.interactions import INLINE, READERS, REFUSED
from assessments.formats.texts import Texts, paragraphs

MARK = "xqtigapx"  # letters only, so that Markdown leaves it as it is; a number and an x follow
BUTTON = "endAttemptInteraction"
LEFT_OUT = frozenset(
    {
        "feedbackInline",
        "feedbackBlock",
        "modalFeedback",
        "templateInline",
        "templateBlock",
        "rubricBlock",
        "stylesheet",
        "companionMaterialsInfo",
        "catalogInfo",
    }
)


@dataclass(frozen=True)
class Body:
    """``markdown`` is the whole text with a mark for each interaction, ``blocks`` the same as plain paragraphs; ``guidance`` is for those who mark."""

    markdown: str
    blocks: tuple[str, ...]
    interactions: tuple[Element, ...]
    guidance: str
    lost: tuple[str, ...]

    @property
    def all_inline(self) -> bool:
        return all(one.tag in INLINE for one in self.interactions)


HIDDEN = "A part of what it asks appears only by what is answered before it, and a question here is asked whole at once."


def mark_of(number: int) -> str:
    return f"{MARK}{number}x"


def read_body(found: Element, passages: Sequence[Element], texts: Texts) -> Body:
    """``found`` is an itemBody; ``passages`` come before it. Feedback in the text is left to ``feedback``."""
    body = deepcopy(found)
    for passage in reversed(passages):
        wrapped = deepcopy(passage)
        wrapped.tag, wrapped.tail = "div", None
        body.insert(0, wrapped)
    if next(body.iter("printedVariable"), None) is not None:
        raise Unfit("Its text shows a value that is drawn or computed while it is answered, and a question here says the same to everybody.")
    lost: list[str] = []
    guidance = _take_rubrics(body, texts, lost)
    _take_buttons(body, lost)
    _take_out(body)
    interactions = list(_take_interactions(body))
    return Body(texts.markdown(body), tuple(paragraphs(body)), tuple(interactions), guidance, tuple(lost))


def _take_rubrics(body: Element, texts: Texts, lost: list[str]) -> str:
    """Instructions for candidates stay in the text; those for who marks go with an essay; others are named."""
    guidance = []
    for one in list(body.iter("rubricBlock")):
        view = one.get("view", "")
        if "candidate" in view or one.get("use") in ("instructions", "sharedstimulus"):
            one.tag = "div"
        elif "scorer" in view or "author" in view:
            guidance.append(texts.markdown(one))
        else:
            lost.append(f"A note for “{view}” is left out.")
    return "\n\n".join(guidance)[:4000]


def _take_buttons(body: Element, lost: list[str]) -> None:
    """Buttons that show a hint or end a try, which are never pressed here; the rule for points sees them as not pressed."""
    for parent in list(body.iter()):
        for one in parent.findall(BUTTON):
            label = " ".join(one.get("title", "").split())[:60] or "Go on"
            lost.append(f"Its button “{label}” is left out: here a question is answered once in an attempt.")
            _cut(parent, one)


def _take_out(body: Element) -> None:
    for parent in list(body.iter()):
        for one in list(parent):
            if one.tag in LEFT_OUT:
                if any(map(_asks, one.iter())):
                    raise Unfit(HIDDEN)
                _cut(parent, one)


def _cut(parent: Element, one: Element) -> None:
    """Take ``one`` out and leave what follows it in its place."""
    place = list(parent).index(one)
    tail = one.tail or ""
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(one)


def _asks(one: Element) -> bool:
    return one.tag in READERS or one.tag in REFUSED or one.tag.lower().endswith("interaction")


def _take_interactions(body: Element) -> Iterator[Element]:
    number = 0
    for parent in list(body.iter()):
        for place, one in enumerate(list(parent)):
            if _asks(one):
                kept = Element("span" if one.tag in INLINE else "p")
                kept.tail, one.tail = one.tail, None
                parent[place] = kept
                kept.text = mark_of(number)
                number += 1
                yield one
