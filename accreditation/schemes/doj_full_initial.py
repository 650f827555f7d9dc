"""Initial full accreditation (DHS, immigration courts and the BIA), 8 CFR 1292.12(a)(6)."""

from accreditation.schemes import shared
from accreditation.schemes.base import Scheme

SCHEME = Scheme(
    key="doj-full-initial",
    title="DOJ full accreditation, first request",
    description="A recognized organization asks EOIR to accredit a person to represent people before DHS, the immigration courts and the Board.",
    level="full",
    kind="initial",
    requirements=(*shared.FRONT, *shared.ORGANIZATION, *shared.PERSON, *shared.FIRST_TRAINING, "litigation_skills", *shared.CHARACTER),
    tabs=(
        shared.COVER,
        shared.FORM,
        shared.RECOGNITION,
        shared.RESUME,
        shared.ROLE,
        shared.LETTERS,
        shared.TRAININGS,
        shared.CERTIFICATES,
        shared.FUNDAMENTALS,
        shared.CHARACTER_TAB,
        shared.SUPPORT,
        shared.ADVOCACY,
        shared.SERVICE,
    ),
)
