"""Certificates issued by several at once, or by a process that dies half-way: one certificate, one notice (security.md, CE-10)."""

from pathlib import Path

import pytest

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.reissue_certificate import reissue_certificate
from accreditation.models import Certificate, CertificateEvent
from accreditation.queries.certificates import certificate_numbered
from curriculum.api import enrollment_called
from curriculum.models import Enrollment
from lms.core.errors import Conflict
from lms.notices.models import Notice
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.factories.certificates import ready
from tests.factories.course import enrolled_student, load_course, member
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
TRACK, EMAIL = "law_and_skills", "coordinator@north.example"


def issue(place: str) -> str:
    return issue_certificate(enrollment=enrollment_called(place), track=TRACK, by=User.objects.get(email=EMAIL)).number


def reissue(number: str) -> str:
    certificate = certificate_numbered(number)
    assert certificate is not None
    try:
        return reissue_certificate(certificate=certificate, reason="A new name.", by=User.objects.get(email=EMAIL)).number
    except Conflict as refused:
        return refused.code


@pytest.fixture
def enrollment(separate_database: SeparateDatabase, tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    place = ready(enrolled_student())
    member(EMAIL, "coordinator", place.cohort.campus)
    return place


def act(place: Enrollment, kill: str = "") -> Act:
    return Act(f"{__name__}:issue", {"place": place.public_id}, kill)


def test_four_who_issue_at_once_get_the_same_certificate(separate_database: SeparateDatabase, enrollment: Enrollment) -> None:
    with Stage(separate_database) as stage:
        said = {outcome.said for outcome in stage.together(*(act(enrollment) for _ in range(4)))}

    assert said == {Certificate.objects.get().number}
    assert Notice.objects.filter(kind="accreditation.certificate_issued").count() == 1


def test_who_dies_half_way_leaves_nothing_and_the_next_issues_once(separate_database: SeparateDatabase, enrollment: Enrollment) -> None:
    with Stage(separate_database) as stage:
        [killed] = stage.together(act(enrollment, kill="certificate.before_commit"))
        left = Certificate.objects.count(), Notice.objects.count()
        said = [stage.together(act(enrollment))[0].said for _ in range(2)]

    assert (killed.killed, left) == (True, (0, 0))
    assert said == [Certificate.objects.get().number] * 2
    assert Notice.objects.filter(kind="accreditation.certificate_issued").count() == 1


def test_of_two_who_replace_it_at_once_one_does(separate_database: SeparateDatabase, enrollment: Enrollment) -> None:
    number = issue(enrollment.public_id)

    with Stage(separate_database) as stage:
        said = sorted(outcome.said for outcome in stage.together(*(Act(f"{__name__}:reissue", {"number": number}) for _ in range(2))))

    assert said == [Certificate.objects.get(edition=2).number, "superseded"]
    assert (Certificate.objects.count(), CertificateEvent.objects.count()) == (2, 1)
