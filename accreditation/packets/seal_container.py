"""The signature container (CMS, RFC 5652) of the platform's seal, of which nothing but the signature is free.

Constraint: a seal is checked to the last byte. What a container says outside of its signed attributes (certificates, algorithms, versions) is covered by
no signature, so a checker writes the whole container again from the file's digest, the time, the certificate and the signature, and compares.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp, x509


class NoContainer(ValueError):
    """These bytes are no container that we could have written."""


def container(digest: bytes, at: datetime, certificate: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """A container as DER over ``digest`` (SHA-256 of the sealed ranges), made ``at``, a whole second in UTC; ``sign`` signs its attributes."""
    attributes = _attributes(digest, at, certificate)
    return _written(attributes, sign(attributes.dump()), certificate)


def signed_bytes(digest: bytes, at: datetime, certificate: bytes) -> bytes:
    """What the signature is over: the attributes as DER."""
    attributes: bytes = _attributes(digest, at, certificate).dump()
    return attributes


def rewritten(digest: bytes, at: datetime, certificate: bytes, signature: bytes) -> bytes:
    """The container that says this, to the byte."""
    return _written(_attributes(digest, at, certificate), signature, certificate)


def taken_apart(der: bytes) -> tuple[datetime, bytes]:
    """The time and the signature that a container claims; raises ``NoContainer``."""
    try:
        signer = cms.ContentInfo.load(der, strict=True)["content"]["signer_infos"][0]
        times = [one["values"][0].native for one in signer["signed_attrs"] if one["type"].native == "signing_time"]
        at, signature = times[0], signer["signature"].native
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise NoContainer from error
    if not isinstance(at, datetime) or at.tzinfo is None or not isinstance(signature, bytes):
        raise NoContainer
    return at.astimezone(UTC), signature


def _attributes(digest: bytes, at: datetime, certificate: bytes) -> cms.CMSAttributes:
    named = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()})]})
    time = cms.Time({"utc_time": core.UTCTime(at)})
    return cms.CMSAttributes([
        cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
        cms.CMSAttribute({"type": "signing_time", "values": [time]}),
        cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
        cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]}),
    ])  # fmt: skip


def _written(attributes: cms.CMSAttributes, signature: bytes, certificate: bytes) -> bytes:
    holder = x509.Certificate.load(certificate)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo({
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber({"issuer": holder.issuer, "serial_number": holder.serial_number})}),
        "digest_algorithm": sha256,
        "signed_attrs": attributes,
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        "signature": signature,
    })  # fmt: skip
    signed = cms.SignedData({
        "version": "v1", "digest_algorithms": [sha256], "encap_content_info": {"content_type": "data"}, "certificates": [holder], "signer_infos": [signer],
    })  # fmt: skip
    data: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return data
