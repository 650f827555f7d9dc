"""An organization's annual summary (8 CFR 1292.14(b)(2)): counts of a calendar year, nobody's name, each with its source and how sure we are of it.

What the regulation asks for and Pathway does not know, numbers of clients above all, stands there as a line to fill in by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from accreditation.models import Application, Duty, Entry, PracticeEntry, SponsoringOrganization
from accreditation.models.entry import SourceKind
from accreditation.models.matter import CaseCategory
from accreditation.models.practice import EntryState, Forum, Task
from accreditation.policies.application_facts import FULL, PARTIAL
from accreditation.policies.application_states import GRANTED
from accreditation.policies.sharing import HOURS
from accreditation.queries.application_standing import standings_of
from accreditation.queries.hours import CATEGORY_LABELS, category_minutes
from accreditation.rules.sharing import rows_for_organization

SUMMARY, FEES, REPORTS = "8 CFR 1292.14(b)(2)", "8 CFR 1292.14(b)(1)", "8 CFR 1292.14(a)"
OURS = "records of this program"
KEPT_YEARS = 6
RETENTION = "Keep it six years from the day it was made, while the organization is recognized (8 CFR 1292.14(b); confidence A)."
ONE = {"people": "person", "confirmed entries": "confirmed entry", "duties": "duty"}


@dataclass(frozen=True)
class Line:
    """One figure. ``value`` is whole, ``None`` where it is to be filled in by hand; ``unit`` counts it; ``mark`` is how sure the source is (A to D)."""

    section: str
    label: str
    value: int | None
    unit: str
    source: str
    mark: str

    @property
    def counted(self) -> str:
        """The figure with its unit: “1 person”, “3 duties”."""
        return f"{self.value} {ONE.get(self.unit, self.unit.removesuffix('s')) if self.value == 1 else self.unit}"


@dataclass(frozen=True)
class AnnualSummary:
    organization: SponsoringOrganization
    year: int
    lines: list[Line]
    said: list[tuple[date, str]]

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        titles = dict.fromkeys(line.section for line in self.lines)
        return [(title, [line for line in self.lines if line.section == title]) for title in titles]


def annual_summary(organization: SponsoringOrganization, year: int) -> AnnualSummary:
    """The summary of ``year``; as many queries whatever the number of people."""
    slugs = sorted(campus.slug for campus in organization.campuses.all())
    first, last = date(year, 1, 1), date(year, 12, 31)
    lines = [
        *_people(organization, first, last), *_trainings(slugs, year), *_practice(slugs, first, last), *_services(), *_fees(organization, first, last),
        *_duties(organization, first, last),
    ]  # fmt: skip
    changes = organization.changes.filter(effective_on__range=(first, last)).order_by("effective_on", "pk")
    return AnnualSummary(organization, year, lines, [(one.effective_on, one.sentence) for one in changes])


def _people(organization: SponsoringOrganization, first: date, last: date) -> Iterable[Line]:
    title = "People"
    mine = Application.objects.filter(organization=organization)
    accredited = _accredited_on(last, mine)
    partially = accredited[PARTIAL] - accredited[FULL]
    yield Line(title, "Partially accredited on December 31, by the printed dates", len(partially), "people", OURS, "A")
    yield Line(title, "Fully accredited on December 31, by the printed dates", len(accredited[FULL]), "people", OURS, "A")
    yield Line(title, "Approved in the year", _persons(mine.filter(approved_on__range=(first, last))), "people", OURS, "A")
    yield Line(title, "Filed in the year", mine.filter(sent_on__range=(first, last)).count(), "requests", OURS, "A")
    begun = mine.filter(opened_at__date__range=(first, last), is_earlier=False)
    yield Line(title, "Applications begun in the year", begun.count(), "applications", OURS, "A")


def _accredited_on(day: date, applications: QuerySet[Application]) -> dict[str, set[str]]:
    """By level, who held a valid accreditation on ``day``, by what is known now of that day: whatever state it came to later, whenever it was recorded.

    One that had ended by then, or whose place a later approval had taken, does not count.
    """
    valid = list(applications.filter(state__in=GRANTED, approved_on__lte=day, expires_on__gte=day))
    replaced = set(Application.objects.filter(renews__in=valid, approved_on__lte=day).values_list("renews", flat=True))
    standings = standings_of(valid, day)
    found: dict[str, set[str]] = {PARTIAL: set(), FULL: set()}
    for one in valid:
        ended = standings[one.pk].dates.get("terminated_effective") if one.pk in standings else None
        if one.pk not in replaced and (ended is None or ended > day):
            found[one.granted_level].add(one.student)
    return found


def _persons(applications: QuerySet[Application]) -> int:
    return applications.order_by().values("student").distinct().count()


def _trainings(slugs: list[str], year: int) -> Iterable[Line]:
    """Credited minutes by the fold behind every other figure; an entry counts in the year in which it ended."""
    title = "Training"
    entries = Entry.objects.filter(rows_for_organization(slugs, HOURS), occurred_to__year=year)
    by_category = category_minutes(entries)
    people = entries.order_by().values("student").distinct().count()
    yield Line(title, "People credited with training", people, "people", OURS, "A")
    for kind, label in ((SourceKind.LIVE_SESSION, "Live sessions held"), (SourceKind.EXTERNAL_TRAINING, "Outside trainings credited")):
        yield Line(title, label, entries.filter(source_kind=kind).order_by().values("source_id").distinct().count(), "trainings", OURS, "A")
    for key, label in CATEGORY_LABELS.items():
        if by_category.get(key):
            yield Line(title, f"Credited: {label}", by_category[key], "minutes", OURS, "A")
    yield Line(title, "Credited in all", sum(by_category.values()), "minutes", OURS, "A")


def _practice(slugs: list[str], first: date, last: date) -> Iterable[Line]:
    """Confirmed practice by category, task and forum: counts of work, not of clients."""
    title = "Supervised practice"
    rows = PracticeEntry.objects.filter(rows_for_organization(slugs, HOURS), state=EntryState.CONFIRMED, date__range=(first, last)).order_by()
    for field, kinds in (("matter__category", CaseCategory), ("task", Task), ("forum", Forum)):
        counts: dict[str, tuple[int, int]] = {key: (count, minutes) for key, count, minutes in rows.values_list(field).annotate(Count("pk"), Sum("minutes"))}
        for key, label in kinds.choices:
            if key in counts:
                yield Line(title, str(label), counts[key][0], "confirmed entries", OURS, "A")
    yield Line(title, "Confirmed in all", rows.aggregate(total=Sum("minutes"))["total"] or 0, "minutes", OURS, "A")


def _services() -> Iterable[Line]:
    """What the regulation asks for and is not kept here: client data stays with the organization."""
    title = "Services, to fill in from the organization’s own records"
    for label, mark in (
        ("Clients served in all: intakes, filings with DHS, appearances before courts and the Board, referrals", "A"),
        ("Services given at each office", "C"),
        ("Clients helped free or at reduced cost", "C"),
        ("Pro bono referrals and outreach: sources and number", "C"),
    ):
        yield Line(title, label, None, "", SUMMARY, mark)


def _fees(organization: SponsoringOrganization, first: date, last: date) -> Iterable[Line]:
    title = "Fees and legal support"
    in_year = {"effective_on__range": (first, last)}
    yield Line(title, "Fee schedules that began in the year", organization.fee_schedules.filter(**in_year).count(), "schedules", FEES, "A")
    charged = organization.fee_schedules.filter(effective_on__lte=last, charges_fees=True).count()
    yield Line(title, "Schedules recorded by then under which fees are charged", charged, "schedules", FEES, "A")
    support: Any = organization.support
    yield Line(title, "Agreements on legal support that began", support.filter(agreed_on__range=(first, last)).count(), "agreements", OURS, "A")
    yield Line(title, "Agreements on legal support that ended", support.filter(ends_on__range=(first, last)).count(), "agreements", OURS, "A")


def _duties(organization: SponsoringOrganization, first: date, last: date) -> Iterable[Line]:
    title = "Duties to report"
    mine = Duty.objects.filter(organization=organization, arose_on__range=(first, last))
    yield Line(title, "Arose in the year", mine.count(), "duties", REPORTS, "A")
    yield Line(title, "Of these reported, with proof", mine.filter(settled_on__isnull=False).count(), "duties", REPORTS, "A")
    yield Line(title, "Of these still open", mine.filter(settled_on__isnull=True).count(), "duties", REPORTS, "A")
