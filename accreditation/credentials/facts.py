"""What a certificate prints (domain reference, 3.1): number, provider and address, legal name, title, dates, hours, modes, topics, results, signatory."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.dossier import Result, Training
from lms.core.wording import day, hours

FUNDAMENTALS = "fundamentals of immigration law, procedure and practice"
MOST_TESTS = 3
"""Tests that a sentence names one by one."""


@dataclass(frozen=True)
class Wording:
    """What a program says on its certificates of one track; empty texts mean the usual ones. ``validity_months``: none means for good."""

    title: str = "Certificate of completion"
    course: str = ""
    text: str = ""
    provider: str = ""
    provider_address: str = ""
    validity_months: int | None = None
    by_rule: bool = False


def certificate_facts(
    training: Training, wording: Wording, *, name: str, number: str, verify_url: str, issued_on: date, signatory: Any, mode_labels: dict[str, str],
    achievement: str, ledger: tuple[int, str], replaces: tuple[str, date] | None, exam: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Everything that is printed, as text; minutes are whole and hours are said from them, so nothing is rounded up.

    ``exam`` is the slug of the final examination; its result is said apart, as it stands on the first page.
    """
    dates = [day(date) for date in (training.first_date, training.last_date) if date]
    until = months_later(issued_on, wording.validity_months) if wording.validity_months else None
    return {
        "title": wording.title,
        "text": wording.text,
        "provider": wording.provider or training.provider,
        "provider_address": wording.provider_address,
        "name": name,
        "course": wording.course or (f"{training.title}: {FUNDAMENTALS}" if training.is_fundamentals else training.title),
        "dates": " to ".join(dict.fromkeys(dates)),
        "first_date": training.first_date.isoformat() if training.first_date else "",
        "last_date": training.last_date.isoformat() if training.last_date else "",
        "hours": hours(training.minutes),
        "minutes": training.minutes,
        "modes": "; ".join(f"{mode_labels[mode]}: {hours(minutes)}" for mode, minutes in sorted(training.minutes_by_mode.items())),
        "examination": _said([result for result in training.results if result.attempted and result.assessment == exam]),
        "results": _said([result for result in training.results if result.attempted]) or "No formal test",
        "criteria": _criteria(training),
        "issued": day(issued_on),
        "valid_until": until.isoformat() if until else "",
        "valid_until_said": day(until) if until else "",
        "number": number,
        "verify_url": verify_url,
        "signatory": signatory.name,
        "signatory_title": signatory.title,
        "signatory_since": day(signatory.appointed_from),
        "topics": [{"title": topic.title, "hours": hours(topic.minutes), "minutes": topic.minutes} for topic in training.topics if topic.minutes],
        "achievement": achievement,
        "rests_on": f"Entry {ledger[0]} of the holder’s ledger, SHA-256 {ledger[1]}.",
        "replaces": f"No. {replaces[0]}, issued {day(replaces[1])}" if replaces else "",
    }


def _said(results: list[Result]) -> str:
    return "; ".join(f"{one.title}: {one.percent} %, {'passed' if one.passed else 'not passed'} (pass mark {one.pass_percent} %)" for one in results)


def _criteria(training: Training) -> str:
    asked = [f"{training.minimum_percent} % of {hours(training.stated_minutes)}"]
    asked += ["credited time in every required topic"] if training.all_required_topics else []
    asked += _tests(training)
    return f"The program asks for: {'; '.join(asked)}."


def _tests(training: Training) -> list[str]:
    """Each required test; of many, how many at which pass mark, as the results name them."""
    needed = [result for result in training.results if result.required]
    if len(needed) <= MOST_TESTS:
        return [f"“{result.title}” passed with {result.pass_percent} %" for result in needed]
    marks = sorted({result.pass_percent for result in needed})
    return [f"{sum(result.pass_percent == mark for result in needed)} required tests passed with {mark} %" for mark in marks]


def months_later(start: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month (Jan 31 and one month: Feb 28)."""
    years, month = divmod(start.month - 1 + months, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return date(start.year + years, month + 1, min(start.day, last))
        except ValueError:
            continue
    raise ValueError("No such month.")
