"""What North does is not there for anybody of South: every address that North's people saw, tried by three of South's."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lms.people.models import Campus, User
from tests.factories.course import enrolled_student, member
from tests.journeys.campus import everybody_accepts, north
from tests.journeys.conftest import Visitor
from tests.journeys.test_certificate import complete_course
from tests.journeys.test_exports import exported

pytestmark = [pytest.mark.browser, pytest.mark.separate]
SECRETS = ("Ana Alvarez", "student@north.example")
# addresses that everybody has, each showing what is one's own
SHARED = (
    "/",
    "/learn/",
    "/record/",
    "/record/results/",
    "/cohorts/",
    "/people/",
    "/notices/",
    "/jobs/",
    "/account/",
    "/privacy/",
    "/cohorts/approvals/",
    "/teach/marking/",
    "/cohorts/applications/",
    "/cohorts/audits/",
    "/cohorts/certificates/",
    "/cohorts/documents/",
    "/cohorts/practice/",
    "/cohorts/questions/",
    "/organizations/",
    "/practice-questions/",
    "/record/application/",
    "/record/certificates/",
    "/record/documents/",
    "/record/export/",
    "/record/outside/",
    "/record/practice/",
    "/record/questions/",
    "/record/sharing/",
)
# what one's own record is made of: the same address shows each person their own
ONES_OWN = ("/record/entries/", "/record/topics/")


def addresses_seen(visitor: Visitor) -> set[str]:
    """The addresses of every link and form on the page."""
    found = visitor.page.eval_on_selector_all("main a[href], main form[action]", "all => all.map(one => one.href || one.action)")
    return {urlsplit(address).path for address in found if urlsplit(address).netloc in ("", urlsplit(visitor.address).netloc)}


def test_another_campus_sees_nothing(visitors: Callable[[], Visitor], worker: None, tmp_path: Path) -> None:
    life = north(tmp_path)
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")
    strangers = [
        enrolled_student("south", "student@south.example", program=life.enrollment.cohort.program).student,
        member("coordinator@south.example", "coordinator", south), member("instructor@south.example", "instructor", south),
    ]  # fmt: skip
    User.objects.filter(email="student@south.example").update(legal_first_name="Noor", legal_last_name="Haddad")
    everybody_accepts()
    student = visitors().sign_in_as(life.student)
    complete_course(student)
    coordinator = visitors().sign_in_as(life.coordinator)
    exported(coordinator, "csv")
    seen = {urlsplit(coordinator.page.url).path, urlsplit(student.page.url).path} | addresses_seen(coordinator)
    for visitor, path in [(student, "/record/"), (coordinator, "/cohorts/north-fall/"), (coordinator, f"/cohorts/people/{life.enrollment.public_id}/")]:
        visitor.open(path)
        seen |= addresses_seen(visitor) | {path}
    private = {path for path in seen if path not in SHARED and not path.startswith((*ONES_OWN, "/learn/", "/accounts/", "/verify/"))}
    assert len(private) >= 6

    for person in strangers:
        stranger = visitors().sign_in_as(person)
        for path in sorted(private):
            answer = stranger.open(path)
            assert answer.status in (404, 405), f"{person.email} got {answer.status} at {path}"
            assert not any(secret in answer.text() for secret in SECRETS)
        for path in (*SHARED, *(path for path in sorted(seen) if path.startswith(ONES_OWN))):
            answer = stranger.open(path)
            assert not any(secret in answer.text() for secret in SECRETS), f"{person.email} reads of North at {path}"
