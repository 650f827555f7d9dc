"""What an officer confirms before a packet is ready to file: the scheme's findings, and what is read and signed on paper.

The points of 8 CFR 1292.12(a)(1), (4) and (5) are certified by the officer on the form itself. Pathway asks only whether that was done and
never judges them: a program that screens people for them would be wrong about somebody (domain reference, 1.3).
"""

from dataclasses import dataclass


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


def open_points(items: list[str], findings: dict[str, str], ticked: set[str], accepted: dict[str, str]) -> list[str]:
    """Keys that keep a packet from being ready: what is not confirmed, and what is missing and not accepted with a reason.

    ``items`` are the keys of the checklist, ``findings`` the state of each requirement by key.
    """
    unticked = [key for key in items if key not in ticked]
    missing = [key for key, state in findings.items() if state == "missing" and key not in AT_FILING and not accepted.get(key, "").strip()]
    return [*unticked, *(key for key in missing if key not in unticked)]
