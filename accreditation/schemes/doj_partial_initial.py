"""Initial partial accreditation (DHS only) of a person by EOIR's Recognition & Accreditation Program, 8 CFR 1292.12."""

from accreditation.schemes import shared
from accreditation.schemes.base import Scheme

SCHEME = Scheme(
    key="doj-partial-initial",
    title="DOJ partial accreditation, first request",
    description="A recognized organization asks EOIR to accredit a person to represent people before the Department of Homeland Security.",
    level="partial",
    kind="initial",
    requirements=(*shared.FRONT, *shared.ORGANIZATION, *shared.PERSON, *shared.FIRST_TRAINING, *shared.CHARACTER),
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
        shared.SERVICE,
    ),
)
