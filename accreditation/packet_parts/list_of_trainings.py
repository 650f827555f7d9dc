"""List of trainings, as EOIR asks for it; of a renewal, those since the last approval."""

from typing import Any

from accreditation.dossier import Training
from accreditation.packet_parts.base import Scene, one_sheet
from lms.core.wording import day, hours


def _data(scene: Scene) -> dict[str, Any]:
    tabs = {id(proof.training): f"Tab {proof.label}" for proof in scene.proofs}
    rows = [_row(number, training, tabs.get(id(training), "")) for number, training in enumerate(scene.trainings, start=1)]
    filing = scene.dossier.filing
    since = filing.last_approved_on if filing and scene.kind == "renewal" else None
    return {
        "as_of": day(scene.dossier.as_of), "since": day(since) if since else "", "rows": rows,
        "total": hours(sum(training.minutes for training in scene.trainings)),
    }  # fmt: skip


def _row(number: int, training: Training, tab: str) -> dict[str, str]:
    """The fields EOIR asks for of each training (domain reference, 3.1)."""
    dates = [day(date) for date in (training.first_date, training.last_date) if date]
    taken = [f"{result.title}: {result.percent} % ({'passed' if result.passed else 'not passed'})" for result in training.results if result.attempted]
    return {
        "number": str(number),
        "title": training.title,
        "provider": ", ".join(filter(None, (training.provider, training.provider_address))),
        "dates": " to ".join(dict.fromkeys(dates)) or "none yet",
        "hours": f"{hours(training.minutes)} ({training.minutes} minutes)",
        "modes": "; ".join(f"{mode.replace('_', ' ')}: {hours(minutes)}" for mode, minutes in sorted(training.minutes_by_mode.items())),
        "topics": "; ".join(f"{topic.title} {hours(topic.minutes)}" for topic in training.topics if topic.minutes) or training.description,
        "certificate": _certificate(training, tab),
        "results": "; ".join(taken) or training.test_result or "none",
    }


def _certificate(training: Training, tab: str) -> str:
    number = training.certificate_number
    if tab:
        return tab if number in ("", "without a number") else f"{tab}, No. {number}"
    return "no certificate" if training.is_without_certificate else "no certificate on record"


PART = one_sheet("list_of_trainings", "F", "List of trainings", _data)
