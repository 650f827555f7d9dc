"""Whether a person may represent people today, by law and not by what a job has done so far (8 CFR 1292.1(a)(4), 1292.12, 1292.16(b))."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accreditation.policies.application_facts import FULL, Standing
from accreditation.policies.application_states import ACCREDITED
from lms.core.wording import day as said


@dataclass(frozen=True)
class Answer:
    """``sentence`` is said to the person; ``mark`` is how sure the reference is of the rule behind it."""

    may: bool
    sentence: str
    mark: str = "A"


def representation(standing: Standing, today: date, *, organization: str, in_force: bool) -> Answer:
    """The answer for one application. ``in_force``: the organization is recognized on ``today``."""
    if standing.state not in ACCREDITED:
        return Answer(False, _("You may not represent anybody. Work only under the attorney of record, who stays responsible (8 CFR 1292.1(a))."))
    facts = {"effective": said(standing.dates["approval_effective"]), "expires": said(standing.dates["expires_printed"]), "organization": organization}
    if today < standing.dates["approval_effective"]:
        return Answer(False, _("Your accreditation begins on %(effective)s. Until then you may not represent anybody.") % facts)
    if not in_force:
        sentence = _("Your accreditation depends on the recognition of %(organization)s, and no recognition in force is recorded. Ask the officer first.")
        return Answer(False, sentence % facts)
    is_over = today > standing.dates["expires_printed"]
    if is_over and standing.state != "renewal_pending":
        return Answer(False, _("Your accreditation expired on %(expires)s. You may not represent anybody.") % facts)
    return Answer(True, _allowed(standing.granted_level, is_over=is_over) % facts)


def _allowed(level: str, *, is_over: bool) -> str:
    if level == FULL and is_over:
        sentence = _("You may represent people before DHS, the immigration courts and the Board, through %(organization)s only: your renewal is pending.")
    elif level == FULL:
        sentence = _("You may represent people before DHS, the immigration courts and the Board, through %(organization)s only, through %(expires)s.")
    elif is_over:
        sentence = _("You may represent people before DHS only, not the courts, through %(organization)s only: your renewal is pending.")
    else:
        sentence = _("You may represent people before DHS only, not the courts, through %(organization)s only, through %(expires)s.")
    return sentence
