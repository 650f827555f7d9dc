"""The key of the platform's seal on PDFs: ECDSA on P-256 (FIPS 186-5), one beside each signing key, derived from the same text of SIGNING_KEYS.

Readers of PDF know P-256 and few know Ed25519. It is a key of its own, so that no seal can stand for anything else that is signed here; it is
called by the name of its signing key, and trust in both ends together.

Constraint: two signatures can be right for one message, (r, s) and (r, n − s), so somebody could change a sealed file and leave it genuine.
Only the one with the smaller s is made and taken.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey, derive_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.conf import settings

from lms.vault.signing import newest_pair

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
COMMON_NAME = "Pathway platform seal (no person)"
FOREVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""No end that anybody knows (RFC 5280, 4.1.2.5): trust ends when the key is revoked."""
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True)
class SealKey:
    """``key_id`` is the name of the signing key beside it."""

    key_id: str
    private: EllipticCurvePrivateKey

    def sign(self, message: bytes) -> bytes:
        """The signature over ``message`` as DER; the same for the same message (RFC 6979)."""
        r, s = decode_dss_signature(self.private.sign(message, ECDSA(SHA256(), deterministic_signing=True)))
        return encode_dss_signature(r, min(s, ORDER - s))


def newest_seal_key() -> SealKey:
    """The key that seals now: of the first of SIGNING_KEYS."""
    return SealKey(newest_pair().key_id, _derived(settings.SIGNING_KEYS[0]))


def self_issued(key: SealKey, organization: str, at: datetime) -> bytes:
    """A certificate of ``key`` that it gives itself, as DER. It names the installation and says that nobody in person signs with it."""
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:64]), x509.NameAttribute(NameOID.COMMON_NAME, COMMON_NAME)])
    public = key.private.public_key()
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False, key_cert_sign=False,
        crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(public).serial_number(int(key.key_id, 16) or 1)
    builder = builder.not_valid_before(at.replace(microsecond=0)).not_valid_after(FOREVER)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(usage, critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    return builder.sign(key.private, SHA256()).public_bytes(Encoding.DER)


def is_sealed(message: bytes, signature: bytes, certificate: bytes) -> bool:
    """Whether the holder of ``certificate`` (DER) signed ``message``. Anything malformed, or spelled otherwise than we do, is not."""
    try:
        r, s = decode_dss_signature(signature)
        public = x509.load_der_x509_certificate(certificate).public_key()
        if not isinstance(public, EllipticCurvePublicKey) or s > ORDER - s or encode_dss_signature(r, s) != signature:
            return False
        public.verify(signature, message, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _derived(text: str) -> EllipticCurvePrivateKey:
    """48 bytes taken modulo the order are as good as drawn at random (FIPS 186-5, A.2.1)."""
    seed = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"pathway seal").derive(text.encode())
    return derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, SECP256R1())
