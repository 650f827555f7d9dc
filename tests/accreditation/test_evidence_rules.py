"""Who may see, verify and change which documents: each predicate says the same as its queryset."""

from pathlib import Path
from typing import Any

import pytest

from accreditation.actions.hold_documents import place_hold
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Evidence, LegalHold
from accreditation.rules.evidence import evidence_verified_by, evidence_visible_to, holds_visible_to
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import answers, handed_in, organization, owner_of, owner_of_organization, paper

pytestmark = [pytest.mark.django_db]
ROLES = ("student", "instructor", "attorney", "coordinator", "officer", "auditor", "administrator")


@pytest.fixture
def people(tmp_path: Path) -> dict[str, User]:
    """Two campuses with everybody, documents of every kind, and an organization that sponsors the first."""
    load_course(tmp_path / "course")
    north = enrolled_student()
    south = enrolled_student("south", "student@south.example", program=north.cohort.program)
    found = {"north owner": north.student, "south owner": south.student}
    for slug, place in (("north", north), ("south", south)):
        for role in ROLES:
            found[f"{slug} {role}"] = member(f"{role}2@{slug}.example", role, place.cohort.campus)
    harbor = organization(north.cohort.campus)
    for place in (north, south):
        by = found[f"{place.cohort.campus.slug} coordinator"]
        for kind in evidence_kinds:
            if kind.about == "student":
                handed_in(place, kind.key, by=place.student if "student" in kind.added_by else by)
    submit_evidence(
        kind="recognition_notice", owner=owner_of_organization(harbor), typed=answers("recognition_notice"), file=paper(), by=found["north coordinator"]
    )  # fmt: skip
    for owner in (owner_of(north), owner_of(south), owner_of_organization(harbor)):
        place_hold(owner=owner, reason="A complaint.", by=found["north officer"])
    return {key: User.objects.get(pk=one.pk) for key, one in found.items()}


def test_predicates_and_querysets_say_the_same(people: dict[str, User]) -> None:
    for person in people.values():
        for permission, twin, rows in (
            ("view_evidence", evidence_visible_to, Evidence.objects.all()),
            ("verify_evidence", evidence_verified_by, Evidence.objects.all()),
            ("view_hold", holds_visible_to, LegalHold.objects.all()),
        ):
            by_rule = {row.pk for row in rows if person.has_perm(f"accreditation.{permission}", row)}
            assert by_rule == set(twin(person).values_list("pk", flat=True)), (person.email, permission)


def seen(person: User, **which: Any) -> set[str]:
    return set(evidence_visible_to(person).filter(**which).values_list("kind", flat=True))


def test_what_each_sees(people: dict[str, User]) -> None:
    theirs = {kind.key for kind in evidence_kinds if kind.about == "student"}
    north = {"student": people["north owner"].public_id}

    assert seen(people["north owner"]) == theirs
    assert seen(people["north coordinator"], **north) == seen(people["north officer"], **north) == theirs
    assert seen(people["north auditor"], **north) == theirs - {"background_check"}
    for role in ("student", "instructor", "attorney"):
        assert seen(people[f"north {role}"]) == set()
    assert seen(people["south coordinator"], **north) == set()
    assert seen(people["north administrator"], **north) == theirs
    assert seen(people["north auditor"], student="") == {"recognition_notice"}
    assert seen(people["south officer"], student="") == set()


def test_nobody_verifies_what_they_handed_in(people: dict[str, User]) -> None:
    assert not evidence_verified_by(people["north coordinator"]).filter(kind__in=["recognition_notice", "proof_of_service"], campus="north").exists()
    assert evidence_verified_by(people["north officer"]).filter(campus="north").count() == Evidence.objects.filter(campus="north").count()
    assert not evidence_verified_by(people["north auditor"]).exists()


def test_who_left_sees_nothing(people: dict[str, User]) -> None:
    gone = people["north coordinator"]
    gone.is_active = False

    assert not evidence_visible_to(gone).exists()
    assert not gone.has_perm("accreditation.view_evidence", Evidence.objects.first())


def test_staff_who_study_do_not_keep_their_own_documents(people: dict[str, User]) -> None:
    place = Enrollment.objects.get(student=people["north owner"])

    assert people["north coordinator"].has_perm("accreditation.keep_documents", place)
    assert not people["north owner"].has_perm("accreditation.keep_documents", place)
    assert not people["south coordinator"].has_perm("accreditation.keep_documents", place)
    assert not people["north auditor"].has_perm("accreditation.keep_documents", place)
