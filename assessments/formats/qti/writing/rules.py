"""Rules for points, written out so that any program of QTI 2 gives the marks that ours gives."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from assessments.formats.written_xml import add


def variable(parent: Element, name: str) -> Element:
    return add(parent, "variable", identifier=name)


def value(parent: Element, base: str, text: str) -> Element:
    return add(parent, "baseValue", text, baseType=base)


def set_score(parent: Element) -> Element:
    """``SCORE`` becomes what is put into this."""
    return add(parent, "setOutcomeValue", identifier="SCORE")


def add_to_score(parent: Element) -> Element:
    """What is put into this is added to ``SCORE``."""
    total = add(set_score(parent), "sum")
    variable(total, "SCORE")
    return total


def when_matches(rule: Element, response: str) -> Element:
    """The branch for the right answer to ``response``."""
    branch = add(add(rule, "responseCondition"), "responseIf")
    match = add(branch, "match")
    variable(match, response)
    add(match, "correct", identifier=response)
    return branch


def share(parent: Element, points: int, of: int) -> Element:
    """What is put into this, times ``points`` / ``of``."""
    part = add(parent, "divide")
    product = add(part, "product")
    value(part, "float", str(of))
    value(product, "float", str(points))
    return product


def mapped(parent: Element, response: str) -> None:
    add(parent, "mapResponse", identifier=response)


def choices_rule(rule: Element, response: str, scoring: str, right: int, points: int) -> None:
    """Several choices, of which ``right`` are right: the three rules of ``lms.questions.choosing``.

    Right ones are mapped to 1 and, where wrong ones cost, those to −1, with a lower bound of 0.
    """
    if scoring == "all_or_nothing":
        value(add_to_score(when_matches(rule, response)), "float", str(points))
        return
    product = share(add_to_score(rule), points, right)
    if scoring == "partial_with_penalty":
        mapped(product, response)
        return
    most = SubElement(product, "max")  # h − max(0, chosen − r), not below 0
    value(most, "float", "0")
    difference = add(most, "subtract")
    mapped(difference, response)
    beyond = add(difference, "max")
    value(beyond, "float", "0")
    chosen = add(beyond, "subtract")
    variable(add(chosen, "containerSize"), response)
    value(chosen, "integer", str(right))


def places_rule(rule: Element, response: str, steps: Sequence[str], points: int) -> None:
    """Each step in its right place earns its share."""
    for place, step in enumerate(steps, start=1):
        branch = add(add(rule, "responseCondition"), "responseIf")
        match = add(branch, "match")
        variable(add(match, "index", n=str(place)), response)
        value(match, "identifier", step)
        value(share(add_to_score(branch), points, len(steps)), "float", "1")
