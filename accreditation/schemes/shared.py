"""What several schemes have in common, so that each declares only what is its own (domain reference, 4.1)."""

from accreditation.schemes.base import Tab

FRONT = ("form_edition", "legal_name", "name_note", "not_attorney", "prior_applications", "signatures", "proof_of_service", "recipients")
ORGANIZATION = ("recognition_notice", "officer", "role_letter", "role", "graduation")
PERSON = ("resume", "practice_summary", "recommendation_letters", "letter_ages")
FIRST_TRAINING = ("completion", "required_topics", "topics_described", "fundamentals_course", "training_proof")
SINCE_TRAINING = ("training_since_approval", "topics_described", "training_proof")
CHARACTER = ("character_letter", "background_check", "technical_support")

COVER = Tab("", "Cover letter and index", parts=("cover_letter", "index"))
FORM = Tab("A", "Form EOIR-31A with dated proof of service", parts=("name_note", "worksheet"), evidence=("signed_form",), documents_first=True)
RECOGNITION = Tab("B", "The organization’s recognition notice", evidence=("recognition_notice",))
RECOGNITION_AND_LAST = Tab("B", "Recognition notice and last accreditation notice", evidence=("recognition_notice", "last_approval"))
RESUME = Tab("C", "Resume", parts=("resume_skeleton",), evidence=("resume",))
ROLE = Tab("D", "Qualifications and role", parts=("role_description", "practice_summary"), evidence=("role_letter",))
LETTERS = Tab("E", "Letters of recommendation", evidence=("recommendation_letter",))
TRAININGS = Tab("F", "List of trainings", parts=("list_of_trainings",))
CERTIFICATES = Tab("G", "Certificates", parts=("certificates",), evidence=("outside_certificate",))
FUNDAMENTALS = Tab("H", "Fundamentals course", parts=("syllabus",))
CHARACTER_TAB = Tab(
    "I", "Character letters and background check", parts=("background",), evidence=("character_letter", "background_check"), documents_first=True
)
SUPPORT = Tab("J", "Technical legal support", parts=("support_sheet",), evidence=("technical_support_letter",))
ADVOCACY = Tab("K", "Advocacy training and writing sample", parts=("advocacy",), evidence=("advocacy_training", "writing_sample"))
SERVICE = Tab("L", "Proof of service and of delivery", parts=("service_sheet",), evidence=("proof_of_service",))
