"""The catalog of hostile uploads: each family gives named files."""

from tests.lms.vault.inspection.hostile.documents import word_documents, xml_in_documents
from tests.lms.vault.inspection.hostile.names import types_and_names
from tests.lms.vault.inspection.hostile.packages import packages
from tests.lms.vault.inspection.hostile.pdfs import pdf_actions, pdf_contents, pdf_scripts
from tests.lms.vault.inspection.hostile.pictures import pictures

FAMILIES = (pdf_scripts, pdf_actions, pdf_contents, pictures, word_documents, xml_in_documents, packages, types_and_names)
