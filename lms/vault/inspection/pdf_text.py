"""Reading the words of a PDF. Run as a program, so that a document that is hard to read can spend only its own process.

python pdf_text.py < document.pdf > words.txt        exit 0; anything else means that nothing could be read
"""

import resource
import sys
from io import BytesIO

from pypdf import PdfReader

SECONDS = 8
MEMORY = 1_000_000_000  # bytes of address space, most of it Python's own
MOST_PAGES = 200


def words_in(data: bytes) -> str:
    """The words of the first pages, page by page. Raises what pypdf raises for a document it cannot read."""
    pages = PdfReader(BytesIO(data), strict=False).pages
    return "\n".join(page.extract_text() for _, page in zip(range(MOST_PAGES), pages, strict=False))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(words_in(sys.stdin.buffer.read()).encode("utf-8", "replace"))
