"""``textEntryInteraction`` and ``inlineChoiceInteraction``: answers written or chosen in a line of text; ``sliderInteraction`` too, which is a number."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.fitting import NO_RIGHT_ANSWER, Fitted, choice_gap, fit_one_choice, plain_losses
from assessments.formats.fitting_written import fit_numbers, fit_texts
from assessments.formats.qti.asked import Asked
from assessments.formats.qti.expressions import tolerances
from assessments.formats.qti.values import NUMBERS, NotUnderstood, Value, listed, number_of


def read_text_entry(asked: Asked) -> Fitted:
    if asked.declared.base in NUMBERS:
        return _number(asked)
    content, full, lost = fit_texts(_texts(asked), lambda text: asked.earned(asked.declared.of([text])))
    pattern = asked.element.get("patternMask")
    lost += (f"Only answers of the form {pattern} are taken there; here any text is.",) if pattern else ()
    return Fitted("short_answer", content, full, lost, asked.prompt)


def read_slider(asked: Asked) -> Fitted:
    ends = f"from {asked.element.get('lowerBound')} to {asked.element.get('upperBound')}"
    found = _number(asked)
    return replace(found, lost=(*found.lost, f"A slider {ends}: here the number is typed."))


def read_inline_choice(asked: Asked) -> Fitted:
    """Chosen in its line: a gap with a list."""
    choices = asked.choices("inlineChoice")
    found = fit_one_choice(choices, asked.earned)
    full = found.points
    right = {one.name for one in choices if asked.earned(one.name) == full}
    gap = choice_gap("answer", choices, right)
    lost = tuple(one for one in found.lost if not one.startswith(("Any of several", "Formatting of")))
    return Fitted("fill_in_the_blanks", {"text": "[[answer]]", "gaps": [gap]}, full, (*lost, *plain_losses(choices), *asked.lost_settings()), asked.prompt)


def _number(asked: Asked) -> Fitted:
    accepted, full, lost = fit_numbers(_edges(asked), lambda number: asked.earned(asked.declared.of([number])))
    return Fitted("numerical", {"accepted": accepted}, full, lost, asked.prompt)


def _texts(asked: Asked) -> Iterator[str]:
    mapped = [key for key, _, _ in (asked.declared.mapping.entries if asked.declared.mapping else ())]
    for one in [*_declared(asked), *mapped, *asked.named]:
        if isinstance(one, str):
            yield one


def _declared(asked: Asked) -> list[Value]:
    return [*listed(asked.declared.correct), *asked.declared.also_correct]


def _edges(asked: Asked) -> Iterator[Fraction]:
    """The numbers at which the rule may change: those it names, and those plus and minus each tolerance that it names."""
    declared = [number for one in _declared(asked) if isinstance(number := one, Fraction)]
    mapped = [key for key, _, _ in (asked.declared.mapping.entries if asked.declared.mapping else ()) if isinstance(key, Fraction)]
    named = [number for one in asked.named if (number := one if isinstance(one, Fraction) else number_of(str(one))) is not None]
    centers = dict.fromkeys([*declared, *mapped, *named])
    if not centers:
        raise Unfit(NO_RIGHT_ANSWER)
    yield from centers
    for below, above, one in _tolerances(asked):
        for center in centers:
            if one.get("toleranceMode") == "absolute":
                yield from (center - above, center + below, center - below, center + above)
            elif one.get("toleranceMode") == "relative":
                yield from (center * (1 - below / 100), center * (1 + above / 100), *_turned(center, below, above))


def _tolerances(asked: Asked) -> Iterator[tuple[Fraction, Fraction, Element]]:
    for one in asked.equals:
        try:
            yield *tolerances(one), one
        except NotUnderstood:
            continue  # the rule as a whole is not carried out then, and says so


def _turned(center: Fraction, below: Fraction, above: Fraction) -> Iterator[Fraction]:
    """Where the answer, not the accepted number, carries the percents."""
    for factor in (1 - below / 100, 1 + above / 100):
        if factor:
            yield center / factor
