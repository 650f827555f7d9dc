"""Entries of the ledger, from each of its sources, and the anchors over them."""

from datetime import date
from typing import Any

from django.utils import timezone

from accreditation.actions.confirm_practice import confirm_practice
from accreditation.actions.decide_adjustment import approve_adjustment
from accreditation.actions.decide_batch import approve_batch
from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.post_batch import post_batch
from accreditation.actions.propose_correction import propose_correction
from accreditation.actions.send_anchor import send_anchor
from accreditation.actions.send_practice import send_practice
from accreditation.actions.take_anchor import take_anchor
from accreditation.actions.write_practice import change_practice
from accreditation.ledger.append import append
from accreditation.ledger.reverse import reverse
from accreditation.models import Adjustment, Anchor, Correction, HoursBatch, OutsideTraining, PracticeEntry, SupervisingAttorney
from accreditation.queries.batches import batch_called
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.decide_attestation import approve_attestation
from curriculum.api import newest_snapshot
from curriculum.models import Attestation, LessonPage, LiveSession
from curriculum.queries.attendance import attendance_rows, seen_mark
from lms.core.canonical import sha256_hex
from lms.people.models import MailedLink, Membership, User
from lms.vault.api import seal_text
from tests.factories.certificates import credited
from tests.factories.evidence import organization
from tests.factories.hours import adjustment, outage, outside
from tests.factories.ledger import draft
from tests.factories.live import live_session, was_there
from tests.factories.practice import attorney_on_record, link_of, matter_of, sent_entry, work
from tests.torture.write_paths.base import World, WritePath, person

ATTENDANCE = ("attendance.after_sheet", "attendance.between_entries", "attendance.before_commit")
LEDGER = ("ledger.after_insert", "ledger.before_commit")


def to_append(world: World) -> dict[str, Any]:
    return {"student": world.place().student.public_id}


def append_entry(student: str) -> int:
    return append(draft(student=student, reason="As the sheet says.")).entry.seq


def to_reverse(world: World) -> dict[str, Any]:
    place = world.place()
    return {"student": place.student.public_id, "seq": credited(place).seq}


def reverse_entry(student: str, seq: int) -> int:
    return reverse(student=student, seq=seq, recorded_by="x", approved_by="y", reason="It was counted twice.").entry.seq


def to_adjust(world: World) -> dict[str, Any]:
    place = world.place()
    credited(place)
    made = adjustment(place, world.person("coordinator", place, "proposer"))
    return {"public_id": made.public_id, "email": world.person("coordinator", place).email}


def adjust(public_id: str, email: str) -> int | None:
    return approve_adjustment(adjustment=Adjustment.objects.get(public_id=public_id), by=person(email)).entry_seq


def to_credit_outside(world: World) -> dict[str, Any]:
    place = world.place()
    return {"public_id": outside(place).public_id, "email": world.person("coordinator", place).email}


def credit_outside(public_id: str, email: str) -> str:
    return approve_outside_training(training=OutsideTraining.objects.get(public_id=public_id), by=person(email)).state


def to_correct(world: World) -> dict[str, Any]:
    place = world.place()
    proposer = world.person("coordinator", place, "proposer")
    made = propose_correction(entry=credited(place), minutes=10, category="skills", topic="", reason="It was ten.", by=proposer)
    return {"pk": made.pk, "email": world.person("coordinator", place).email}


def correct(pk: int, email: str) -> str:
    return approve_correction(correction=Correction.objects.get(pk=pk), by=person(email)).state


def to_post_batch(world: World) -> dict[str, Any]:
    place = world.place()
    batch = outage(place.cohort, [place], world.person("coordinator", place, "proposer"))
    approve_batch(batch=batch, by=world.person("coordinator", place))
    return {"public_id": batch.public_id}


def post(public_id: str) -> dict[str, str]:
    batch: HoursBatch | None = batch_called(public_id)
    assert batch is not None
    return post_batch(batch=batch).refused


