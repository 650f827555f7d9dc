"""List of trainings, as EOIR asks for it; of a renewal, those since the last approval."""

from typing import Any

from accreditation.dossier import Training
from accreditation.packet_parts.base import Scene, one_sheet
from accreditation.packet_parts.trained import dates_of, modes_of, results_said, title_of, unbroken
from lms.core.wording import day, hours


def _data(scene: Scene) -> dict[str, Any]:
    tabs = {id(proof.training): f"Tab {proof.label}" for proof in scene.proofs}
    exam = scene.dossier.rules.exam
    rows = [_row(number, training, tabs.get(id(training), ""), exam) for number, training in enumerate(scene.trainings, start=1)]
    filing = scene.dossier.filing
    since = filing.last_approved_on if filing and scene.kind == "renewal" else None
    return {
        "as_of": day(scene.dossier.as_of), "since": day(since) if since else "", "rows": rows,
        "total": hours(sum(training.minutes for training in scene.trainings)),
    }  # fmt: skip


def _row(number: int, training: Training, tab: str, exam: str) -> dict[str, str]:
    """The fields EOIR asks for of each training (domain reference, 3.1); the template sets what stands between semicolons line by line."""
    return {
        "number": str(number),
        "title": title_of(training),
        "provider": ", ".join(filter(None, (training.provider, training.provider_address))),
        "dates": dates_of(training) or "none yet",
        "hours": f"{hours(training.minutes)} ({training.minutes:,} minutes)",
        "modes": modes_of(training),
        "topics": "; ".join(f"{topic.title} {unbroken(topic.minutes)}" for topic in training.topics if topic.minutes) or training.description,
        "certificate": _certificate(training, tab),
        "results": results_said(training, exam) or "none",
    }


def _certificate(training: Training, tab: str) -> str:
    number = training.certificate_number
    if tab:
        return tab if number in ("", "without a number") else f"{tab}, No. {number}"
    return "no certificate" if training.is_without_certificate else "no certificate on record"


PART = one_sheet("list_of_trainings", "F", "List of trainings", _data)
