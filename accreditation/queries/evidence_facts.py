"""Documents as plain data for dossiers: what requirements look at and packets name."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accreditation import dossier
from accreditation.queries.evidence import Document, documents, evidence_of_owners

_SIGNED = {"representative": "signed_form_candidate", "officer": "signed_form_officer"}
"""The keys under which requirements ask who signed the form."""
_SAID = ("made_by", "training", "provider", "shape", "method", "recipient")
"""What was typed beside a document and is printed in a packet."""


def evidence_of(students: Iterable[str], as_of: date, organizations: Iterable[str] = ()) -> dict[str, tuple[dossier.Evidence, ...]]:
    """What each student and organization (public ids) has on record as of a campus day; a constant number of queries for any number of them.

    Handed in and verified documents only, in the order in which they were handed in; expired ones are there with the day they ended.
    """
    found: dict[str, list[dossier.Evidence]] = defaultdict(list)
    who, which = list(students), list(organizations)
    for one in documents(evidence_of_owners(who, which), as_of=as_of):
        if one.is_live:
            found[one.evidence.owner].append(_plain(one))
    return {owner: tuple(found.get(owner, ())) for owner in (*who, *which)}


def _plain(one: Document) -> dossier.Evidence:
    facts, signers = one.facts, tuple(one.facts.get("signers", ()))
    verified = one.state == "verified"
    words = {asked.key: dict(asked.choices) for asked in one.kind.asks}
    return dossier.Evidence(
        kind=one.kind.key, title=one.title, public_id=one.evidence.public_id, also=(*one.also, *(_SIGNED[who] for who in signers)),
        writer=facts.get("writer", ""), relation=facts.get("relation", ""), dated=one.dated, expires_on=one.expires_on, outcome=facts.get("outcome", ""),
        signers=signers, about=one.evidence.about, file=one.evidence.file, sha256=one.evidence.sha256,
        campus=one.evidence.campus, verified=verified, verified_on=one.state_on if verified else None,
        named=one.named,
        **{key: words.get(key, {}).get(facts[key], facts[key]) for key in _SAID if key in facts},
    )  # fmt: skip
