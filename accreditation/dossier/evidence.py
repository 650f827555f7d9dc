"""Documents in the vault that support the application."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One document, or one fact in place of a document.

    ``kind`` is a key of ``accreditation.evidence_kinds``; ``also`` are further kinds that the same document serves (a letter on knowledge and on
    character). ``dated`` is the date on it, ``expires_on`` the last day it is good for. ``outcome`` is the result of a background check, ``signers``
    who signed a form (``representative``, ``officer``). ``about`` names the training or filing it belongs to, by public id. ``verified`` holds once a
    second person looked at it; what was rejected or withdrawn is no evidence and is not here. ``made_by`` (of a background check), ``training``,
    ``provider``, ``shape``, ``method`` and ``recipient`` are what was typed beside the document, in words. ``campus`` (a slug) is where it was handed in.
    ``named`` is the other name of the person that the document bears; empty where it bears the legal one.
    """

    kind: str
    title: str
    public_id: str = ""
    also: tuple[str, ...] = ()
    writer: str = ""
    relation: str = ""
    dated: date | None = None
    expires_on: date | None = None
    outcome: str = ""
    signers: tuple[str, ...] = ()
    about: str = ""
    file: str = ""
    sha256: str = ""
    verified: bool = False
    verified_on: date | None = None
    made_by: str = ""
    training: str = ""
    provider: str = ""
    shape: str = ""
    method: str = ""
    recipient: str = ""
    campus: str = ""
    named: str = ""
