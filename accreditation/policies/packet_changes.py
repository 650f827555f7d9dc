"""What is different between two packets: sheet by sheet, by what each says, not by the bytes of its PDF.

A sheet is a dictionary with ``label``, ``stem``, ``sha256`` and ``at_filing``, as ``Packet.contents`` keeps it. Worked example: of ``E-1`` letter a
and ``E-2`` letter b, letter b was replaced by c: one change at ``E-2``. Moving a sheet within its tab is none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Contents = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Change:
    """One difference: ``label`` is where it stands now, or stood before it went."""

    what: Literal["new", "changed", "gone"]
    label: str
    stem: str

    @property
    def sentence(self) -> str:
        return f"Tab {self.label}, {said(self.stem)}: {self.what}."


def said(stem: str) -> str:
    """``recommendation_letter`` → ``recommendation letter``"""
    return stem.replace("_", " ")


def changes(before: Contents, after: Contents, *, with_filing: bool = True) -> list[Change]:
    """In the order of the tabs. Without ``with_filing``, what comes in between review and filing is left out: the signed form and the proof of service."""
    old, new = _labels(before, with_filing=with_filing), _labels(after, with_filing=with_filing)
    left, come = _by_place(old, new), _by_place(new, old)
    found: list[Change] = []
    for place in sorted({*left, *come}):
        was, now = left.get(place, []), come.get(place, [])
        pairs = min(len(was), len(now))
        found += [Change("changed", label, place[1]) for label in now[:pairs]]
        found += [Change("new", label, place[1]) for label in now[pairs:]]
        found += [Change("gone", label, place[1]) for label in was[pairs:]]
    return sorted(found, key=_in_order)


def changes_by_label(before: Contents, after: Contents) -> list[Change]:
    """The same between two packets after a filing, where a label names one sheet for good (``policies/packet_labels.py``).

    Worked example: letter b at ``E-2`` was replaced by c: ``E-2`` is gone, ``E-3`` is new.
    """
    was, stands = {one["label"]: one for one in before}, {one["label"]: one for one in after}
    found = [Change("gone", label, one["stem"]) for label, one in was.items() if label not in stands]
    found += [Change("new", label, one["stem"]) for label, one in stands.items() if label not in was]
    found += [Change("changed", label, one["stem"]) for label, one in stands.items() if label in was and one["sha256"] != was[label]["sha256"]]
    return sorted(found, key=_in_order)


Key = tuple[str, str, str]


def _labels(contents: Contents, *, with_filing: bool) -> dict[Key, list[str]]:
    """Labels by tab, stem and what is said."""
    found: dict[Key, list[str]] = defaultdict(list)
    for one in contents:
        if with_filing or not one["at_filing"]:
            found[_tab(one["label"]), one["stem"], one["sha256"]].append(one["label"])
    return found


def _by_place(these: dict[Key, list[str]], those: dict[Key, list[str]]) -> dict[tuple[str, str], list[str]]:
    """By tab and stem, the labels of what is among ``these`` and not among ``those``."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, labels in these.items():
        alone = labels[len(those.get(key, [])) :]
        if alone:
            found[key[0], key[1]] += alone
    return {place: sorted(labels, key=_number) for place, labels in found.items()}


def _in_order(one: Change) -> tuple[str, int, str]:
    return _tab(one.label), _number(one.label), one.what


def _tab(label: str) -> str:
    return label.partition("-")[0]


def _number(label: str) -> int:
    return int(label.partition("-")[2] or 0)
