"""Labels of a packet’s sheets: counted within each tab, and kept for good once they were filed.

What EOIR got as ``G-1`` is ``G-1`` in every supplement, and no other document ever is. Worked example: filed were ``E-1`` (letter a) and ``E-2``
(letter b); b was withdrawn, and c came, with an earlier date. Today a is ``E-1`` and c is ``E-3``.

A document is known by its bytes. A sheet that Pathway writes is the same sheet whatever it says: the list of trainings stays ``F-1`` when one is added.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WRITTEN_HERE = ""
"""In place of a SHA-256: of a sheet that Pathway writes."""


def numbers_of(tab: str, sheets: Iterable[tuple[str, str]], filed: Sequence[Mapping[str, Any]]) -> list[int]:
    """The number of each sheet behind ``tab``, given in order as (stem, SHA-256 of its file).

    ``filed`` are the sheets that were sent, the newest first, with ``label``, ``stem`` and ``sha256``. What is new goes on behind the last number that was
    ever sent. The first sheets of a tab get the same numbers whatever follows them.
    """
    sent = [(one["stem"], one["sha256"], number) for one in filed for of_tab, number in [_parted(one["label"])] if of_tab == tab]
    last, taken, found = max((number for _stem, _sha, number in sent), default=0), set[int](), []
    for stem, sha256 in sheets:
        kept = next((number for was, bytes_, number in sent if was == stem and sha256 in (WRITTEN_HERE, bytes_) and number not in taken), 0)
        last += not kept
        found.append(kept or last)
        taken.add(found[-1])
    return found


def _parted(label: str) -> tuple[str, int]:
    tab, _, number = label.partition("-")
    return tab, int(number or 0)
