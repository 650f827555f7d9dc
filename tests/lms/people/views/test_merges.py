"""The pages on which two accounts become one."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from lms.audit.models import Disclosure
from lms.people.actions.merge_accounts import propose_merge
from lms.people.models import AccountMerge, Campus, MergeProposal, User
from tests.factories.people import person
from tests.lms.people.browsers import signed_in

REASON = "She showed her ID and signed in to both."


@pytest.fixture
def private(north: Campus) -> User:
    return person("student", north, key="private", email="private@mail.example")


def test_from_the_account_that_is_kept_to_one_account(coordinator: User, administrator: User, student: User, private: User) -> None:
    browser = signed_in(coordinator)
    assert reverse("people:merge", args=[student.public_id]) in browser.get(reverse("people:person", args=[student.public_id])).content.decode()

    chosen = browser.post(reverse("people:merge", args=[student.public_id]), {"email": "Private@mail.example"})
    page = browser.get(chosen.headers["Location"]).content.decode()
    proposed = browser.post(chosen.headers["Location"], {"reason": REASON})
    own = browser.get(proposed.headers["Location"]).content.decode()

    assert "Places in cohorts" in page
    assert "A second coordinator or an administrator approves" in own
    proposal = MergeProposal.objects.get()
    second = signed_in(administrator)
    assert "merge of accounts" in second.get(reverse("site:home")).content.decode()
    assert "Merge for good" in second.get(reverse("people:merge_proposal", args=[proposal.public_id])).content.decode()
    answer = second.post(reverse("people:approve_merge", args=[proposal.public_id]))
    assert answer.headers["Location"] == reverse("people:person", args=[student.public_id])
    assert AccountMerge.objects.get().merged == private.public_id
    gone = second.get(reverse("people:person", args=[private.public_id])).content.decode()
    assert "This account was merged into" in gone
    assert "Open this account again" not in gone


def test_an_address_of_nobody_one_looks_after_is_not_told_apart(coordinator: User, student: User, south: Campus) -> None:
    person("student", south, key="there", email="there@south.example")
    url = reverse("people:merge", args=[student.public_id])

    pages = [signed_in(coordinator).post(url, {"email": email}) for email in ("there@south.example", "nobody@north.example", student.email)]

    assert [page.status_code for page in pages] == [422] * 3
    assert len({str(page.context["form"].errors["email"]) for page in pages}) == 1


def test_what_stands_against_it_is_said_and_cannot_be_proposed(administrator: User, student: User, private: User, north: Campus) -> None:
    private.memberships.create(campus=north, role="instructor")
    url = reverse("people:merge_preview", args=[student.public_id, private.public_id])

    page = signed_in(administrator).get(url).content.decode()
    refused = signed_in(administrator).post(url, {"reason": REASON})

    assert "also works as instructor" in page
    assert "Propose the merge" not in page
    assert refused.status_code == 422
    assert not MergeProposal.objects.exists()


def test_both_see_that_their_account_was_looked_at(coordinator: User, student: User, private: User) -> None:
    signed_in(coordinator).get(reverse("people:merge_preview", args=[student.public_id, private.public_id]))

    seen = Disclosure.objects.filter(purpose="Merging two accounts of one person")
    assert set(seen.values_list("owner", flat=True)) == {student.public_id, private.public_id}


def test_a_proposal_is_taken_back(coordinator: User, student: User, private: User) -> None:
    proposal = propose_merge(kept=student, merged=private, reason=REASON, by=coordinator)

    signed_in(coordinator).post(reverse("people:decline_merge", args=[proposal.public_id]))

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    page = signed_in(coordinator).get(reverse("people:merge_proposal", args=[proposal.public_id])).content.decode()
    assert "This was decided." in page
    assert "Places in cohorts" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_waits(coordinator: User, north: Campus, count: int, django_assert_num_queries: Callable) -> None:
    for number in range(count):
        kept, other = (person("student", north, key=f"{name}{number}") for name in ("kept", "other"))
        propose_merge(kept=kept, merged=other, reason=REASON, by=coordinator)
    browser = signed_in(coordinator)
    browser.get(reverse("people:merges"))

    with django_assert_num_queries(7):
        page = browser.get(reverse("people:merges"))

    assert len(page.context["rows"]) == count
