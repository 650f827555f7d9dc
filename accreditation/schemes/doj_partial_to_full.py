"""A change from partial to full accreditation: treated as a new request for full, 8 CFR 1292.12(e)."""

from accreditation.schemes import shared
from accreditation.schemes.base import Scheme

SCHEME = Scheme(
    key="doj-partial-to-full",
    title="DOJ change from partial to full",
    description="An accredited representative’s organization asks EOIR for full accreditation. Partial stays valid meanwhile.",
    level="full",
    kind="change",
    requirements=(
        *shared.FRONT,
        *shared.ORGANIZATION,
        "last_approval",
        *shared.PERSON,
        "training_since_approval",
        "required_topics",
        "topics_described",
        "fundamentals_course",
        "training_proof",
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
        shared.FUNDAMENTALS,
        shared.CHARACTER_TAB,
        shared.SUPPORT,
        shared.ADVOCACY,
        shared.SERVICE,
    ),
)
