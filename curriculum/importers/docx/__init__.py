"""Word documents. ``read_docx`` turns one into a lesson's blocks with a report; it keeps nothing and never fails but with a sentence.

The document is opened with care (``package``), its XML is searched for what a lesson cannot hold (``losses``), put into words that mammoth knows
(``tidying``), turned into HTML by mammoth, and written as blocks (``writing``).
"""

from curriculum.importers.docx.reading import read_docx

__all__ = ["read_docx"]
