"""Broad knowledge: no must-have topic may be without a credited minute (Matter of EAC, 24 I&N Dec. 563)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    covered: dict[str, int] = {}
    titles: dict[str, str] = {}
    for training in dossier.eoir_trainings:
        for topic in training.topics:
            if topic.required:
                covered[topic.slug] = covered.get(topic.slug, 0) + topic.minutes
                titles[topic.slug] = topic.title
    empty = [titles[slug] for slug, minutes in sorted(covered.items()) if minutes <= 0]
    if not covered:
        return missing(
            "The program names no must-have topics, so broad knowledge cannot be shown.", "coordinator", "Mark the must-have topics of the program.",
        )  # fmt: skip
    if empty:
        return missing(f"EAC broad knowledge gap: no credited time yet in {', '.join(empty)}.", "student", "Study or make up something of each topic named.")
    return met(f"All {len(covered)} must-have topics have credited time.")


REQUIREMENT = Requirement(
    "required_topics",
    "Broad knowledge of immigration law",
    "8 CFR 1292.12(a)(6); Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008)",
    "A",
    _check,
    basis="regulation",
)
