"""Categories of Canvas: each response is a group, and every group lists all the items, as an item may be dragged into any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from assessments.formats.base import Unfit
from assessments.formats.fitting import Choice, Fitted
from assessments.formats.fitting_arranged import fit_matching
from assessments.formats.qti.asi.presentation import Response, Shown

if TYPE_CHECKING:
    from assessments.formats.qti.asi.items import AsiItem

MOST_GROUPS = 8


def read_groups(item: "AsiItem", shown: Shown, several: Sequence[Response]) -> Fitted:
    """Items with the group that the rule names them in. Those that belong nowhere are named as lost."""
    if not 2 <= len(several) <= MOST_GROUPS:
        raise Unfit(f"It has {len(several)} groups; here items are put into 2 to {MOST_GROUPS}.")
    items = {label.name: Choice(label.name, item.texts.markdown(label.html), item.texts.words(label.html)) for one in several for label in one.labels}
    groups = [Choice(one.name, item.texts.markdown(one.own) or one.name, item.texts.words(one.own) or one.name) for one in several]
    right = {name: one.name for one in several for name in item.rules.named(one.name) if name in items}

    def earned(given: Mapping[str, str]) -> Fraction:
        return item.earned({one.name: [name for name, group in given.items() if group == one.name] for one in several})

    found = fit_matching(list(items.values()), groups, right, earned)
    rows = [{key: value for key, value in row.items() if key != "choice"} | {"group": row["choice"]} for row in found.content["items"]]
    content = {"groups": found.content["choices"], "items": rows, "scoring": found.content["scoring"]}
    return replace(found, type="categorization", content=content, prompt=shown.html or "-")
