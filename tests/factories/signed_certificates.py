"""A signed certificate without a database: facts, credential and PDF, with a key of its own."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from accreditation.credentials import KnownKey, Signer, StatusEntry, Wording, achievement_credential, attached, certificate_facts, secured
from accreditation.dossier import Result, TopicMinutes, Training
from lms.core.canonical import canonical_json
from lms.core.typesetting import typeset

ISSUER = "https://pathway.example.org/.well-known/pathway-keys.json"
ISSUED_AT = datetime(2026, 11, 28, 15, 30, 0, 250_000, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(b"certificate-tests-key-0123456789")
OTHER = Ed25519PrivateKey.from_private_bytes(b"some-other-key-that-nobody-knows")


class Appointed:
    """A signatory as facts see one."""

    name, title, appointed_from = "Rosa Díaz", "Program director", date(2024, 1, 15)


def known(private: Ed25519PrivateKey = KEY, **facts: Any) -> KnownKey:
    return KnownKey(private.public_key().public_bytes_raw(), **facts)


def signer(private: Ed25519PrivateKey = KEY, name: str = "") -> Signer:
    return Signer(f"{ISSUER}#{name or known(private).key_id}", private.sign)


def training(**facts: Any) -> Training:
    """36 h 5 min of law, in two topics, with an exam."""
    topics = (
        TopicMinutes(slug="asylum", title="Asylum", minutes=1200, required=True),
        TopicMinutes(slug="ethics_upl", title="Ethics", minutes=965, required=True),
    )
    result = Result(assessment="final", title="Final exam", attempted=True, passed=True, percent=84, pass_percent=70, required=True)
    usual = {
        "title": "Law & Immigration Training", "provider": "North Campus", "provider_address": "", "track": "law_and_skills", "track_title": "Law and skills",
        "on_eoir_list": True, "stated_minutes": 2160, "minutes": 2165, "minutes_by_mode": {"live_remote": 1000, "self_paced": 1165},
        "minutes_by_category": {}, "first_date": date(2026, 9, 1), "last_date": date(2026, 11, 20), "topics": topics, "results": (result,),
        "minimum_percent": 90, "all_required_topics": True, "is_fundamentals": True,
    }  # fmt: skip
    return Training(**{**usual, **facts})


def facts(wording: Wording | None = None, **changes: Any) -> dict[str, Any]:
    """What the certificate prints."""
    found = certificate_facts(
        training(), wording or Wording(provider="North Campus", provider_address="12 Elm Street, Springfield, IN 46001"), name="Ana María Álvarez",
        number="PW-2026-0A1B2C3D", verify_url="https://pathway.example.org/verify/c0dec0dec0dec0dec0dec0dec0dec0de/", issued_on=date(2026, 11, 28),
        signatory=Appointed, mode_labels={"live_remote": "Live, remote", "self_paced": "Self-paced"},
        achievement="https://pathway.example.org/learn/law/?version=2026.1&track=law_and_skills", ledger=(41, "ab" * 32), replaces=None,
    )  # fmt: skip
    return {**found, **changes}


@lru_cache(maxsize=16)
def body(**changes: Any) -> bytes:
    """The pages without the attachment."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
    return typeset("certificate", {**facts(**changes), "qr_svg": svg}, at=ISSUED_AT)


def unsigned(pages: bytes | None = None, **changes: Any) -> dict[str, Any]:
    status = StatusEntry("https://pathway.example.org/verify/status/1/", 94_567)
    return achievement_credential(facts(**changes), issuer=ISSUER, status=status, body=pages or body(), issued_at=ISSUED_AT)


def signed(document: dict[str, Any] | None = None, by: Signer | None = None, created: datetime = ISSUED_AT) -> dict[str, Any]:
    return secured(document or unsigned(), by or signer(), created)


@lru_cache(maxsize=1)
def credential() -> bytes:
    """The signed data, to the byte."""
    return canonical_json(signed())


@lru_cache(maxsize=1)
def pdf() -> bytes:
    """The certificate as it is downloaded."""
    return attached(body(), credential())
