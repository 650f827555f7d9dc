"""Every type of content that a kind of file may accept, in the order in which they are looked for."""

from lms.core.registry import Registry
from lms.vault.inspection.base import ContentType, Signature
from lms.vault.inspection.signatures import SIGNATURES
from lms.vault.inspection.types.docx import DOCX
from lms.vault.inspection.types.heic import HEIC
from lms.vault.inspection.types.jpeg import JPEG
from lms.vault.inspection.types.odt import ODT
from lms.vault.inspection.types.pdf import PDF
from lms.vault.inspection.types.png import PNG
from lms.vault.inspection.types.pptx import PPTX
from lms.vault.inspection.types.text import CSV, TEXT
from lms.vault.inspection.types.webp import WEBP
from lms.vault.inspection.types.xlsx import XLSX

content_types: Registry[ContentType] = Registry("type of content")
for _type in (PDF, JPEG, PNG, WEBP, HEIC, DOCX, XLSX, PPTX, ODT, CSV, TEXT):
    content_types.register(_type.key, _type)


def all_signatures() -> tuple[Signature, ...]:
    """Accepted types first, then those that are only named; plain text last, for much else reads as text."""
    return (*(one for one in content_types if one is not TEXT), *SIGNATURES, TEXT)
