"""``choiceInteraction``: single and multiple choice, true or false."""

from dataclasses import replace

from assessments.formats.fitting import Fitted, fit_choices, fit_one_choice
from assessments.formats.qti.asked import Asked


def read_choice(asked: Asked) -> Fitted:
    choices = asked.choices("simpleChoice")
    if asked.takes_one:
        choices = [replace(one, feedback=asked.feedback(one.name)) for one in choices]
        found = fit_one_choice(choices, asked.earned)
    else:
        choices = [replace(one, feedback=asked.feedback([one.name])) for one in choices]
        declared = frozenset(asked.declared.correct or ())
        found = fit_choices(choices, lambda chosen: asked.earned(sorted(chosen) or None), declared)
        most = asked.element.get("maxChoices") or "0"
        if most.isdigit() and 0 < int(most) < len(choices):
            found = replace(found, lost=(*found.lost, f"At most {most} can be chosen there; here any number can be."))
    return replace(found, prompt=asked.prompt, lost=(*found.lost, *asked.lost_settings()))
