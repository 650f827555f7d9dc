"""One interaction of an item: what is asked, and what answers to it earn when everything else is answered rightly."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assessments.formats.fitting import Choice, Points
from assessments.formats.qti.declarations import Declaration
from assessments.formats.qti.values import Value
from assessments.formats.texts import Texts


@dataclass(frozen=True)
class Asked:
    """``earned`` and ``feedback`` take an answer to this interaction; ``named`` are the values that the item's rule speaks of, ``equals`` its
    comparisons of numbers, with their tolerances; ``worth`` is what the
    file says the item is worth, where no answer can tell."""

    element: Element
    declared: Declaration
    earned: Callable[[Value], Points]
    feedback: Callable[[Value], str]
    named: tuple[Value, ...]
    equals: tuple[Element, ...]
    texts: Texts
    worth: Points
    title: str = ""

    @property
    def prompt(self) -> str:
        return self.texts.markdown(self.element.find("prompt"))

    @property
    def takes_one(self) -> bool:
        return self.declared.cardinality == "single"

    @property
    def shuffles(self) -> bool:
        return self.element.get("shuffle") == "true"

    def lost_settings(self) -> tuple[str, ...]:
        """What the interaction sets and an assessment here sets for all its questions, or nothing does."""
        fixed = self.shuffles and any(one.get("fixed") == "true" for one in self.element.iter())
        least = self.element.get("minChoices") or self.element.get("minAssociations") or "0"
        lost = ["Options that keep their place while others are mixed: here all are mixed, or none."] if fixed else []
        return tuple(lost + ([f"At least {least} must be chosen there; here any number can be."] if least not in ("0", "1") else []))

    def choices(self, tag: str, root: Element | None = None) -> list[Choice]:
        """The elements called ``tag`` as options, each with the feedback that it brings when chosen alone."""
        found = [one for one in (self.element if root is None else root).iter(tag) if one.get("identifier")]
        return [self.choice(one) for one in found]

    def choice(self, one: Element) -> Choice:
        name = one.get("identifier", "")
        text = self.texts.markdown(one)
        plain = " ".join("".join(one.itertext()).split()) or " ".join(found.get("alt", "") for found in one.iter("img")).strip() or name
        return Choice(name, text or plain, plain)
