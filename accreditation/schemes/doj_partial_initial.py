"""Initial partial accreditation (DHS only) of a person by EOIR's Recognition & Accreditation Program, 8 CFR 1292.12."""

from accreditation.schemes.base import Scheme

SCHEME = Scheme(
    key="doj-partial-initial",
    title="DOJ partial accreditation, first request",
    description="A recognized organization asks EOIR to accredit a person to represent people before the Department of Homeland Security.",
    requirements=(
        "form_edition",
        "legal_name",
        "signatures",
        "proof_of_service",
        "recognition_notice",
        "role_letter",
        "resume",
        "recommendation_letters",
        "program_minutes",
        "required_topics",
        "required_assessments",
        "fundamentals_course",
        "training_proof",
        "character",
        "technical_support",
    ),
    parts=(
        "cover_letter",
        "index",
        "worksheet",
        "list_of_trainings",
        "certificates",
        "topic_coverage",
        "test_results",
    ),
)
