"""What stands beside the answers for the form: the log, trainings without a certificate, other applications, and the versions so far."""

from dataclasses import dataclass
from datetime import date, datetime

from accreditation.dossier import Practice, Training
from accreditation.models import Application, FilingAnswers
from accreditation.policies.days import add_years
from accreditation.policies.filing_answers import YEARS_ASKED
from accreditation.queries.application_standing import standings_of
from accreditation.queries.outside_facts import outside_trainings
from accreditation.queries.practice_facts import practice_of
from lms.core.wording import day
from lms.people.api import names_of


@dataclass(frozen=True)
class VersionLine:
    """One version in the history: its number, by whom, and when."""

    number: int
    by: str
    at: datetime


def trainings_without_certificate(student: str) -> list[Training]:
    """Outside trainings that count, that were entered here, and have no document that proves them."""
    found = outside_trainings([student]).get(student, ())
    return [training for training in found if training.public_id and training.certificate_status != "valid"]


def practice_asked(student: str, today: date) -> Practice:
    """Confirmed practice of the last three years, which is what the form asks about."""
    return practice_of([student], today, add_years(today, -YEARS_ASKED))[student]


def applications_known(application: Application, today: date) -> str:
    """Earlier applications that Pathway knows, one a line, as a beginning of the answer. Those made elsewhere only the person knows."""
    others = Application.objects.filter(student=application.student).exclude(pk=application.pk).select_related("organization").order_by("pk")
    rows = [one for one in others if one.pk < application.pk]
    standings = standings_of(rows, today)
    return "\n".join(_line(one, standings[one.pk].dates) for one in rows if one.pk in standings)


def _line(one: Application, dates: dict[str, date]) -> str:
    when = dates.get("sent") or dates.get("decision") or dates.get("approval_effective")
    return f"{one.organization.legal_name}: {one.get_requested_level_display()}{f', {day(when)}' if when else ''}: {one.get_state_display()}."


def versions_of(application: Application) -> list[VersionLine]:
    """Every version, newest first, by whom and when; two queries."""
    rows = list(FilingAnswers.objects.filter(application=application).order_by("-number").values_list("number", "by", "at"))
    names = names_of({by for _number, by, _at in rows})
    return [VersionLine(number, names.get(by, "Somebody who left"), at) for number, by, at in rows]
