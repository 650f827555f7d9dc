"""Publishing the next version of the privacy notice or the terms of use."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.markdown import render_markdown
from lms.people.kinds import ENGLISH, policy_kinds
from lms.people.models import PolicyText, PolicyVersion, User
from lms.people.queries.policies import today

BLANK = "[["
"""How the texts that come with Pathway mark what an installation has to fill in."""


@dataclass(frozen=True)
class Draft:
    """What one language of a version will say."""

    language: str
    source: str
    change: str = ""


def publish_policy(*, kind: str, drafts: list[Draft], effective_from: date, after: int, by: User) -> PolicyVersion:
    """The next version of ``kind``, which holds from ``effective_from`` (UTC) on. ``after``: the number of the version that it follows, 0 for a first one.

    Raises ``Forbidden``; ``Invalid`` without an English text, with a blank that was not filled in, without a word on what changed, or
    for a day that is past or before the one of the version before; ``Conflict`` when somebody published in the meantime.
    """
    access.require(by, "people.publish_policies")
    policy_kinds.get(kind)
    newest = PolicyVersion.objects.filter(kind=kind).order_by("-number").first()
    if (newest.number if newest else 0) != after:
        raise Conflict("Somebody published a version while you were writing. Compare your text with theirs, then publish.")
    drafts = [draft for draft in drafts if draft.source.strip()]
    _refuse_unfit(drafts, newest, effective_from)
    try:
        with transaction.atomic():
            return _published(kind, drafts, effective_from, after + 1, by)
    except IntegrityError:
        raise Conflict("Somebody published a version in this moment. Compare your text with theirs, then publish.") from None


def _refuse_unfit(drafts: list[Draft], newest: PolicyVersion | None, effective_from: date) -> None:
    faults = []
    if ENGLISH not in {draft.language for draft in drafts}:
        faults.append("Write the text in English. Other languages are translations of it.")
    if any(BLANK in draft.source for draft in drafts):
        faults.append(f"Fill in what stands between {BLANK} and ]].")
    if newest is not None and any(not draft.change.strip() for draft in drafts):
        faults.append("Say in one sentence what changed, in each language. People who accepted the version before read it first.")
    if effective_from < today():
        faults.append("A version holds from today or a later day. Nobody could have accepted it before.")
    if newest is not None and effective_from < newest.effective_from:
        faults.append(f"Version {newest.version} holds from {newest.effective_from} only, so the next one cannot hold before it.")
    if faults:
        raise Invalid(*faults)


def _published(kind: str, drafts: list[Draft], effective_from: date, number: int, by: User) -> PolicyVersion:
    policy = PolicyVersion.objects.create(
        kind=kind, number=number, version=_name(kind, effective_from), effective_from=effective_from, published_at=now(), published_by=by.public_id
    )  # fmt: skip
    for draft in drafts:
        change = " ".join(draft.change.split())
        PolicyText.objects.create(policy=policy, language=draft.language, source=draft.source, html=render_markdown(draft.source), change=change)
    facts = {"policy": kind, "version": policy.version, "day": effective_from.isoformat()}
    record_event("people.policy_published", by=by, subject_kind="policy", subject_id=f"{kind}/{policy.version}", data=facts)
    return policy


def _name(kind: str, day: date) -> str:
    """The day from which it holds; a second one of that day gets a number."""
    known = PolicyVersion.objects.filter(kind=kind, effective_from=day).count()
    return day.isoformat() if not known else f"{day.isoformat()}-{known + 1}"
