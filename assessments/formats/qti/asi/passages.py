"""Texts of Canvas (stimuli) that stand in the file as items of their own, and are here carried into the questions about them."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from assessments.formats.qti.asi.metadata import passage_of, source_of
from assessments.formats.qti.asi.presentation import material_html
from assessments.formats.texts import Texts


class Passages:
    """Those read so far. One that no question is about comes last, to be refused: nothing of it came along."""

    def __init__(self) -> None:
        self.by_name: dict[str, Element] = {}
        self.waiting: list[Element] = []

    def keep(self, item: Element) -> None:
        self.by_name[item.get("ident", "")] = item
        self.waiting.append(item)

    def before(self, item: Element, within: Sequence[Element], texts: Texts) -> tuple[str, tuple[str, ...]]:
        """The HTML that ``item``, or a section that it stands in, is about; empty where there is none; and what is lost of it."""
        name = passage_of(item) or next((about for one in reversed(within) if (about := one.get("parent_stimulus_item_ident", ""))), "")
        if not name:
            return "", ()
        passage = self.by_name.get(name)
        if passage is None:
            return "", ("The text that it is about is not in the file before it.",)
        self.waiting = [one for one in self.waiting if one is not passage]
        lost = [f"The {what} of the text that it is about is left out: “{said}”." for what, said in _beside(passage) if said]
        return material_html(passage, texts), tuple(lost)

    def unread(self) -> Iterator[Element]:
        return iter(self.waiting)


def _beside(passage: Element) -> tuple[tuple[str, str], ...]:
    return ("instruction", " ".join(passage.get("instructions", "").split())[:200]), ("source", source_of(passage)[:200])
