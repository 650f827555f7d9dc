"""What stands in for the arguments of the routes of people, Wagtail, vault, jobs and notices; see ``route_objects``."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

import tests.project.lms_world  # noqa: F401  its parts
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.notices.queries.stop_links import stop_token
from lms.people.models import ApiToken, MailEvent, MergeProposal, User
from lms.vault.api import file_kinds, register_file_kind, store
from tests.factories.canary import canary
from tests.factories.people import InvitationFactory, person
from tests.project.route_objects import about_nobody, acts_by_token, fixed, obj, on_get, slug_of, without_csrf
from tests.project.world import World

# --- lms.people


def an_invitation(world: World, owner: User) -> dict[str, Any]:
    """An open letter for a student's role, sent by the owner's coordinator."""
    invitation = InvitationFactory(campus=world.campus[slug_of(owner)], key=f"invitedby{owner.pk}")
    return {"public_id": invitation.public_id}


def a_passkey(world: World, owner: User) -> dict[str, Any]:
    name = canary(slug_of(owner), "passkey", str(owner.pk))
    return {"pk": Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}).pk}


def an_api_token(world: World, owner: User) -> dict[str, Any]:
    campus, secret = world.campus[slug_of(owner)], canary(slug_of(owner), "api_token", str(owner.pk))
    facts = {"secret_sha256": sha256_hex(secret.encode()), "made_by": owner.public_id, "made_at": now(), "expires_at": now() + timedelta(days=1)}
    return {"public_id": ApiToken.objects.create(campus=campus, name=secret, **facts).public_id}


def a_second_account(owner: User, world: World) -> User:
    """Of the same person, on the same campus."""
    return person("student", world.campus[slug_of(owner)], key=f"second{User.objects.count()}")


def two_accounts(world: World, owner: User) -> dict[str, Any]:
    return {"public_id": owner.public_id, "other": a_second_account(owner, world).public_id}


def a_merge(world: World, owner: User) -> dict[str, Any]:
    """Proposed by somebody else."""
    merged, reason = a_second_account(owner, world), canary(slug_of(owner), "merge_reason", str(owner.pk))
    proposal = MergeProposal.objects.create(kept=owner.public_id, merged=merged.public_id, reason=reason, proposed_by="somebody", proposed_at=now())
    return {"public_id": proposal.public_id}


def a_closed_address(world: World, owner: User) -> dict[str, Any]:
    """A letter to the owner came back."""
    facts = {"kind": "returned", "letter": canary(slug_of(owner), "letter", str(owner.pk)), "closes": True, "status": "5.1.1", "at": now()}
    return {"public_id": MailEvent.objects.create(address=owner.email.lower(), **facts).public_id}


for _name in ("person", "deactivate", "reactivate", "give_role", "end_role", "merge"):
    obj(f"people:{_name}", "person", lambda world, owner: {"public_id": owner.public_id})
obj("people:merge_preview", "accounts", two_accounts)
for _name in ("merge_proposal", "approve_merge", "decline_merge"):
    obj(f"people:{_name}", "merge", a_merge)
for _name in ("resend_invitation", "revoke_invitation"):
    obj(f"people:{_name}", "invitation", an_invitation)
obj("people:api_tokens", "campus", lambda world, owner: {"slug": slug_of(owner)})
obj("people:revoke_api_token", "token", an_api_token)
obj("api:entries", "student", lambda world, owner: {"student": owner.public_id})
fixed("setup:open", "unknown token", token="T" * 43)
fixed("people:open_invitation", "unknown token", token="T" * 43)
fixed("people:confirm_email", "unknown token", token="T" * 43)
fixed("people:confirm_address", "unknown token", token="T" * 43)
about_nobody("people:publish_policy", "terms", lambda world, owner: {"kind": "terms"})
fixed("people:terms_version", "no version", version="2026-11")
obj("people:reopen_address", "closed address", a_closed_address)
fixed("people:privacy_version", "version in force", version=settings.PRIVACY_NOTICE_VERSION)
fixed("account_reset_password_from_key", "unknown token", uidb36="1", key="set-password")
for _name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
    obj(_name, "passkey", a_passkey)

# --- Wagtail

for _kind in ("pages", "images", "documents"):
    for _name in ("listing", "detail", "find"):
        without_csrf(f"wagtailadmin_api:{_kind}:{_name}", "Reads only; Django REST framework asks signed-in people for the token itself.")
without_csrf("wagtailadmin_api:pages:action", "Django REST framework asks signed-in people for the token itself.")
fixed("wagtail_serve", "missing page", _0="no-such-page/")


def a_picture(world: World, owner: User) -> dict[str, Any]:
    """A file among the pictures of lessons, which belong to nobody."""
    name = "images/of-a-lesson.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"\x89PNG\r\n\x1a\n"))
    return {"name": name}


about_nobody("lesson_media", "picture", a_picture)
fixed("lesson_media", "missing file", name="images/none.png")

# --- lms.vault


def a_file(world: World, owner: User) -> dict[str, Any]:
    if "matrix" not in file_kinds:
        register_file_kind("matrix", "A file of the access matrix", lambda person, file: person.public_id == file.owner)
    text = canary(slug_of(owner), "file", str(owner.pk))
    file = store("matrix", text.encode(), name=f"{text}.txt", media_type="text/plain", owner=owner.public_id, campus=slug_of(owner))
    return {"public_id": file.public_id}


obj("vault:file", "file", a_file)

# --- lms.jobs


for _name in ("job", "progress", "cancel", "again"):
    obj(f"jobs:{_name}", "job", lambda world, owner: {"public_id": world.jobs[owner.pk].public_id})


# --- lms.notices


on_get("notices:follow", "notices_notice", "following a notice marks it as read")
fixed("notices:stop", "unknown token", token="T" * 43)
obj("notices:stop", "token", lambda world, owner: {"token": stop_token(owner.public_id, "curriculum.announced")})
acts_by_token("notices:stop", "One click in a mail program (RFC 8058): no session stands behind it, the signed token is the proof, and it does this one thing.")
obj("notices:follow", "notice", lambda world, owner: {"public_id": world.notices[owner.pk].public_id})