def to_confirm_practice(world: World) -> dict[str, Any]:
    place = world.place()
    attorney = attorney_on_record(place.cohort.campus, number=str(100_000 + world.number))
    entry = sent_entry(matter_of(place, attorney=attorney), place.student)
    return {"entry": entry.pk, "attorney": attorney.pk, "link": link_of(attorney).pk}


def confirm(entry: int, attorney: int, link: int) -> str:
    entries = [PracticeEntry.objects.get(pk=entry)]
    confirm_practice(entries=entries, attorney=SupervisingAttorney.objects.get(pk=attorney), link=MailedLink.objects.get(pk=link), attested=True)
    return PracticeEntry.objects.get(pk=entry).state


def to_confirm_changed_practice(world: World) -> dict[str, Any]:
    """The student corrected what was confirmed: the earlier version is taken back with the new one."""
    asked = to_confirm_practice(world)
    confirm(**asked)
    earlier = PracticeEntry.objects.get(pk=asked["entry"])
    student = User.objects.get(public_id=earlier.student)
    changed = change_practice(entry=earlier, work=work(minutes=60), by=student)
    return {**asked, "entry": send_practice(entry=changed, by=student).pk}


def to_confirm_attendance(world: World) -> dict[str, Any]:
    place = world.place()
    teacher = world.person("instructor", place)
    session = live_session(place.cohort, teacher)
    was_there(session, place, teacher, 0, 90)
    return {"session": session.pk, "seen": seen_mark(attendance_rows(session)), "email": teacher.email}


def attend(session: int, seen: str, email: str) -> int:
    return confirm_attendance(session=LiveSession.objects.get(pk=session), seen=seen, by=person(email)).version


def to_attest(world: World) -> dict[str, Any]:
    place, lesson = world.place(), LessonPage.objects.get(slug="two")
    attestation = Attestation(
        student=place.student, enrollment=place, lesson=lesson, snapshot=newest_snapshot(lesson.pk), minutes=5, studied_on=date(2026, 10, 5),
        sealed_reason=seal_text(place.student.public_id, "x"), reason_sha256=sha256_hex(b"x"), stated_at=timezone.now().replace(microsecond=0),
    )  # fmt: skip
    attestation.sha256 = attestation.fingerprint
    attestation.save()
    return {"pk": attestation.pk, "email": world.person("coordinator", place).email}


def attest(pk: int, email: str) -> bool:
    return approve_attestation(attestation=Attestation.objects.get(pk=pk), by=person(email)).approved


def to_anchor(world: World) -> dict[str, Any]:
    """What came before is anchored and one officer gets the letter, so that each round adds as much."""
    take_anchor()
    Membership.objects.filter(role="officer", ended_at__isnull=True).update(ended_at=timezone.now())
    place = world.place()
    organization(place.cohort.campus)
    world.person("officer", place)
    credited(place)
    return {}


def anchor() -> int:
    take_anchor()
    newest = Anchor.objects.last()
    assert newest is not None
    send_anchor(newest)
    return newest.number


PATHS = [
    WritePath("entry", to_append, append_entry, (*LEDGER, "vault.text_key")),
    WritePath("reversal", to_reverse, reverse_entry, (*LEDGER, "ledger.after_reversal")),
    WritePath("adjustment", to_adjust, adjust, (*LEDGER, "adjustment.between")),
    WritePath("outside training", to_credit_outside, credit_outside, (*LEDGER, "outside.between")),
    WritePath("correction", to_correct, correct, (*LEDGER, "correction.between")),
    WritePath("batch", to_post_batch, post, (*LEDGER, "batch.between_lines", "batch.before_finish"), at_once=False),
    WritePath("supervised practice", to_confirm_practice, confirm, (*LEDGER, "practice.between")),
    WritePath("supervised practice, corrected", to_confirm_changed_practice, confirm, (*LEDGER, "practice.between", "practice.taken_back")),
    WritePath("attendance sheet", to_confirm_attendance, attend, (*LEDGER, *ATTENDANCE)),
    WritePath("statement of study", to_attest, attest, (*LEDGER, "attestation.before_commit")),
    WritePath("anchor", to_anchor, anchor, ("anchor.before_commit", "anchor.before_rename", "anchor.kept"), at_once=False),
]
