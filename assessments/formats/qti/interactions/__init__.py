"""The kinds of interaction in QTI 2 and 3, one file each, and why the others cannot be had."""

from collections.abc import Callable

from assessments.formats.fitting import Fitted
from assessments.formats.qti.asked import Asked
from assessments.formats.qti.interactions.choice import read_choice
from assessments.formats.qti.interactions.essay import read_extended_text
from assessments.formats.qti.interactions.hotspot import read_hotspot, read_select_point
from assessments.formats.qti.interactions.hottext import read_hottext
from assessments.formats.qti.interactions.inline import read_inline_choice, read_slider, read_text_entry
from assessments.formats.qti.interactions.order import read_order
from assessments.formats.qti.interactions.pairs import read_associate, read_gap_match, read_match
from assessments.formats.qti.interactions.upload import read_upload

READERS: dict[str, Callable[[Asked], Fitted]] = {
    "choiceInteraction": read_choice,
    "orderInteraction": read_order,
    "matchInteraction": read_match,
    "associateInteraction": read_associate,
    "gapMatchInteraction": read_gap_match,
    "textEntryInteraction": read_text_entry,
    "inlineChoiceInteraction": read_inline_choice,
    "sliderInteraction": read_slider,
    "extendedTextInteraction": read_extended_text,
    "hottextInteraction": read_hottext,
    "hotspotInteraction": read_hotspot,
    "selectPointInteraction": read_select_point,
    "uploadInteraction": read_upload,
}

INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})

REFUSED: dict[str, str] = {
    "drawingInteraction": "Something is drawn, and there is no question type for that here.",
    "customInteraction": "It is an interaction of its maker's own, which only their program can show.",
    "portableCustomInteraction": "It is a small program of its maker's own, which is not run here.",
    "mediaInteraction": "Playing a recording is what is answered, and there is no question type for that here.",
    "graphicOrderInteraction": "Places on a picture are put in order, and a hotspot question here takes one place.",
    "graphicAssociateInteraction": "Places on a picture are joined by lines, and a hotspot question here takes one place.",
    "graphicGapMatchInteraction": "Labels are put on places of a picture, and a hotspot question here takes one place.",
    "positionObjectInteraction": "A picture is laid on another, and there is no question type for that here.",
}
