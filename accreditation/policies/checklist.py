"""What an officer confirms before a packet is ready to file: the scheme's findings, and what is read and signed on paper.

The points of 8 CFR 1292.12(a)(1), (4) and (5) are certified by the officer on the form itself. Pathway asks only whether that was done and
never judges them: a program that screens people for them would be wrong about somebody (domain reference, 1.3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lms.core.canonical import fingerprint


@dataclass(frozen=True)
class PaperItem:
    """One thing the officer confirms having done away from the screen."""

    key: str
    title: str
    source: str
    mark: str


PAPER_ITEMS = (
    PaperItem("paper_character", "I went through character and fitness with the candidate, point by point, and certify it on the paper form",
        "8 CFR 1292.12(a)(1)", "C"),
    PaperItem("paper_discipline", "I certify on the paper form that the candidate did not resign under, and is not under, discipline", "8 CFR 1292.12(a)(4)",
        "B"),
    PaperItem("paper_crime", "I certify on the paper form what it asks about findings and pleas of guilt", "8 CFR 1292.12(a)(5)", "B"),
    PaperItem("paper_role", "The candidate is an employee or volunteer of the organization and is not an attorney", "8 CFR 1292.12(a)(2), (3)", "B"),
    PaperItem("one_form", "The form names one person and one organization", "Form EOIR-31A instructions", "A"),
    PaperItem("edition", "I compared the edition of the form with the one on EOIR’s page today", "EOIR, Recognition and Accreditation Program page", "A"),
    PaperItem("offices", "I looked up the USCIS district office for every place where we offer services", "8 CFR 1292.13(a); USCIS District Office Finder",
        "A"),
)  # fmt: skip
AT_FILING = ("signatures", "proof_of_service")
"""Findings that can only be met at the filing itself, so that a review does not wait for them."""


READ_IN: dict[str, tuple[str, ...]] = {
    "form_edition": ("A",), "legal_name": ("A",), "name_note": ("A", "F", "G"), "not_attorney": ("A", "D"), "prior_applications": ("A",), "signatures": ("A",),
    "proof_of_service": ("L",), "recipients": ("A", "L"), "recognition_notice": ("B",), "officer": ("A", "B"), "role_letter": ("D",), "role": ("A", "D"),
    "graduation": ("D",), "last_approval": ("B",), "received_by_expiry": ("B",), "resume": ("C",), "practice_summary": ("D",), "frequency_uscis": ("A", "D"),
    "frequency_eoir": ("A", "D"), "recommendation_letters": ("E",), "letter_ages": ("E", "I"), "completion": ("F", "G", "H"), "required_topics": ("F", "H"),
    "topics_described": ("F", "H"), "fundamentals_course": ("F", "G", "H"), "training_since_approval": ("F", "G"), "training_proof": ("F", "G"),
    "litigation_skills": ("F", "K"), "character_letter": ("I",), "background_check": ("I",), "technical_support": ("J",), "paper_character": ("A", "I"),
    "paper_discipline": ("A",), "paper_crime": ("A",), "paper_role": ("A", "D"), "one_form": ("A",), "edition": ("A",), "offices": ("L",),
}  # fmt: skip
"""The tabs that a point is confirmed by. One that is not named here rests on the whole packet."""


def fingerprint_of(key: str, contents: Iterable[Mapping[str, Any]], state: str = "") -> str:
    """Of what an officer reads under a point: the sheets of its tabs, wherever in the tab they lie, and the ``state`` that was found.

    What comes into the packet between review and filing is left out, as it is where the review is compared with the filing.
    """
    tabs = READ_IN.get(key)
    sheets = sorted([one["label"].partition("-")[0], one["stem"], one["sha256"]] for one in contents if not one["at_filing"])
    read = [one for one in sheets if tabs is None or one[0] in tabs]
    return fingerprint({"sheets": read, "state": "" if key in AT_FILING else state})


Tick = Mapping[str, str]
"""``at``: when a point was confirmed; ``read``: the fingerprint of what was shown to whoever confirmed it."""


def standing_ticks(ticks: Mapping[str, Tick], reads: Mapping[str, str]) -> set[str]:
    """Points whose confirmation counts: what was read is what stands there now (``reads``, by key)."""
    return {key for key, tick in ticks.items() if key in reads and _read_in(tick) == reads[key]}


def changed_ticks(ticks: Mapping[str, Tick], reads: Mapping[str, str]) -> set[str]:
    """Points that were confirmed of something else than what stands there now."""
    return {key for key in ticks if key in reads} - standing_ticks(ticks, reads)


def kept_ticks(before: Mapping[str, Tick], ticked: Mapping[str, str], reads: Mapping[str, str], moment: str) -> dict[str, Tick]:
    """What is confirmed after an officer sent their ticks: by key, the fingerprint that their page showed.

    What changed since it was read stays marked so until it is confirmed again; anything else that is no longer ticked is taken out.
    """
    changed = changed_ticks(before, reads)
    kept: dict[str, Tick] = {}
    for key in sorted(reads):
        if key in ticked:
            is_same = key in before and _read_in(before[key]) == ticked[key]
            kept[key] = before[key] if is_same else {"at": moment, "read": ticked[key]}
        elif key in changed:
            kept[key] = before[key]
    return kept


def _read_in(tick: Tick | str) -> str:
    """Reviews that were begun before fingerprints were taken hold a moment alone: nobody can tell what was read."""
    return "" if isinstance(tick, str) else tick["read"]


def open_points(items: list[str], findings: dict[str, str], ticked: set[str], accepted: dict[str, str]) -> list[str]:
    """Keys that keep a packet from being ready: what is not confirmed, and what is missing and not accepted with a reason.

    ``items`` are the keys of the checklist, ``findings`` the state of each requirement by key.
    """
    unticked = [key for key in items if key not in ticked]
    missing = [key for key, state in findings.items() if state == "missing" and key not in AT_FILING and not accepted.get(key, "").strip()]
    return [*unticked, *(key for key in missing if key not in unticked)]
