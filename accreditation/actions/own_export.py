"""What a student takes away of their record: the ledger with its fingerprints, the record as a PDF, certificates, documents, practice, filing, consents."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from accreditation.ledger.body import body_of
from accreditation.models import Application, Entry
from accreditation.models.application import ApplicationEvent
from accreditation.policies.application_states import STATES
from accreditation.policies.sharing import PURPOSES
from accreditation.queries.case_rounds import presented_by
from accreditation.queries.certificates import certificates_of, standing_of
from accreditation.queries.evidence import documents, evidence_of_owners
from accreditation.queries.hours import explained, reason_of
from accreditation.queries.practice import entries_of_student, shown
from accreditation.queries.record import RecordRow
from accreditation.queries.record_scopes import record_scope
from accreditation.queries.sharing import consents_of
from accreditation.record_formats import Heading, Source, record_formats
from lms.core.clock import iso_ms
from lms.core.errors import NotFound
from lms.core.own_export import File, Part, Table
from lms.vault.api import file_called, open_texts, stream

LEDGER_FIELDS = {
    "body": "Every hashed field of the entry; its SHA-256 over RFC 8785 canonical JSON is the hash.", "hash": "The fingerprint of the entry.",
    "explanation": "What the entry rests on.", "reason": "Why it was posted, in the words of who did.",
}  # fmt: skip
CERTIFICATE_FIELDS = {
    "number": "The certificate’s number.", "track": "The track.", "edition": "The edition.", "issued_at": "When (UTC).",
    "status": "What events made of it, whatever the day.", "valid_until": "Its last day (UTC); null where it has none.",
    "facts": "Everything printed on it.", "entries": "The (number, hash) of every ledger entry it rests on.",
}  # fmt: skip
DOCUMENT_FIELDS = {
    "kind": "The kind of document.", "state": "Its state.", "uploaded_on": "When it was handed in.", "typed": "What was typed beside it.",
    "reason": "Why it was not accepted, if so.", "file": "Where it lies in this archive; empty where there is none.",
}  # fmt: skip
PRACTICE_FIELDS = {
    "date": "The day.", "minutes": "Minutes.", "matter": "The opaque code of the matter.", "task": "The task.", "forum": "The forum.", "skill": "The skill.",
    "represented": "Whether I directly represented the client.", "state": "Its state.", "learned": "What I learned.",
}  # fmt: skip
ROUND_FIELDS = {
    "session": "The live session, as the part of attendance names it.", "matter": "The opaque code of the matter.",
    "number": "Which note on it; the last counts.", "note": "What I noted that I presented.", "at": "When (UTC).",
}  # fmt: skip
APPLICATION_FIELDS = {
    "application": "A number in this file.", "move": "The step.", "from_state": "From which state.", "to_state": "To which state.",
    "dates": "Dates that the step gives.", "at": "When it was recorded (UTC).", "proof": "Its proof, in words.", "note": "Its note.",
}  # fmt: skip
CONSENT_FIELDS = {
    "purpose": "What for.", "statement": "The whole text that was signed.", "typed_name": "The name typed under it.", "signed_at": "When (UTC).",
    "revoked_at": "When it was taken back; null while in force.",
}  # fmt: skip


def ledger_part(person: Any) -> Part:
    """Every entry, oldest first, and the record as a PDF to print: not of an account that was merged, whose places are in the kept one's record."""
    entries = list(Entry.objects.filter(student=person.public_id).order_by("seq"))
    data = [
        {"body": body_of(entry.__dict__), "hash": entry.hash, "explanation": explained(entry), "reason": reason_of(entry)} for entry in entries
    ]  # fmt: skip
    rows = [(str(one.seq), one.title, one.occurred_from.isoformat(), _(one.get_category_display()), str(one.minutes), one.hash) for one in entries]
    columns = (_("No."), _("What"), _("When"), _("Kind"), _("Minutes"), _("Fingerprint"))
    made_at = entries[-1].recorded_at if entries else person.created_at
    record = File("record.pdf", _("My record"), lambda: _record_pdf(person, made_at))
    return Part(_("My hours"), data, [Table(_("Every entry of my ledger"), columns, rows)], [record] if person.is_active else [])


def _record_pdf(person: Any, made_at: Any) -> bytes:
    """Dated by the newest entry, so that the same facts give the same bytes. Results stand in the part of results, as far as they are released."""
    scope = record_scope("student", person.public_id)
    if scope is None:
        raise NotFound("This record is there no more.")
    heading = Heading(person.legal_name, made_at.date().isoformat(), made_at)
    return b"".join(record_formats.get("pdf").write(_WithoutResults(scope), heading))


class _WithoutResults(Source):
    """A record that says nothing of grades."""

    def rows(self) -> Iterator[RecordRow]:
        for row in super().rows():
            yield replace(row, results=())


