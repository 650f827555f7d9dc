"""Renewal of partial accreditation, 8 CFR 1292.16."""

from accreditation.schemes import shared
from accreditation.schemes.base import Scheme

SCHEME = Scheme(
    key="doj-renewal-partial",
    title="DOJ partial accreditation, renewal",
    description="The organization asks EOIR to renew a person’s partial accreditation. EOIR must receive it by the expiry date.",
    level="partial",
    kind="renewal",
    requirements=(
        *shared.FRONT,
        *shared.ORGANIZATION,
        "last_approval",
        "received_by_expiry",
        *shared.PERSON,
        "frequency_uscis",
        *shared.SINCE_TRAINING,
        *shared.CHARACTER,
    ),
    tabs=(
        shared.COVER,
        shared.FORM,
        shared.RECOGNITION_AND_LAST,
        shared.RESUME,
        shared.ROLE,
        shared.LETTERS,
        shared.TRAININGS,
        shared.CERTIFICATES,
        shared.CHARACTER_TAB,
        shared.SUPPORT,
        shared.SERVICE,
    ),
)
