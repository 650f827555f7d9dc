"""Dossiers as plain data: a candidate who has everything a scheme asks for, and ways to take something away.

ready("doj-partial-initial")
without(ready("doj-partial-initial"), "resume")
"""

from dataclasses import replace
from datetime import date
from typing import Any

from accreditation.dossier import (
    Candidate,
    Dossier,
    Evidence,
    Filing,
    Location,
    Officer,
    Organization,
    Practice,
    ProgramRules,
    Recipient,
    Result,
    Supervisor,
    TechnicalSupport,
    TopicMinutes,
    Training,
    Worksheet,
)

AS_OF = date(2026, 11, 28)
LAST_APPROVED = date(2024, 3, 1)
EXPIRES = date(2027, 3, 1)
TAGS = (
    "history_agencies", "ethics_upl", "nonimmigrant", "family", "adjustment_consular", "inadmissibility_waivers", "criminal_grounds", "removal_procedure",
    "detention", "asylum", "withholding_cat", "tps_daca_parole", "u_t_vawa_sij", "naturalization_citizenship", "forms_evidence", "interviewing",
    "referral_judgment",
)  # fmt: skip


def training(**changes: Any) -> Training:
    """The law and skills track of a program of 36 hours, completed this fall; give fields to change."""
    facts: dict[str, Any] = {
        "title": "Law & Immigration Training", "provider": "North Campus", "provider_address": "", "track": "law_and_skills",
        "track_title": "Law and skills", "on_eoir_list": True, "stated_minutes": 2160, "minutes": 2040,
        "minutes_by_mode": {"in_person": 1400, "self_paced": 640}, "minutes_by_category": {"law_contact": 1400, "law_self_study": 640},
        "first_date": date(2026, 9, 1), "last_date": date(2026, 11, 20),
        "topics": tuple(TopicMinutes(slug=tag, title=tag.replace("_", " "), minutes=120, required=True) for tag in TAGS),
        "results": (
            Result(
                assessment="final-exam", title="Final exam", attempted=True, passed=True, percent=84, pass_percent=70, required=True,
                finished_on=date(2026, 11, 20),
            ),
        ),
        "minimum_percent": 90, "all_required_topics": True, "is_fundamentals": True, "certificate_number": "PW-2026-0001", "certificate_status": "valid",
        "certificate_name": "Ana Alvarez", "stated_live_minutes": 1500,
    }  # fmt: skip
    return Training(**(facts | changes))


def outside(**changes: Any) -> Training:
    """A three-hour outside training with a certificate."""
    facts: dict[str, Any] = {
        "title": "Asylum update", "provider": "Law Institute", "track": "", "track_title": "Outside training", "stated_minutes": 180, "minutes": 180,
        "minutes_by_mode": {"live_remote": 180}, "minutes_by_category": {"external_training": 180}, "first_date": date(2025, 6, 2),
        "last_date": date(2025, 6, 2), "topics": (TopicMinutes(slug="asylum", title="asylum", minutes=180, required=True),), "results": (),
        "minimum_percent": 0, "all_required_topics": False, "is_fundamentals": False, "certificate_number": "LI-77", "stated_live_minutes": 0,
    }  # fmt: skip
    return training(**(facts | changes))


def organization(**changes: Any) -> Organization:
    """A recognized organization whose representatives are all partially accredited."""
    facts: dict[str, Any] = {
        "legal_name": "Harbor Welcome Center", "street": "12 Elm Street", "city": "Providence", "state": "RI", "zip_code": "02903",
        "recognition_state": "recognized", "recognition_kind": "full", "recognition_date": date(2023, 5, 1), "recognition_expires_on": date(2029, 5, 1),
        "locations": (Location(name="Main office", address="12 Elm Street", zip_code="02903", recognized=True),),
        "officer": Officer(name="Olga Reyes", title="Director", since=date(2022, 1, 1)),
        "technical_support": (TechnicalSupport(name="Tessa Lind", kind="pro_bono_attorney", bar_state="RI", bar_number="1", agreed_on=date(2025, 1, 1)),),
    }  # fmt: skip
    return Organization(**(facts | changes))


