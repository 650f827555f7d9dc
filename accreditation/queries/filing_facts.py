"""Applications as plain data for the dossier, for many students at once."""

from collections.abc import Iterable
from datetime import date

from accreditation.dossier import Filing, Recipient
from accreditation.models import Application, ServiceMethod
from accreditation.policies.application_facts import Standing
from accreditation.policies.application_states import ACCREDITED, OPEN
from accreditation.policies.filing_answers import FormAnswers
from accreditation.queries.application_standing import standings_of
from accreditation.queries.filing_answers import RecipientStanding, answers_of, served_of
from lms.core.clock import end_of_day


def filings_of(students: Iterable[str], as_of: date, zone: str = "UTC", application: Application | None = None) -> dict[str, Filing]:
    """By public id of the student, the application that matters as of ``as_of``: the newest open request, or else the newest accreditation, or the newest.

    With ``application``, that one, whatever else the student has. From events recorded before the end of that day in ``zone``; a constant number of queries.
    """
    known = Application.objects.filter(student__in=set(students), opened_at__lt=end_of_day(as_of, zone))
    rows = list((known.filter(pk=application.pk) if application else known).select_related("renews").order_by("pk"))
    standings = standings_of(rows, as_of, as_of=as_of, zone=zone)
    chosen: dict[str, Application] = {}
    for row in rows:
        if row.pk in standings and (row.student not in chosen or _rank(standings[row.pk]) >= _rank(standings[chosen[row.student].pk])):
            chosen[row.student] = row
    pks = [row.pk for row in chosen.values()]
    said, served = answers_of(pks, as_of, zone), served_of(pks, as_of, zone)
    return {
        student: _filing(row, standings[row.pk], said[row.pk].answers if row.pk in said else FormAnswers(), served.get(row.pk, []))
        for student, row in chosen.items()
    }  # fmt: skip


def _rank(standing: Standing) -> int:
    return 2 if standing.state in OPEN else 1 if standing.state in ACCREDITED else 0


def _filing(row: Application, standing: Standing, said: FormAnswers, served: list[RecipientStanding]) -> Filing:
    before = row.renews
    return Filing(
        public_id=row.public_id,
        scheme=row.scheme,
        state=standing.state,
        requested_level=row.requested_level,
        granted_level=standing.granted_level,
        role=row.role,
        role_title=row.role_title,
        last_approved_on=before.approved_on if before else None,
        last_level=before.granted_level if before else "",
        expires_printed=standing.dates.get("expires_printed") or (before.expires_on if before else None),
        prior_applications=said.prior_applications,
        not_attorney=row.not_attorney if said.not_attorney is None else said.not_attorney,
        frequency_uscis=said.frequency_uscis,
        frequency_eoir=said.frequency_eoir,
        service_method=ServiceMethod(said.service_method).label.lower() if said.service_method else "",
        server=said.server,
        without_certificate=said.without_certificate,
        recipients=tuple(_recipient(one) for one in served),
        dates={**standing.dates, **({"graduation_expected": row.graduates_on} if row.graduates_on else {})},
    )


def _recipient(standing: RecipientStanding) -> Recipient:
    row, confirmed = standing.recipient, standing.confirmed
    return Recipient(name=row.name, address=row.address, confirmed_on=confirmed.on if confirmed else None)
