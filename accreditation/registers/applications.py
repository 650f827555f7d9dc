"""Applications and organizations: the clock, events, notices, what waits, and what stands on calendars."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accreditation.actions.remind_deadlines import TOLD_TO_STUDENTS
from accreditation.models import Application, OfficerReview
from accreditation.queries.deadlines import dues_of_applications, live_applications
from accreditation.rules.organizations import duties_settled_by
from accreditation.rules.sharing import shared_packets
from accreditation.tasks import applications as tasks
from curriculum.api import CalendarItem, calendar_contributors, roster
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.waiting import Waiting
from lms.jobs.api import register_sweep
from lms.notices.api import DAILY, register_notice_kind

HOUR = 3600

register_sweep("accreditation.application_clocks", tasks.keep_clocks, HOUR)
register_event_kind("accreditation.application_opened", "{actor} opened an application: {filing}")
register_event_kind("accreditation.application_moved", "{actor} recorded a step of an application: {move}")
register_event_kind("accreditation.application_moved_by_clock", "The calendar moved an application: {move}")
register_event_kind("accreditation.packet_reviewed", "{actor} reviewed a packet: {outcome}")
register_event_kind("accreditation.duty_opened", "A duty of {organization} arose: {duty}")
register_event_kind("accreditation.duty_settled", "{actor} settled a duty of {organization}: {duty}")
register_event_kind("accreditation.role_changed", "{actor} changed on an application: {what}")
register_event_kind("accreditation.organization_changed", "{actor} changed {organization}: {sentence}")
register_event_kind("accreditation.program_notice_added", "{actor} added what is known of EOIR’s program: {happened}")
register_event_kind("accreditation.form_edition_added", "{actor} recorded an edition of a form: {edition}")
register_event_kind("accreditation.form_edition_compared", "{actor} compared {edition} with the official form: {said}")
register_notice_kind(
    "accreditation.application_moved", "Applications", reason="You get this because the application is yours, or you keep it.",
    roles=("student", "coordinator", "officer", "administrator"),
)  # fmt: skip
register_notice_kind(
    "accreditation.deadline", "Deadlines of applications and organizations", reason="You get this because you keep this deadline.", stoppable=False,
    usual=DAILY,
    roles=("student", "coordinator", "officer", "administrator"),
)  # fmt: skip


def packets_to_review(person: Any) -> Waiting | None:
    """Packets that an officer has not decided about; neither their own nor those they prepared."""
    if not person.has_perm("accreditation.review_application"):
        return None
    found = Application.objects.filter(shared_packets(person, "officer"), state="ready_for_ao").exclude(student=person.public_id)
    newest = OfficerReview.objects.filter(application=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    found = found.alias(outcome=Coalesce(Subquery(newest), Value(""))).exclude(outcome="ready")
    mine = found.exclude(pk__in=Application.objects.filter(events__move="check_done", events__by=person.public_id).values("pk"))
    return Waiting(mine.count(), "packet to review", reverse("applications:list"), "packets to review")


def duties_to_settle(person: Any) -> Waiting | None:
    """What is to be reported or agreed on."""
    if not person.has_perm("accreditation.settle_duty"):
        return None
    count = duties_settled_by(person).filter(settled_on__isnull=True).count()
    return Waiting(count, "change to report or agree on", reverse("applications:deadlines"), "changes to report or agree on")


waiting.register("accreditation.reviews", packets_to_review)
waiting.register("accreditation.duties", duties_to_settle)


def deadlines_of_cohort(cohort: Any, enrollment: Any) -> Iterable[CalendarItem]:
    """A student's own deadlines in words; on the cohort's calendar, which more people read, only that there is one."""
    places = [enrollment.public_id] if enrollment else [place.public_id for place in roster(cohort)]
    for due in dues_of_applications(live_applications().filter(enrollment__in=places)):
        if enrollment and due.deadline.rule not in TOLD_TO_STUDENTS:
            continue
        label = "Legal deadline" if due.deadline.is_legal else "House deadline"
        url = reverse("application:mine") if enrollment else due.url
        title = due.deadline.title if enrollment else "An application"
        yield CalendarItem(f"application-{due.key}", "application", label, title, due.deadline.on, url=url)


calendar_contributors.register("accreditation.applications", deadlines_of_cohort)