def filing(scheme: str, **changes: Any) -> Filing:
    """An application of a volunteer, as complete as its scheme asks."""
    facts: dict[str, Any] = {
        "public_id": "application-1", "scheme": scheme, "state": "ASSEMBLING", "requested_level": "full" if "full" in scheme else "partial",
        "role": "volunteer", "role_title": "Legal assistant", "prior_applications": "none", "not_attorney": True,
        "recipients": (Recipient(name="USCIS Providence", address="1543 Atwood Avenue", confirmed_on=date(2026, 11, 1)),),
        "dates": {"graduation_expected": date(2028, 5, 20)},
    }  # fmt: skip
    if "initial" not in scheme:
        facts |= {"last_approved_on": LAST_APPROVED, "last_level": "partial", "expires_printed": EXPIRES}
    if "renewal" in scheme:
        facts |= {"frequency_uscis": "Weekly", "frequency_eoir": "Monthly", "dates": facts["dates"] | {"received": date(2026, 11, 25)}}
    return Filing(**(facts | changes))


def documents() -> tuple[Evidence, ...]:
    """Every kind of document, recent and verified."""
    recent = date(2026, 10, 1)
    return (
        Evidence(kind="resume", title="Resume", dated=recent),
        Evidence(kind="recommendation_letter", title="Letter", writer="Rosa Diaz", dated=recent),
        Evidence(kind="recommendation_letter", title="Letter", writer="Paul Weir", dated=recent, also=("character_letter",)),
        Evidence(kind="background_check", title="Background check", dated=recent, outcome="nothing found"),
        Evidence(kind="role_letter", title="Role", dated=recent),
        Evidence(kind="recognition_notice", title="Recognition", dated=date(2023, 5, 1)),
        Evidence(kind="last_approval", title="Last approval", dated=LAST_APPROVED),
        Evidence(kind="technical_support_letter", title="Support", dated=recent),
        Evidence(kind="advocacy_training", title="Court skills", dated=recent),
        Evidence(kind="writing_sample", title="Motion", dated=recent),
        Evidence(kind="signed_form", title="Form EOIR-31A", dated=recent, signers=("representative", "officer")),
        Evidence(kind="proof_of_service", title="Service", dated=recent),
    )


def ready(scheme: str, **changes: Any) -> Dossier:
    """Somebody with nothing missing and nothing to look at under ``scheme``; give fields to change."""
    trainings = (training(), outside()) if "initial" in scheme else (training(), outside(), outside(title="Ethics update", last_date=date(2024, 9, 9)))
    facts: dict[str, Any] = {
        "as_of": AS_OF,
        "candidate": Candidate(public_id="student-1", email="ana@north.example", legal_first_name="Ana", legal_middle_name="", legal_last_name="Alvarez"),
        "organization": organization(), "campus": "North Campus", "cohort": "Fall", "program": "Law & Immigration Training", "program_version": "2026.1",
        "trainings": trainings, "worksheet": Worksheet(edition="2025", source="EOIR", confirmed=True, checked_on=date(2026, 9, 1)), "ledger_seq": 40,
        "ledger_head": "a" * 64, "evidence": documents(), "filing": filing(scheme), "rules": ProgramRules(version="1", exam="final-exam"),
        "practice": Practice(
            minutes=1200, matters=4, appearances_uscis=12, appearances_eoir=3,
            supervisors=(Supervisor(name="Tessa Lind", bar_state="RI", bar_number="1", minutes=1200),),
        ),
    }  # fmt: skip
    return Dossier(**(facts | changes))


def without(dossier: Dossier, *kinds: str) -> Dossier:
    """The same dossier without documents of these kinds."""
    return replace(dossier, evidence=tuple(item for item in dossier.evidence if item.kind not in kinds))


def filed(dossier: Dossier, **changes: Any) -> Dossier:
    """The same dossier with another application."""
    assert dossier.filing is not None
    return replace(dossier, filing=replace(dossier.filing, **changes))


def open_findings(dossier: Dossier, scheme: Any) -> dict[str, str]:
    """State by key of every requirement that is not met."""
    return {finding.requirement.key: finding.state for finding in scheme.findings(dossier) if finding.state != "met"}
