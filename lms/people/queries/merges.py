"""Which accounts are one person's, and what waits for a second person's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lms.core.merging import Held, outlook
from lms.core.waiting import Waiting
from lms.people.models import AccountMerge, MergeProposal, MergeState, User
from lms.people.queries.people import names_of
from lms.people.roles import STUDENT, roles
from lms.people.rules import people_looked_after_by
from lms.vault.api import Unreadable, open_text, open_texts


def ids_of(person: Any) -> list[str]:
    """Every public id under which records name this person: their own first, then those of accounts merged into it, and into those, in order of merging.

    ``person`` is a person or a public id. Whoever asks for *all of this person* asks by these.
    """
    found = [person if isinstance(person, str) else person.public_id]
    newest = found
    while newest:  # nobody is merged twice, and no account that was merged keeps one, so this ends
        newest = list(AccountMerge.objects.filter(kept__in=newest).values_list("merged", flat=True))
        found = found + newest
    return found


def accounts_merged_into(person: User) -> list[User]:
    """The accounts behind ``ids_of``, without the person's own, in its order."""
    others = ids_of(person)[1:]
    accounts = {one.public_id: one for one in User.objects.filter(public_id__in=others)} if others else {}
    return [accounts[one] for one in others]


def was_merged(public_id: str) -> bool:
    """True for an account that was merged into another."""
    return AccountMerge.objects.filter(merged=public_id).exists()


def merge_of(public_id: str) -> AccountMerge | None:
    """The merge by which this account went into another."""
    return AccountMerge.objects.filter(merged=public_id).first()


def merge_named(public_id: str) -> AccountMerge | None:
    return AccountMerge.objects.filter(public_id=public_id).first()


def opened_texts_about(person: str, sealed: Iterable[bytes]) -> list[str]:
    """The texts sealed for a person (public id), or for an account that was merged into theirs; empty where there is none or the key was destroyed."""
    texts = list(sealed)
    try:
        opened = open_texts([(person, text) for text in texts])
    except Unreadable:  # at least one is of another account
        opened = [""] * len(texts)
    if all(words or not text for words, text in zip(opened, texts, strict=True)):
        return opened  # nobody else pays for asking which accounts they had
    owners = ids_of(person)
    return [words or _opened_by_one_of(owners, text) for words, text in zip(opened, texts, strict=True)]


def _opened_by_one_of(owners: list[str], sealed: bytes) -> str:
    for owner in owners if sealed else ():
        try:
            return open_text(owner, sealed)
        except Unreadable:
            continue
    return ""


# --- before a merge


@dataclass(frozen=True)
class Preview:
    """What both accounts hold, what will happen, and why it cannot; it can while nothing is refused."""

    kept: User
    merged: User
    held: list[Held]
    happens: list[str]
    refusals: list[str]


def preview(kept: User, merged: User) -> Preview:
    """As things stand now; it changes nothing."""
    said = outlook(kept, merged)
    return Preview(kept, merged, said.held, [*_sign_in(kept, merged), *said.happens], [*_refusals(kept, merged), *said.refusals])


def _sign_in(kept: User, merged: User) -> list[str]:
    letters = f"Letters go to {kept.email}; whoever types {merged.email} at sign-in comes to the account that is kept, with its password and second factor."
    return [letters, "The other account is signed out everywhere, loses its password and second factor, and cannot be opened again. A merge cannot be undone."]


def _refusals(kept: User, merged: User) -> list[str]:
    found = []
    if kept.pk == merged.pk:
        found.append("These are one and the same account.")
    if not kept.is_active:
        found.append("The account to keep is closed. Open it first.")
    elif not kept.has_joined:
        found.append("The account to keep was invited and never opened, so nobody could sign in. Keep the other one.")
    if was_merged(merged.public_id) or was_merged(kept.public_id):
        found.append("One of these accounts was merged into another before. Choose the account that was kept.")
    if kept.is_demonstration != merged.is_demonstration:
        found.append("One of these accounts belongs to the demonstration, and no real person has one.")
    more = sorted({roles.get(held.role).label.lower() for held in merged.active_memberships if held.role != STUDENT.key})
    if more:
        found.append(f"The account to merge also works as {' and '.join(more)}. End these roles first, and give them to the account that is kept.")
    return found


# --- proposals


def merge_called(public_id: str) -> MergeProposal | None:
    return MergeProposal.objects.filter(public_id=public_id).first()


def open_merges(viewer: User) -> QuerySet[MergeProposal]:
    """Proposals that wait, of accounts that ``viewer`` looks after."""
    mine = people_looked_after_by(viewer).values("public_id")
    return MergeProposal.objects.filter(state=MergeState.PENDING, kept__in=mine, merged__in=mine).order_by("pk")


def merges_to_decide(person: Any) -> Waiting | None:
    """Proposals of others that wait for this person's word; none for who looks after nobody."""
    if not person.has_perm("people.list_people"):
        return None
    return Waiting(open_merges(person).exclude(proposed_by=person.public_id).count(), "merge of accounts", reverse("people:merges"), "merges of accounts")


@dataclass(frozen=True)
class MergeRow:
    """A waiting proposal with its names; ``is_own`` for who proposed it and cannot decide."""

    proposal: MergeProposal
    kept: User
    merged: User
    proposer: str
    is_own: bool


def merge_rows(viewer: User) -> list[MergeRow]:
    """``open_merges`` with names, in three queries."""
    found = list(open_merges(viewer))
    people = User.objects.in_bulk({public_id for one in found for public_id in (one.kept, one.merged)}, field_name="public_id") if found else {}
    names = names_of({one.proposed_by for one in found}) if found else {}
    return [MergeRow(one, people[one.kept], people[one.merged], names.get(one.proposed_by, ""), one.proposed_by == viewer.public_id) for one in found]
