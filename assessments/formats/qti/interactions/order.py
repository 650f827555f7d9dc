"""``orderInteraction``: steps to put in order."""

from dataclasses import replace

from assessments.formats.base import Unfit
from assessments.formats.fitting import NO_RIGHT_ANSWER, Fitted
from assessments.formats.fitting_arranged import fit_order
from assessments.formats.qti.asked import Asked


def read_order(asked: Asked) -> Fitted:
    right = asked.declared.correct
    if not right:
        raise Unfit(NO_RIGHT_ANSWER)
    found = fit_order(asked.choices("simpleChoice"), list(right), lambda given: asked.earned(list(given)))
    return replace(found, prompt=asked.prompt, lost=(*found.lost, *asked.lost_settings()))
