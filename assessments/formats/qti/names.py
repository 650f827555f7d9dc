"""QTI 3.0 in the words of 2.x: ``qti-choice-interaction`` with ``response-identifier`` is ``choiceInteraction`` with ``responseIdentifier``."""

from xml.etree.ElementTree import Element

_AS_THEY_ARE = ("data-", "aria-")
_INTERACTIONS = (
    "associate", "choice", "custom", "drawing", "endAttempt", "extendedText", "gapMatch", "graphicAssociate", "graphicGapMatch", "graphicOrder", "hotspot",
    "hottext", "inlineChoice", "match", "media", "order", "positionObject", "selectPoint", "slider", "textEntry", "upload",
)  # fmt: skip
_LOWERED = {f"{name}Interaction".lower(): f"{name}Interaction" for name in _INTERACTIONS}
_ATTRIBUTES = {name.lower(): name for name in ("responseIdentifier", "expectedLength", "expectedLines", "maxChoices", "minChoices")}


def in_words_of_two(root: Element) -> Element:
    """``root`` with every element and attribute of 3.0 renamed. 2.x stays as it is, except interactions in small letters, as programs write them that clean
    an item's text as HTML."""
    for one in root.iter():
        if one.tag.startswith("qti-"):
            one.tag = _camel(one.tag.removeprefix("qti-"))
            attributes = {name if name.startswith(_AS_THEY_ARE) else _camel(name): value for name, value in one.attrib.items()}
            one.attrib.clear()
            one.attrib.update(attributes)
        elif one.tag in _LOWERED:
            one.tag = _LOWERED[one.tag]
            attributes = {_ATTRIBUTES.get(name, name): value for name, value in one.attrib.items()}
            one.attrib.clear()
            one.attrib.update(attributes)
    return root


def in_words_of_three(root: Element, known: frozenset[str]) -> Element:
    """The other way, for the elements of QTI that are ``known``: those of HTML keep their names."""
    for one in root.iter():
        if one.tag in known:
            one.tag = f"qti-{_kebab(one.tag)}"
            attributes = {name if name.startswith("{") or ":" in name else _kebab(name): value for name, value in one.attrib.items()}
            one.attrib.clear()
            one.attrib.update(attributes)
    return root


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def _kebab(name: str) -> str:
    return "".join(f"-{char.lower()}" if char.isupper() else char for char in name)
