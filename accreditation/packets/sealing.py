"""The platform's seal on a finished PDF: a certification that allows no change, invisible on its pages (decision 101).

It says that Pathway put the file together and that it was not changed since. It never stands for a person's signature: its reason and its certificate say so.

The seal is an incremental update (ISO 32000-1, 7.5.6) behind the file as it was bound: whoever cuts it off has that file again, to the byte.
"""

import io
from datetime import datetime

from accreditation.packets.seal_container import container
from lms.vault.api import PlatformSeal

REASON = "Sealed by the platform; no person’s signature"
NAME = "Pathway platform seal"
FIELD = "PlatformSeal"
RESERVED = 8_192
"""Hexadecimal digits for the container, which takes about 2 500."""
SEAL_BYTES = 12_000
"""What a seal adds to a file, generously."""


def sealed(pdf: bytes, *, seal: PlatformSeal, at: datetime) -> bytes:
    """``pdf`` with the seal of ``at``, a whole second in UTC, behind it."""
    # Only workers that seal pay for the import: 0.6 s and its memory.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    steps = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(steps)
    shape = SignatureObject(timestamp=at, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED, name=NAME, reason=REASON, bytes_reserved=RESERVED)
    steps.send(SigObjSetup(shape, mdp_setup=SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(container(prepared.document_digest, at, seal.certificate, seal.sign))
    data: bytes = output.getvalue()
    return data
