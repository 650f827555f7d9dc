"""How long documents are kept: rules as data, and the day on which one may be removed.

The periods are ours (domain reference, 7.3, a proposal); the law behind each is named where there is one. Two rules go before every period:
a legal hold keeps everything, and what still waits for a decision is kept.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as mark

NEVER_FILED_MONTHS = 24
WITHDRAWN_DAYS = 30
After = Literal["decision", "status", "superseded"]
_AFTER: dict[After, str] = {
    "decision": mark("%(time)s after the decision on the filing"), "status": mark("%(time)s after the accreditation ends"),
    "superseded": mark("%(time)s after it was replaced or withdrawn"),
}  # fmt: skip


@dataclass(frozen=True)
class Retention:
    """Kept ``months`` or ``days`` after the decision on the filing, after the person's accreditation ends, or after a newer one took its place.

    ``floor`` holds where an organization may lengthen the time but not shorten it.
    """

    after: After
    source: str
    mark: str
    months: int = 0
    days: int = 0
    floor: bool = False

    @property
    def words(self) -> str:
        """The rule in the language of the page, to stand after “Kept” or “Kept until”."""
        return gettext(_AFTER[self.after]) % {"time": self._time}

    @property
    def _time(self) -> str:
        if not self.months:
            return ngettext("%(count)s day", "%(count)s days", self.days) % {"count": self.days}
        years, rest = divmod(self.months, 12)
        if not rest and years > 1:
            return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
        return ngettext("%(count)s month", "%(count)s months", self.months) % {"count": self.months}


@dataclass(frozen=True)
class Life:
    """What is known of the person or organization that a document is about. ``filed`` once it was part of a filing.

    ``last_activity`` is the day on which anything last happened with them here. Days are campus days.
    """

    last_activity: date
    filed: bool = False
    decided_on: date | None = None
    status_ends_on: date | None = None
    has_status: bool = False


LETTERS = Retention("decision", "House rule: until the decision is final and a year after it", "D", months=12)
TRAINING = Retention("status", "House rule: the term of accreditation and the next decision, at least 7 years", "D", months=84)
ORIGINALS = Retention("status", "OP notice of 2020: originals of what was filed by e-mail are kept; six years are ours", "A", months=72, floor=True)
FILED_PACKET = Retention(
    "status", "As the originals of what was filed, which the OP notice of 2020 says to keep; six years are ours", "D", months=72, floor=True
)  # fmt: skip
CHECKS = Retention("decision", "House rule: 90 days after the decision", "D", days=90)
ORGANIZATION = Retention("superseded", "House rule, after 8 CFR 1292.14(b): six years", "B", months=72, floor=True)


def may_go_on(rule: Retention, life: Life, *, closed_on: date | None, withdrawn: bool) -> date | None:
    """The first day on which a document may be removed; ``None`` while nothing tells when.

    ``closed_on`` is when it was withdrawn, rejected or replaced. What a student took back before anything was filed goes after 30 days.
    Worked example: a letter, filed, decided on March 3, 2026: from March 4, 2027 on. Never filed, last activity on May 31, 2026: from June 1, 2028 on.
    """
    last = _last_day(rule, life, closed_on, withdrawn)
    return last + timedelta(days=1) if last else None


def _last_day(rule: Retention, life: Life, closed_on: date | None, withdrawn: bool) -> date | None:
    if rule.after == "superseded":
        return _later(closed_on, rule) if closed_on else None
    if not life.filed:
        if withdrawn and closed_on:
            return closed_on + timedelta(days=WITHDRAWN_DAYS)
        return months_later(life.last_activity, NEVER_FILED_MONTHS)
    if rule.after == "status" and life.has_status:
        return _later(life.status_ends_on, rule) if life.status_ends_on else None
    return _later(life.decided_on, rule) if life.decided_on else None


def _later(day: date, rule: Retention) -> date:
    return months_later(day, rule.months) + timedelta(days=rule.days)


def months_later(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the month's last day where it has no such day: Aug 31 and six months is Feb 28."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
