"""Renewal of full accreditation, 8 CFR 1292.16."""

from accreditation.schemes import shared
from accreditation.schemes.base import Scheme

SCHEME = Scheme(
    key="doj-renewal-full",
    title="DOJ full accreditation, renewal",
    description="The organization asks EOIR to renew a person’s full accreditation. EOIR must receive it by the expiry date.",
    level="full",
    kind="renewal",
    requirements=(
        *shared.FRONT,
        *shared.ORGANIZATION,
        "last_approval",
        "received_by_expiry",
        *shared.PERSON,
        "frequency_uscis",
        "frequency_eoir",
        *shared.SINCE_TRAINING,
        "litigation_skills",
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
        shared.ADVOCACY,
        shared.SERVICE,
    ),
)
