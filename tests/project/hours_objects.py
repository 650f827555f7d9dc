"""Outside training, adjustments, batches and questions of the world's students, and the arguments of their routes; see ``route_objects``."""

from datetime import date
from typing import Any

from django.utils import timezone

from accreditation.models import Adjustment, BatchLine, HoursBatch, HoursDispute, HoursMessage, OutsideTraining
from lms.people.models import User
from lms.vault.api import seal_text
from tests.factories.canary import canary
from tests.project.curriculum_world import TRACK, cohort_of
from tests.project.route_objects import Factory, fixed, obj, of_enrollment
from tests.project.world import World, part


@part
def hours(world: World) -> None:
    """One of each for every student, proposed by somebody who left."""
    world.outside, world.adjustments, world.hours_disputes, world.batches = {}, {}, {}, {}
    for enrollment in world.enrollments.values():
        student, slug, cohort = enrollment.student, enrollment.cohort.campus.slug, enrollment.cohort
        name, key = student.public_id, student.legal_last_name
        about = {"student": name, "enrollment": enrollment.public_id, "campus": slug}
        proposed = {"proposed_by": "gone", "proposed_at": timezone.now()}
        world.outside[student.pk] = OutsideTraining.objects.create(
            **about, **proposed, title=canary(slug, "outsidetitle", key), provider=canary(slug, "provider", key), first_on=date(2026, 9, 2),
            last_on=date(2026, 9, 2), minutes=60, mode="in_person", category="law_contact", topics={"ethics_upl": 60},
        )  # fmt: skip
        world.adjustments[student.pk] = Adjustment.objects.create(
            **about, **proposed, track=TRACK, category="skills", mode="in_person", title=canary(slug, "adjusted", key), occurred_on=date(2026, 9, 2),
            minutes=5, topics={"ethics_upl": 5}, sealed_reason=seal_text(name, canary(slug, "adjustmentreason", key)),
        )  # fmt: skip
        dispute = HoursDispute.objects.create(**about, seq=1, opened_at=timezone.now(), due_on=date(2026, 12, 1))
        HoursMessage.objects.create(
            dispute=dispute, author=name, step="open", at=timezone.now(), sealed_text=seal_text(name, canary(slug, "hoursquestion", key))
        )  # fmt: skip
        world.hours_disputes[student.pk] = dispute
        if cohort.pk not in world.batches:
            world.batches[cohort.pk] = HoursBatch.objects.create(
                **proposed, kind="outage", cohort=cohort.slug, campus=slug, title=canary(slug, "batch"), sealed_reason=seal_text("gone", "x")
            )  # fmt: skip
        BatchLine.objects.create(
            batch=world.batches[cohort.pk], number=world.batches[cohort.pk].lines.count() + 1, student=name, enrollment=enrollment.public_id, title="x",
            provider="x", category="skills", mode="in_person", first_on=date(2026, 9, 2), last_on=date(2026, 9, 2), minutes=5, topics={"ethics_upl": 5},
        )  # fmt: skip


def _of(rows: str) -> Factory:
    """A row about the owner; nobody but students has one."""

    def factory(world: World, owner: User) -> dict[str, Any] | None:
        row = getattr(world, rows).get(owner.pk)
        return row and {"public_id": row.public_id}

    return factory


def _batch(world: World, owner: User) -> dict[str, Any]:
    return {"public_id": world.batches[cohort_of(world, owner).pk].public_id}


for _name in ("outside", "outside_again", "outside_withdraw", "decide_outside"):
    obj(f"hours:{_name}", "outside training", _of("outside"))
for _name in ("decide_adjustment", "adjustment_withdraw"):
    obj(f"hours:{_name}", "adjustment", _of("adjustments"))
for _name in ("dispute", "dispute_settle"):
    obj(f"hours:{_name}", "question", _of("hours_disputes"))
for _name in ("batch", "batch_reverse", "batch_withdraw", "decide_batch"):
    obj(f"hours:{_name}", "batch", _batch)
for _name in ("outside_new", "ask_about_day", "adjust"):
    obj(f"hours:{_name}", "enrollment", of_enrollment())
for _name in ("batches", "outage", "paper"):
    obj(f"hours:{_name}", "cohort", lambda world, owner: {"cohort": cohort_of(world, owner).slug})
fixed("hours:ask_about_entry", "first entry", seq=1)
