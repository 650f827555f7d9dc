"""Every kind of evidence is whole: it asks, it names its roles, its source, its place in the packet, and it is documented."""

import re
from pathlib import Path

import pytest

from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.requirements import requirements
from lms.people.api import roles
from lms.vault.api import content_types, file_kinds

ROOT = Path(__file__).parents[3]
KINDS = list(evidence_kinds)


def test_the_issue_names_these_kinds_and_each_is_a_file() -> None:
    named = {
        "resume", "recommendation_letter", "character_letter", "background_check", "outside_certificate", "role_letter", "recognition_notice", "last_approval",
        "technical_support_letter", "advocacy_training", "writing_sample", "signed_form", "proof_of_service",
    }  # fmt: skip

    assert set(evidence_kinds.keys()) == named
    assert named <= {path.stem for path in (ROOT / "accreditation/evidence_kinds").glob("*.py")}


def test_every_kind_is_documented() -> None:
    told = (ROOT / "docs/how-to/add-an-evidence-kind.md").read_text()

    assert [kind.key for kind in KINDS if f"`{kind.key}`" not in told] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
class TestKind:
    def test_says_what_it_is_and_on_what_it_rests(self, kind: EvidenceKind) -> None:
        assert kind.title
        assert kind.explains.endswith(".")
        assert kind.in_packet.endswith(".")
        assert kind.mark in "ABCD"
        assert re.search(r"CFR|Matter of", kind.source)
        assert re.fullmatch("[A-L]", kind.tab)

    def test_names_roles_that_there_are_and_verifiers_can_read(self, kind: EvidenceKind) -> None:
        assert set(kind.readers) | set(kind.verifiers) <= set(roles.keys())
        assert set(kind.verifiers) <= set(kind.readers)
        assert "student" not in kind.verifiers
        assert set(kind.added_by) <= {"student", "staff"}

    def test_is_a_kind_of_file_with_the_same_limits(self, kind: EvidenceKind) -> None:
        registered = file_kinds.get(f"evidence.{kind.key}")

        assert registered.accepts == kind.accepts
        assert [key for key in kind.accepts.types if key not in content_types] == []

    def test_asks_each_thing_once_and_a_past_day_where_it_expires(self, kind: EvidenceKind) -> None:
        keys = [asked.key for asked in kind.asks]

        assert len(keys) == len(set(keys))
        assert kind.expiry is None or kind.asked("dated") is not None
        assert all(asked.choices for asked in kind.asks if asked.form in ("choice", "choices"))

    def test_expires_and_is_kept_by_a_rule_with_a_source(self, kind: EvidenceKind) -> None:
        assert kind.retention.source
        assert kind.retention.months or kind.retention.days
        assert kind.expiry is None or kind.expiry.source.startswith("House rule")

    def test_serves_only_kinds_that_there_are(self, kind: EvidenceKind) -> None:
        assert [key for key in kind.serves if key not in evidence_kinds] == []


def test_each_requirement_on_a_document_has_a_kind_that_serves_it() -> None:
    asked = set(re.findall(r'evidence_of\("(\w+)"\)', "".join(path.read_text() for path in (ROOT / "accreditation/requirements").glob("*.py"))))
    served = {key for kind in KINDS for key in kind.requirements}

    assert asked <= set(evidence_kinds.keys())
    assert served <= set(requirements.keys())


def test_a_background_check_keeps_no_file_and_only_verifiers_see_it() -> None:
    kind = evidence_kinds.get("background_check")

    assert not kind.takes_file
    assert set(kind.readers) == {"coordinator", "officer"}
