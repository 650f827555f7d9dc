"""Description of the role and of qualifications (8 CFR 1292.12(c)), with the frequency of representation that a renewal asks for."""

from typing import Any

from accreditation.dossier import Filing
from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import counted, day, hours

NOT_YET = "not recorded yet"


def _data(scene: Scene) -> dict[str, Any]:
    dossier, filing = scene.dossier, scene.dossier.filing
    organization = dossier.organization
    return {
        "organization": organization.legal_name if organization else "",
        "has_letter": any(one.verified for one in dossier.evidence_of("role_letter")),
        "offices": [f"{office.name}, {office.address}" for office in organization.locations if office.recognized] if organization else [],
        "rows": [*_role(filing), *_training(scene), *_experience(scene), *_frequency(scene, filing)],
    }


def _role(filing: Filing | None) -> list[list[str]]:
    if filing is None:
        return [["Role", NOT_YET]]
    graduation = filing.dates.get("graduation_expected")
    rows = [["Role", filing.role.capitalize() or NOT_YET], ["Title", filing.role_title or NOT_YET]]
    return [*rows, *([["Expected graduation", day(graduation)]] if graduation else [])]


def _training(scene: Scene) -> list[list[str]]:
    listed = scene.trainings
    total = hours(sum(training.minutes for training in listed))
    topics = {topic.slug for training in listed for topic in training.topics if topic.minutes}
    said = f"{counted(len(listed), 'training')}, {total}, {counted(len(topics), 'topic')}; listed at tab F" if listed else "none on record"
    courses = [training.title for training in listed if training.is_fundamentals]
    return [["Formal training", said], *([["Course on fundamentals", "; ".join(courses)]] if courses else [])]


def _experience(scene: Scene) -> list[list[str]]:
    practice = scene.dossier.practice
    if not practice.minutes:
        return [["Supervised practice", "none confirmed"]]
    said = f"{hours(practice.minutes)} in {counted(practice.matters, 'matter')}, confirmed by {counted(len(practice.supervisors), 'attorney')}"
    return [["Supervised practice", said]]


def _frequency(scene: Scene, filing: Filing | None) -> list[list[str]]:
    """The organization’s own answers; a first request has nobody represented yet."""
    if scene.kind != "renewal" or filing is None:
        return []
    rows = [["Representation before USCIS, last 3 years", filing.frequency_uscis or NOT_YET]]
    return [*rows, *([["Representation before EOIR, last 3 years", filing.frequency_eoir or NOT_YET]] if scene.level == "full" else [])]


PART = one_sheet("role_description", "D", "Description of qualifications and role", _data)
