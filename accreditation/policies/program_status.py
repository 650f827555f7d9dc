"""What the domain reference (section 0) knew of EOIR’s program on Nov 23, 2026; the first rows of the program notices. Dated content, not law."""

from datetime import date

CHECKED_ON = date(2026, 11, 23)
# (when, for sorting, text, source, mark)
FIRST_NOTICES = (
    (
        "Nov 3, 2023", date(2023, 11, 3), "Forms EOIR-31 and EOIR-31A “Revised October 2022” became mandatory. Older editions are returned unprocessed.",
        "justice.gov/eoir/recognition-and-accreditation-program; CLINIC, Jan 29, 2024", "A",
    ),
    (
        "2024", date(2024, 1, 1), "CLINIC and 95 organizations wrote to the Department of Justice about renewed delays.",
        "cliniclegal.org/resources/doj-recognition-and-accreditation", "B",
    ),
    (
        "Apr 17, 2025", date(2025, 4, 17),
        "A notice announced an electronic application system at getaccredited.eoir.justice.gov; mail and e-mail stay possible. "
        "Whether it is live was not found out.",
        "90 FR 16173; immpolicytracking.org ID 1687", "A/B",
    ),
    ("July 2025", date(2025, 7, 18), "The forms were renewed “with changes”, described as not substantive.", "90 FR 34010; omb.report ICR 202507-1125-005",
    "A"),
    ("Dec 14, 2025", date(2025, 12, 14), "The program’s page was still live; its contact is R-A-Info@usdoj.gov.",
    "justice.gov, Recognition and Accreditation Program", "A"),
    (
        "March to April 2026", date(2026, 4, 1),
        "News reports said that the program’s staff was cut so far that nobody could approve or renew; the Department said the program was not formally ended. "
        "Only retellings of the report were read.",
        "americanliberty.news, Apr 2026; capcreds.com/articles/1710", "B",
    ),
    (
        "After April 2026", date(2026, 4, 2),
        "How far the program decides anything today is to be confirmed. No rule that ends, pauses or amends 8 CFR 1292.11 to 1292.20 was found.",
        "Domain reference, section 0, as of Nov 23, 2026", "D",
    ),
)  # fmt: skip
