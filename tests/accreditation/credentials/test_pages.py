"""The certificate on paper: its first page is one page, whatever stands on it."""

import io

from pypdf import PdfReader

from accreditation.credentials import Wording
from lms.core.typesetting import typeset
from tests.factories.signed_certificates import ISSUED_AT, facts

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'


def test_long_names_texts_and_results_stay_on_their_pages() -> None:
    results = "; ".join(f"Assessment of module {number}: 84 %, passed (pass mark 70 %)" for number in range(24))
    wording = Wording(provider="P" * 120, provider_address="12 Elm Street, Springfield, IN 46001 " * 5, text="Thirteen sessions. " * 31, validity_months=36)
    name = "María Guadalupe de los Ángeles Fernández-Villanueva y Quetzalcóatl de la Torre"
    said = facts(wording, results=results, name=name, replaces="No. PW-2026-AAAAAAAA, issued Nov 1, 2026")

    pages = PdfReader(io.BytesIO(typeset("certificate", {**said, "qr_svg": SVG}, at=ISSUED_AT))).pages

    first, second = (page.extract_text() for page in pages)
    assert ("Rosa Díaz" in first, "immigration courts" in first, "Listed on the next page" in first) == (True, True, True)
    assert ("Assessment of module 23" in second, "Topics covered" in second) == (True, True)
