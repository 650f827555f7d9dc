"""Files about several students: who may still read one, and whose records it says it holds."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from accreditation.actions.build_cohort_packets import build_cohort_packets
from accreditation.actions.give_consent import give_consent
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.models import Consent
from accreditation.policies.sharing import IN_A_PACKET
from accreditation.registers.packets import may_read_packets
from accreditation.registers.records import may_read_export
from accreditation.tasks import records
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.audit.models import Disclosure
from lms.core.clock import now
from lms.people.models import Membership, User
from lms.vault.api import stream
from lms.vault.models import StoredFile
from tests.accreditation.test_tasks import Run
from tests.factories.course import TERM_BEGAN, enrolled_student, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]
FORM = {"format": "csv", "as_of": ""}


def consent_of(place: Enrollment, *keys: str) -> Consent:
    student, named = place.student, ["organization"]
    return give_consent(
        campus=place.cohort.campus, purpose="filing", records=keys or ["hours"], recipients=named, typed_name=student.legal_name, by=student
    )  # fmt: skip


def exported(person: User, *campuses: str) -> StoredFile:
    scope = {"scope": "campus", "called": campuses[0]}
    run = Run(person.public_id, {**scope, "campuses": list(campuses), **FORM})
    return StoredFile.objects.get(public_id=records.run_export(run)["file"])


def someone_else(place: Enrollment, name: str) -> Enrollment:
    return put_enrollment(student=member(f"{name}@north.example", "student", place.cohort.campus), cohort=place.cohort, since=TERM_BEGAN)


def while_it_is_written(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """After the last line was read, before the file is in the vault."""
    written = records.export_records

    def blocks(**facts: Any) -> Iterator[bytes]:
        yield from written(**facts)
        happens()

    monkeypatch.setattr(records, "export_records", blocks)


@pytest.mark.usefixtures("direct")
def test_a_consent_taken_back_while_the_file_is_written_closes_it(enrollment: Enrollment, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    consent = consent_of(enrollment)
    while_it_is_written(monkeypatch, lambda: revoke_consent(consent=consent, by=enrollment.student))

    file = exported(officer, "north")

    assert not may_read_export(officer, file)


@pytest.mark.usefixtures("direct")
def test_the_end_of_a_consent_of_somebody_who_is_not_in_it_closes_nothing(enrollment: Enrollment, officer: User) -> None:
    consent_of(enrollment)
    file = exported(officer, "north")
    revoke_consent(consent=consent_of(other := someone_else(enrollment, "bea")), by=other.student)

    assert may_read_export(officer, file)


@pytest.mark.usefixtures("direct")
def test_a_file_of_two_campuses_asks_each_for_those_whose_records_of_it_are_inside(enrollment: Enrollment, officer: User) -> None:
    """Ana shares the records of one campus, and has a place on the other, which shares as a school official."""
    south = enrolled_student("south", "s@south.example")
    Membership.objects.create(user=officer, campus=south.cohort.campus, role="officer")
    officer = User.objects.get(pk=officer.pk)
    consent = consent_of(enrollment)
    file = StoredFile(people={"north": [enrollment.student.public_id], "south": [enrollment.student.public_id]}, created_by=officer.public_id)

    assert may_read_export(officer, file)
    assert not may_read_export(officer, StoredFile(people=file.people, created_by=south.student.public_id))
    revoke_consent(consent=consent, by=enrollment.student)
    assert not may_read_export(officer, file)


@pytest.mark.usefixtures("direct")
@pytest.mark.parametrize("taken_back", IN_A_PACKET)
def test_the_packets_of_a_cohort_ask_for_the_consent_to_everything_in_them(enrollment: Enrollment, officer: User, taken_back: str) -> None:
    consents = {record: consent_of(enrollment, record) for record in IN_A_PACKET}
    file = build_cohort_packets(cohort=enrollment.cohort, kind="draft", by=officer, key="k").file

    assert file.people == {"north": [enrollment.student.public_id]}
    assert may_read_packets(officer, file)
    revoke_consent(consent=consents[taken_back], by=enrollment.student)
    assert not may_read_packets(officer, file)


def test_a_download_is_told_to_who_is_in_the_file_and_not_to_who_joined_since(enrollment: Enrollment, emil: User) -> None:
    gone = someone_else(enrollment, "bea")
    file = exported(emil, "north")
    joined = someone_else(enrollment, "cai")
    Enrollment.objects.filter(pk=gone.pk).update(state="withdrawn", ended_at=now())

    assert signed_in(emil).get(f"/files/{file.public_id}/").status_code == 200

    told = list(Disclosure.objects.filter(purpose="Download").values_list("owner", flat=True))
    assert joined.student.public_id not in told
    assert told == sorted([enrollment.student.public_id, gone.student.public_id])


def test_who_joins_while_it_is_written_is_not_in_it(enrollment: Enrollment, emil: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom the file names is settled before its first line is read."""
    written = records.export_records
    joined: list[Enrollment] = []

    def later(**facts: Any) -> Iterator[bytes]:
        joined.append(someone_else(enrollment, "bea"))
        return written(**facts)

    monkeypatch.setattr(records, "export_records", later)
    file = exported(emil, "north")

    assert file.people == {"north": [enrollment.student.public_id]}
    assert joined[0].student.email.encode() not in b"".join(stream(file))


def test_a_second_attempt_tells_whom_the_first_ones_file_holds(enrollment: Enrollment, emil: User) -> None:
    run = Run(emil.public_id, {"scope": "campus", "called": "north", "campuses": ["north"], **FORM})
    records.run_export(run)
    someone_else(enrollment, "bea")

    again = StoredFile.objects.get(public_id=records.run_export(run)["file"])

    assert again.people == {"north": [enrollment.student.public_id]}
    assert set(Disclosure.objects.values_list("owner", flat=True)) == {enrollment.student.public_id}


def test_a_file_that_does_not_say_whom_it_holds_is_written_anew(enrollment: Enrollment, emil: User) -> None:
    assert not may_read_export(emil, StoredFile(campus="north", created_by=emil.public_id))
