"""Setting rules of a program: always a new number, for those who begin from a day on."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accreditation.dossier import ProgramRules
from accreditation.models import ProgramRuleSet
from assessments.api import assessments_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def set_program_rules(*, program: Any, rules: ProgramRules, in_force_from: date, reason: str, by: Any) -> ProgramRuleSet:
    """Keep ``rules`` as the program's next number (``rules.version`` is ignored), for places that begin on ``in_force_from`` or later.

    Raises ``Invalid`` for percents out of range, an assessment that is not the program's, a day that is over where ``by`` is, or no reason;
    ``Conflict`` when somebody else set rules at the same time.
    """
    require(by, "accreditation.set_program_rules", program)
    problems = _problems(program, rules, in_force_from, reason, local_date(now(), by.time_zone))
    if problems:
        raise Invalid(*problems)
    newest = ProgramRuleSet.objects.filter(program=program).order_by("-number").first()
    values = {name: value for name, value in asdict(rules).items() if name != "version"}
    try:
        with transaction.atomic():
            rule_set = ProgramRuleSet.objects.create(
                program=program, number=newest.number + 1 if newest else 1, program_version=program.version, in_force_from=in_force_from,
                reason=reason.strip(), set_by=by.public_id, set_at=now(), **values,
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("Somebody else set rules of this program just now. Look at theirs first.", code="set_meanwhile") from None
    record_event(
        "accreditation.rules_set", by=by, subject_kind="program", subject_id=program.slug,
        data={"program": program.title, "number": rule_set.number, "reason": rule_set.reason},
    )  # fmt: skip
    return rule_set


def _problems(program: Any, rules: ProgramRules, in_force_from: date, reason: str, today: date) -> list[str]:
    problems = []
    if not 1 <= rules.minimum_percent <= 100:
        problems.append("The share of each track is a percent from 1 to 100.")
    if not 0 <= rules.attendance_percent <= 100 or not 0 <= rules.exam_percent <= 100:
        problems.append("The share of live hours and the mark of the exam are percents from 0 to 100.")
    known = {page.slug for page in assessments_of(program)}
    asked = filter(None, (rules.exam, rules.ethics, rules.mock_interview))
    problems += [f"“{slug}” is no assessment of this program." for slug in asked if slug not in known]
    if in_force_from < today:
        problems.append("Rules hold from today on at the earliest: nobody who began before is touched.")
    if not reason.strip():
        problems.append("Say why; the reason is kept with the rules.")
    return problems
