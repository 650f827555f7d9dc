"""Handing in a document: what was typed is checked, the file inspected and kept in the vault, and a second person asked to verify it."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from accreditation.actions.evidence_steps import QUICKER, add_event, newest_event
from accreditation.actions.tell_evidence import tell_waiting
from accreditation.confidentiality import detectors, inspect_text
from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.evidence_kinds.asking import facts_of
from accreditation.evidence_kinds.owner import Owner
from accreditation.models import Evidence, EvidenceEventKind
from accreditation.queries.evidence import LIVE, OPEN, with_state
from lms.audit.api import record_event
from lms.core.canonical import canonical_json, sha256_hex
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid, TooMany
from lms.core.failpoints import failpoint
from lms.core.wording import day
from lms.people.api import other_names_of, person_called
from lms.vault.api import Inspected, inspect, readable_text, store

MOST_OPEN, MOST_EVER = 60, 400
"""Documents that one student or organization may have, open ones and all: more than any filing needs, and an end to what a script can fill."""


@dataclass(frozen=True)
class Submitted:
    """``changes`` say what the inspection took out of the file; ``unread`` that the guard could read no words in it."""

    evidence: Evidence
    changes: tuple[str, ...] = ()
    unread: bool = False


def submit_evidence(
    *, kind: str, owner: Owner, typed: dict[str, Any], file: File | None, by: Any, replaces: Evidence | None = None, about: str = "", looked: bool = False
) -> Submitted:
    """Keep one document of ``owner``. ``typed`` holds the answers to what the kind asks; ``named`` among them the other name that it
    bears; ``looked`` that the findings of the guard were looked at.

    Raises ``Invalid`` with a sentence for each fault, for a file that the vault does not take (its own sentence), and, with the code
    ``guard_findings``, for words that may tell who a client is. Raises ``Conflict`` for a file that is there already, ``Forbidden`` for
    who may not hand in this kind. Nothing is kept then.
    """
    rule = evidence_kinds.get(kind)
    _refuse_stranger(rule, owner, by)
    facts = facts_of(rule, typed, today=local_date(now(), owner.zone))
    facts |= _named(owner, str(typed.get("named") or ""))
    found = _inspected(rule, file)
    guard, unread = _guarded(rule, found, looked)
    facts |= {"name": found.name} if found else {}
    facts |= {"guard": guard} if guard else {}
    evidence = _keep(rule, owner, facts, found, by, replaces, about)
    return Submitted(evidence, found.changes if found else (), unread)


def _refuse_stranger(rule: EvidenceKind, owner: Owner, by: Any) -> None:
    if (rule.about == "student" and not owner.student) or (rule.about == "organization" and not owner.organization):
        raise Invalid("This kind of document does not belong here.")
    who = "student" if by.public_id == owner.student else "staff"
    if who not in rule.added_by:
        raise Forbidden("Your coordinator or authorized officer hands in this document.")


def _named(owner: Owner, name: str) -> dict[str, str]:
    """The other name that the document bears, which must be one the student has told."""
    person = person_called(owner.student) if name and owner.student else None
    if not name:
        return {}
    if person is None or name not in other_names_of(person):
        raise Invalid("Choose one of your other names. New ones are told under your account first.", code="unknown_name")
    return {"named": name}


def _inspected(rule: EvidenceKind, file: File | None) -> Inspected | None:
    if not rule.takes_file:
        if file:
            raise Invalid("No file is kept of this kind. Leave the file out.", code="file_refused")
        return None
    if not file:
        raise Invalid("Choose a file.", code="no_file")
    found = inspect(file.open("rb"), name=file.name or "", accepts=rule.accepts)
    if not found.accepted:
        raise Invalid(found.reason, code="file_refused")
    return found


def _guarded(rule: EvidenceKind, found: Inspected | None, looked: bool) -> tuple[dict[str, int], bool]:
    """How often each kind of identifier seems to be in the words of the file, and whether there were no words to read."""
    if not rule.guarded or found is None:
        return {}, False
    text = readable_text(found.data, found.stored_type)
    counts: dict[str, int] = {}
    for one in inspect_text(text or ""):
        counts[one.kind] = counts.get(one.kind, 0) + 1
    if counts and not looked:
        raise Invalid(_warning(counts), code="guard_findings")
    return counts, text is None


def _warning(counts: dict[str, int]) -> str:
    named = ", ".join(f"{kind.replace('_', ' ')} ({counts[kind]})" for kind in detectors.keys() if kind in counts)  # noqa: SIM118  a register, not a dict
    return (
        f"The text of this file seems to hold what tells who a client is: {named}. Take it out and choose the file again; "
        "or, if none of it is about a client, say so below and choose the file again."
    )


@transaction.atomic
def _keep(rule: EvidenceKind, owner: Owner, facts: dict[str, Any], found: Inspected | None, by: Any, replaces: Evidence | None, about: str) -> Evidence:
    digest = sha256_hex(found.data) if found else ""
    theirs = with_state(Evidence.objects.filter(**owner.fields))
    _refuse_too_many(list(theirs), digest, owner.zone)
    replaced = replaces or _present_one(rule, theirs)
    kept = _file(rule, owner, found, digest, by)
    try:
        with transaction.atomic():
            evidence = Evidence.objects.create(
                kind=rule.key, **owner.fields, campus=owner.campus, **kept, again=theirs.filter(sha256=digest).count(),
                replaces=replaced.public_id if replaced else "", about=about, uploaded_by=by.public_id, uploaded_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This was handed in a moment ago. Look at the list.", code="handed_in_already") from None
    failpoint("evidence.between")
    add_event(evidence, EvidenceEventKind.SUBMITTED, by=by, after=None, text=canonical_json(facts).decode())
    _take_the_place_of(replaced, by)
    data = {"kind": rule.title, "evidence": evidence.public_id}
    subject = {"subject_kind": "person" if owner.student else "organization", "subject_id": owner.public_id}
    record_event("accreditation.evidence_submitted", by=by, campus=owner.campus, data=data, **subject)
    tell_waiting(evidence)
    return evidence


def _refuse_too_many(theirs: list[Any], digest: str, zone: str) -> None:
    same = next((one for one in theirs if digest and one.sha256 == digest and one.state in LIVE), None)
    if same is not None:
        title = evidence_kinds.get(same.kind).title if same.kind in evidence_kinds else same.kind
        raise Conflict(f"This very file is here already, as “{title}” of {day(local_date(same.uploaded_at, zone))}. It was not kept twice.", code="same_file")
    if len(theirs) >= MOST_EVER:
        raise TooMany("Very many documents were handed in and taken back here. Tell your coordinator or support.")
    if sum(one.state in OPEN for one in theirs) >= MOST_OPEN:
        raise Conflict("There are very many documents here already. Withdraw those that are not needed, then hand in this one.", code="too_many")


def _present_one(rule: EvidenceKind, theirs: Any) -> Evidence | None:
    """Of kinds with one document, the newer follows the newest that is still open."""
    return theirs.filter(kind=rule.key, state__in=OPEN).order_by("-pk").first() if rule.one else None


def _file(rule: EvidenceKind, owner: Owner, found: Inspected | None, digest: str, by: Any) -> dict[str, Any]:
    """The file in the vault, once for the same owner, kind and content. Its name there is ours: the student's own may say who they are."""
    if found is None:
        return {}
    ending = found.name.rpartition(".")[2]
    stored = store(
        f"evidence.{rule.key}", found.data, name=f"{rule.key.replace('_', '-')}.{ending}", media_type=found.stored_type, owner=owner.student,
        campus=owner.campus, by=by.public_id, key=f"evidence:{rule.key}:{owner.public_id}:{digest}",
    )  # fmt: skip
    return {"file": stored.public_id, "sha256": digest, "size": stored.size}


def _take_the_place_of(older: Evidence | None, by: Any) -> None:
    """What nobody verified yet is replaced at once; a verified one stays until the newer one is verified."""
    if older is None:
        return
    newest = newest_event(older)
    if newest.kind not in OPEN:
        raise Conflict(QUICKER, code="decided_meanwhile")
    if newest.kind != EvidenceEventKind.VERIFIED:
        add_event(older, EvidenceEventKind.REPLACED, by=by, after=newest)
