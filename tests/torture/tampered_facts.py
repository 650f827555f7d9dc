"""What filings rest on beside the ledger, changed one at a time behind our back: practice, outside training, adjustments, documents, certificates, steps.

A line of ``TAMPERINGS`` says what is changed and what must be named: the entry that rests on it, or words that name the row. A new table adds its line.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from accreditation.actions.confirm_practice import confirm_practice
from accreditation.actions.decide_adjustment import approve_adjustment
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.take_anchor import take_anchor
from accreditation.models import Application, ApplicationEvent, Certificate, CompletionEvent, Confirmation, Entry, Evidence
from curriculum.models import Enrollment
from lms.vault.api import StoredFile
from lms.vault.shelf import path_of
from tests.factories.applications import handed_over, recognized_organization
from tests.factories.certificates import may_issue, ready
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import handed_in
from tests.factories.hours import adjustment, certificate, outside
from tests.factories.practice import link_of, matter_of, sent_entry


@dataclass
class Facts:
    """One student with something of everything."""

    place: Enrollment
    application: Application
    evidence: Evidence

    @property
    def student(self) -> str:
        return str(self.place.student.public_id)

    def entry_of(self, kind: str) -> Entry:
        return Entry.objects.get(student=self.student, evidence__kind=kind)


def make_facts(folder: Path) -> Facts:
    load_course(folder)
    place = ready(enrolled_student())
    first, second = (member(f"{name}@north.example", "coordinator", place.cohort.campus) for name in ("emil", "mateo"))
    officer = member("officer@north.example", "officer", place.cohort.campus)
    may_issue(place)
    evaluate_completion(enrollments=[place], cause="entry")
    issue_certificate(enrollment=place, track="law_and_skills", by=first)
    matter = matter_of(place)
    confirm_practice(entries=[sent_entry(matter, place.student)], attorney=matter.attorney, link=link_of(matter.attorney), attested=True)
    approve_outside_training(training=outside(place, document=certificate()), by=second)
    approve_adjustment(adjustment=adjustment(place, first), by=second)
    evidence = handed_in(place, "recommendation_letter")
    organization = recognized_organization(place.cohort.campus, by=officer)
    application = handed_over(place, organization, coordinator=first)
    take_anchor()
    return Facts(place, application, evidence)


Named = tuple[str, int, str]  # student, entry, words of the sentence
Tampering = Callable[[Any, Facts, random.Random], Named]


def _sql(table: str, change: str, kind: str, words: str) -> Tampering:
    """``change`` of every row of ``table``: what rests on it is the entry of this kind of evidence."""

    def tamper(cursor: Any, facts: Facts, chance: random.Random) -> Named:
        cursor.execute(change.format(table=f"accreditation_{table}", noise=chance.randint(1000, 9999)))
        return facts.student, facts.entry_of(kind).seq, words

    return tamper


def _row(change: str, named: Callable[[Facts], tuple[str, str]]) -> Tampering:
    """``change`` of a row that no entry rests on: ``named`` gives the student and words of the sentence."""

    def tamper(cursor: Any, facts: Facts, chance: random.Random) -> Named:
        student, words = named(facts)
        as_json = "::jsonb" if connection.vendor == "postgresql" else ""
        cursor.execute(change.replace("$JSON", as_json).format(noise=chance.randint(1000, 9999)))
        return student, 0, words

    return tamper


def _bytes(public_id: Callable[[Facts], str], named: Callable[[Facts], Named], *, gone: bool) -> Tampering:
    """One byte of a file in the vault is another, or the file is gone."""

    def tamper(cursor: Any, facts: Facts, chance: random.Random) -> Named:
        path = path_of(StoredFile.objects.get(public_id=public_id(facts)).stored_as)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= chance.randint(1, 255)
        if gone:
            path.unlink()
        else:
            path.write_bytes(data)
        return named(facts)

    return tamper


def _of_certificate(facts: Facts) -> tuple[str, str]:
    return facts.student, f"Certificate {Certificate.objects.get().number}"


def _of_step(facts: Facts) -> tuple[str, str]:
    return facts.student, f"tep {_last_step(facts).seq} of application {facts.application.public_id}"


def _last_step(facts: Facts) -> ApplicationEvent:
    return ApplicationEvent.objects.filter(application=facts.application).order_by("-seq")[0]


def _of_completion(facts: Facts) -> tuple[str, str]:
    event = CompletionEvent.objects.order_by("-pk")[0]
    return event.student, f"ound {event.round} of place {event.enrollment}"


def _of_missing(named: Callable[[Facts], tuple[str, str]]) -> Callable[[Facts], tuple[str, str]]:
    return lambda facts: ("", named(facts)[1])


def _of_document(facts: Facts) -> tuple[str, str]:
    return "", f"Document {facts.evidence.public_id}"


def _practiced(change: str, words: str = "confirmation") -> Tampering:
    return _sql("confirmation", change, "practice", words)


LAST_STEP = "WHERE id = (SELECT MAX(id) FROM accreditation_applicationevent)"
LAST_ROUND = "WHERE id = (SELECT MAX(id) FROM accreditation_completionevent)"
UPDATE, DELETE = "UPDATE {table} SET ", "DELETE FROM {table}"
TAMPERINGS: dict[str, Tampering] = {
    "confirmation, another statement": _practiced(UPDATE + "statement = 'I saw {noise}.'"),
    "confirmation, another attorney": _practiced(UPDATE + "attorney = 'nobody-{noise}'"),
    "confirmation, another hash": _practiced(UPDATE + "sha256 = '{noise}'"),
    "confirmation, gone": _practiced(DELETE),
    "outside training, other minutes": _sql("outsidetraining", UPDATE + "minutes = minutes + {noise}", "outside", "outside training"),
    "outside training, another title": _sql("outsidetraining", UPDATE + "title = 'T{noise}'", "outside", "outside training"),
    "outside training, another approver": _sql("outsidetraining", UPDATE + "decided_by = 'x{noise}'", "outside", "approved"),
    "outside training, gone": _sql("outsidetraining", DELETE, "outside", "outside training"),
    "adjustment, other minutes": _sql("adjustment", UPDATE + "minutes = minutes + {noise}", "adjustment", "adjustment"),
    "adjustment, another title": _sql("adjustment", UPDATE + "title = 'T{noise}'", "adjustment", "adjustment"),
    "adjustment, another approver": _sql("adjustment", UPDATE + "decided_by = 'x{noise}'", "adjustment", "approved"),
    "adjustment, gone": _sql("adjustment", DELETE, "adjustment", "missing"),
    "certificate of training, a byte": _bytes(
        lambda facts: facts.entry_of("outside").evidence["document"], lambda facts: (facts.student, facts.entry_of("outside").seq, "document"), gone=False
    ),
    "certificate of training, gone": _bytes(
        lambda facts: facts.entry_of("outside").evidence["document"], lambda facts: (facts.student, facts.entry_of("outside").seq, "document"), gone=True
    ),
    "document, a byte": _bytes(lambda facts: facts.evidence.file, lambda facts: ("", 0, f"Document {facts.evidence.public_id}"), gone=False),
    "document, file gone": _bytes(lambda facts: facts.evidence.file, lambda facts: ("", 0, f"Document {facts.evidence.public_id}"), gone=True),
    "document, events gone": _row("DELETE FROM accreditation_evidenceevent", _of_document),
    "document, another person’s": _row("UPDATE accreditation_evidenceevent SET student = 's{noise}'", _of_document),
    "certificate, other pages": _row("UPDATE accreditation_certificate SET pdf_sha256 = '{noise}'", _of_certificate),
    "certificate, other figures": _row(
        "UPDATE accreditation_certificate SET facts = REPLACE(CAST(facts AS text), '\"minutes\": 20', '\"minutes\": {noise}')$JSON", _of_certificate
    ),
    "certificate, another number": _row("UPDATE accreditation_certificate SET number = 'N{noise}'", lambda facts: (facts.student, "Certificate N")),
    "certificate, another credential": _row("UPDATE accreditation_certificate SET credential = REPLACE(credential, 'Ana', 'Eva')", _of_certificate),
    "certificate, other entries": _row("UPDATE accreditation_certificate SET entries = '[[1, \"{noise}\"]]'", _of_certificate),
    "certificate, another end of the chain": _row("UPDATE accreditation_certificate SET ledger_hash = '{noise}'", _of_certificate),
    "step of an application, other dates": _row(
        "UPDATE accreditation_applicationevent SET dates = '{{\"filed\": \"2020-01-{noise}\"}}' " + LAST_STEP, _of_step
    ),
    "step of an application, another person": _row("UPDATE accreditation_applicationevent SET \"by\" = 'x{noise}' " + LAST_STEP, _of_step),
    "step of an application, gone": _row("DELETE FROM accreditation_applicationevent " + LAST_STEP, _of_missing(_of_step)),
    "application, a state of nobody’s": _row(
        "UPDATE accreditation_application SET state = 'sponsored'", lambda facts: (facts.student, f"Application {facts.application.public_id}")
    ),
    "completion, reopened": _row("UPDATE accreditation_completionevent SET kind = 'reopened' " + LAST_ROUND, lambda facts: ("*", "ound 1 of place")),
    "completion, another cause": _row("UPDATE accreditation_completionevent SET source = 'x{noise}' " + LAST_ROUND, _of_completion),
    "completion, gone": _row("DELETE FROM accreditation_completionevent " + LAST_ROUND, _of_missing(_of_completion)),
}  # fmt: skip

assert Confirmation._meta.db_table == "accreditation_confirmation"
