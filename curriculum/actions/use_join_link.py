"""Following a link into a cohort: at once for who is signed in, after the invitation's letter for who is new."""

from typing import Any

from django.db import transaction

from curriculum.actions.enroll import place_student
from curriculum.models import Enrollment, JoinLink, LinkUse, WaitingPlace
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid, Refusal
from lms.notices.api import notify
from lms.people.api import User, ensure_member, join_as_student, person_with_email

ASK = "Ask your coordinator to let you in again. Your place here has ended, and no link brings it back."
GONE = "This link does not work any more. Ask your coordinator for a new one."


@transaction.atomic
def use_join_link(*, link: JoinLink, person: Any) -> Enrollment | WaitingPlace:
    """Give the signed-in ``person`` a place in the link's cohort, or a place in line. Following it again gives the same place.

    Raises ``Conflict`` for a link that has ended or is used up and for who was withdrawn or removed, and ``Invalid`` for an address of another domain.
    """
    _require_never_ended(link, person)
    use = _take_use(link, person, person.email)
    join_as_student(person=person, campus=link.cohort.campus)
    return _settle(use, User.objects.get(pk=person.pk))  # read again: the request remembers the memberships from before


@transaction.atomic
def ask_to_join(*, link: JoinLink, email: str, first_name: str, last_name: str) -> None:
    """Send a newcomer the usual invitation; their place follows when they sign in for the first time.

    Somebody with an account gets a notice to sign in instead, so the answer tells nobody who has one. Raises as ``use_join_link``.
    """
    email = email.strip().lower()
    _require_domain(link, email)
    _require_working(link)  # before the address is looked up: what is answered tells nobody who has an account
    known = person_with_email(email)
    if known is not None and (known.has_joined or _has_ended(link, known)):
        _tell_to_sign_in(link, known)
        return
    arrival = ensure_member(
        email=email, role="student", campus=link.cohort.campus, by=None, legal_first_name=first_name.strip(), legal_last_name=last_name.strip()
    )
    _take_use(link, arrival.person, email)


def settle_link_uses(person: Any) -> list[Enrollment | WaitingPlace]:
    """At sign-in: the places that were waiting for it. What cannot be given stays as it is; its coordinator sees it on the list of links."""
    given = []
    for use in LinkUse.objects.filter(person=person, settled_at=None).select_related("person", "link__cohort__campus").order_by("pk"):
        try:
            with transaction.atomic():
                given.append(_settle(use, use.person))
        except Refusal:
            continue
    return given


def _settle(use: LinkUse, person: Any) -> Enrollment | WaitingPlace:
    _require_never_ended(use.link, person)
    place = place_student(student=person, cohort=use.link.cohort, by=person, reason="Came by a link.")
    LinkUse.objects.filter(pk=use.pk, settled_at=None).update(settled_at=now())
    return place


def _take_use(link: JoinLink, person: Any, email: str) -> LinkUse:
    """Count this person on the locked link, once."""
    locked = JoinLink.objects.select_for_update(of=("self",)).select_related("cohort__campus").get(pk=link.pk)
    present = LinkUse.objects.filter(link=locked, person=person).first()
    if present is not None:
        return present
    _require_working(locked)
    _require_domain(locked, email)
    JoinLink.objects.filter(pk=locked.pk).update(uses=locked.uses + 1)
    use = LinkUse.objects.create(link=locked, person=person, used_at=now())
    use.link = locked
    return use


def _require_working(link: JoinLink) -> None:
    if link.revoked_at is not None or now() >= link.expires_at or link.uses >= link.max_uses or link.cohort.closed_at is not None:
        raise Conflict(GONE, code="link_ended")


def _has_ended(link: JoinLink, person: Any) -> bool:
    """Withdrawn from the cohort, or no longer a student of its campus: a person decided that, and a link does not undo it."""
    held = person.memberships.filter(campus=link.cohort.campus_id, role="student")
    removed = held.filter(ended_at__isnull=False).exists() and not held.filter(ended_at=None).exists()
    return removed or Enrollment.objects.filter(cohort=link.cohort_id, student=person, state="withdrawn").exists()


def _require_never_ended(link: JoinLink, person: Any) -> None:
    if _has_ended(link, person):
        raise Conflict(ASK, code="place_ended")


def _require_domain(link: JoinLink, email: str) -> None:
    if link.domain and email.rpartition("@")[2].lower() != link.domain:
        raise Invalid(f"This link is for addresses that end in @{link.domain}.", code="other_domain")


def _tell_to_sign_in(link: JoinLink, person: Any) -> None:
    notify(
        person, "curriculum.join_asked", subject_line=f"Sign in to join {link.cohort.name}",
        text="Somebody, you we think, asked to join with your address. Sign in, then open the link once more.", url="/", key=f"join:{link.public_id}",
    )  # fmt: skip
