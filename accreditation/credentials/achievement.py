"""A certificate as an Open Badges 3.0 credential (1EdTech), on the W3C data model 2.0. Figures are text: the document holds no number."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.core.clock import iso_ms

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
TYPES = ["VerifiableCredential", "OpenBadgeCredential"]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
NO_LICENSE = "It states training completed. It does not authorize anyone to represent people before DHS or the immigration courts."


@dataclass(frozen=True)
class StatusEntry:
    """The certificate's place in the status list at ``address``."""

    address: str
    place: int


def achievement_credential(facts: dict[str, Any], *, issuer: str, status: StatusEntry, body: bytes, issued_at: datetime) -> dict[str, Any]:
    """The credential, still without proof, of a certificate that prints ``facts`` in the PDF ``body``; ``issuer`` is where its keys are published."""
    document = {
        "@context": CONTEXTS,
        "id": facts["verify_url"],
        "type": TYPES,
        "name": f"{facts['title']}: {facts['course']}",
        "description": f"Certificate No. {facts['number']}. {NO_LICENSE}",
        "issuer": {"id": issuer, "type": ["Profile"], "name": facts["provider"], "description": facts["provider_address"]},
        "validFrom": iso_ms(issued_at),
        "credentialSubject": subject_of(facts),
        "credentialStatus": _status(status),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "evidence": [{"type": ["Evidence"], "name": "Ledger of credited time", "narrative": facts["rests_on"]}],
        "relatedResource": [{"id": f"{facts['verify_url']}#pdf", "mediaType": "application/pdf", "digestSRI": digest_sri(body)}],
    }
    if facts["valid_until"]:
        document["validUntil"] = f"{facts['valid_until']}T23:59:59Z"
    return document


def digest_sri(body: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}"


def _status(status: StatusEntry) -> dict[str, Any]:
    return {
        "id": f"{status.address}#{status.place}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": str(status.place), "statusListCredential": status.address,
    }  # fmt: skip


def subject_of(facts: dict[str, Any]) -> dict[str, Any]:
    """What the credential says of the holder: name, number and every figure that the pages print."""
    figures = [("minutes", "Credited minutes", "Result", str(facts["minutes"])), ("modes", "How it was taught", "Result", facts["modes"])]
    figures += [(f"topic-{number}", f"Minutes of {topic['title']}", "Result", str(topic["minutes"])) for number, topic in enumerate(facts["topics"], start=1)]
    figures.append(("tests", "Test results", "Result", facts["results"]))
    subject = {
        "type": ["AchievementSubject"],
        "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": facts["name"], "identityType": "name"}],
        "licenseNumber": facts["number"],
        "narrative": f"{facts['hours']} of training, {facts['dates']}. Signatory: {facts['signatory']}, {facts['signatory_title']}.",
        "achievement": _achievement(facts, figures),
        "result": [{"type": ["Result"], "resultDescription": f"{facts['achievement']}#{key}", "value": value} for key, _, _, value in figures],
    }
    if facts["first_date"]:
        subject |= {"activityStartDate": f"{facts['first_date']}T00:00:00Z", "activityEndDate": f"{facts['last_date']}T00:00:00Z"}
    return subject


def _achievement(facts: dict[str, Any], figures: list[tuple[str, str, str, str]]) -> dict[str, Any]:
    return {
        "id": facts["achievement"],
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": facts["course"],
        "description": facts["text"] or f"Training by {facts['provider']}.",
        "criteria": {"narrative": facts["criteria"]},
        "resultDescription": [
            {"id": f"{facts['achievement']}#{key}", "type": ["ResultDescription"], "name": name, "resultType": kind} for key, name, kind, _ in figures
        ],
    }