def certificates_part(person: Any) -> Part:
    found = list(certificates_of([person.public_id]).order_by("pk"))
    data = [
        {
            "number": one.number, "track": one.track, "edition": one.edition, "issued_at": iso_ms(one.issued_at),
            "status": standing_of(one),
            "valid_until": one.valid_until.isoformat() if one.valid_until else None, "facts": one.facts, "entries": one.entries,
        }
        for one in found
    ]  # fmt: skip
    files = []
    for one in found:
        files.append(File(f"certificates/{one.number}.pdf", one.number, lambda pdf=bytes(one.pdf): pdf))  # type: ignore[misc]
        if one.credential:
            files.append(File(f"certificates/{one.number}.json", one.number, lambda text=one.credential: text.encode()))  # type: ignore[misc]
    rows = [(one.number, str(one.facts.get("course", "")), one.issued_at.date().isoformat(), standing_of(one)) for one in found]
    return Part(_("My certificates"), data, [Table(_("My certificates"), (_("No."), _("Course"), _("Issued"), _("Status")), rows)], files)


def documents_part(person: Any) -> Part:
    """What was handed in and is still kept, with its files."""
    data, files, rows = [], [], []
    for number, one in enumerate(documents(evidence_of_owners([person.public_id])), start=1):
        file = file_called(one.evidence.file) if one.evidence.file else None
        path = f"documents/{number:03d}-{file.name}" if file else ""
        data.append({
            "kind": one.kind.key, "state": one.state, "uploaded_on": one.uploaded_on.isoformat(), "typed": one.facts, "reason": one.reason, "file": path,
        })  # fmt: skip
        if file:
            files.append(File(path, one.title, lambda file=file: stream(file)))  # type: ignore[misc]
        rows.append((one.title, one.state, one.uploaded_on.isoformat(), path))
    return Part(_("My documents"), data, [Table(_("My documents"), (_("Document"), _("State"), _("Handed in"), _("File")), rows)], files)


def practice_part(person: Any) -> Part:
    data: list[dict[str, Any]] = [
        {
            "date": one.entry.date.isoformat(), "minutes": one.entry.minutes, "matter": one.entry.matter.code, "task": one.entry.task, "forum": one.entry.forum,
            "skill": one.entry.skill, "represented": one.entry.represented, "state": one.entry.state, "learned": one.learned,
        }
        for one in shown(entries_of_student(person.public_id))
    ]  # fmt: skip
    rows = [(one["date"], str(one["minutes"]), one["matter"], one["task"], one["state"], one["learned"]) for one in data]
    columns = (_("Date"), _("Minutes"), _("Matter"), _("Task"), _("State"), _("What I learned"))
    return Part(_("My supervised practice"), data, [Table(_("My supervised practice"), columns, rows)])


def rounds_part(person: Any) -> Part:
    data: list[dict[str, Any]] = [
        {"session": one.item.round.session, "matter": one.item.matter.code, "number": one.number, "note": note, "at": iso_ms(one.at)}
        for one, note in presented_by(person.public_id)
    ]
    rows = [(one["at"], one["matter"], one["note"]) for one in data]
    return Part(_("My case rounds"), data, [Table(_("My case rounds"), (_("When"), _("Matter"), _("What I presented")), rows)])


def applications_part(person: Any) -> Part:
    """Every step of every application, in order."""
    numbers = {pk: number for number, pk in enumerate(Application.objects.filter(student=person.public_id).values_list("pk", flat=True), start=1)}
    steps = list(ApplicationEvent.objects.filter(application__in=numbers))
    said = open_texts([(person.public_id, bytes(sealed or b"")) for step in steps for sealed in (step.sealed_proof, step.sealed_note)])
    data = [
        {
            "application": numbers[step.application_id], "move": step.move, "from_state": step.from_state, "to_state": step.to_state, "dates": step.dates,
            "at": iso_ms(step.at), "proof": said[2 * place], "note": said[2 * place + 1],
        }
        for place, step in enumerate(steps)
    ]  # fmt: skip
    rows = [(str(one["application"]), one["at"], _(STATES[one["to_state"]].label) if one["to_state"] in STATES else one["to_state"]) for one in data]
    return Part(_("My application"), data, [Table(_("My application"), (_("No."), _("When"), _("State")), rows)])


def consents_part(person: Any) -> Part:
    data: list[dict[str, Any]] = []
    for one in consents_of(person.public_id).order_by("pk"):
        ended = getattr(one, "revocation", None)
        data.append({
            "purpose": one.purpose, "statement": one.statement, "typed_name": one.typed_name, "signed_at": iso_ms(one.signed_at),
            "revoked_at": iso_ms(ended.revoked_at) if ended else None,
        })  # fmt: skip
    rows = [(_(PURPOSES[one["purpose"]]), one["signed_at"], one["revoked_at"] or _("In force"), one["statement"]) for one in data]
    columns = (_("What for"), _("Signed"), _("Taken back"), _("What I signed, word for word"))
    return Part(_("My consents"), data, [Table(_("My consents"), columns, rows)])
