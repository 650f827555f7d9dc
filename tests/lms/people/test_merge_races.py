"""Two people approve at the same instant: one merge, no hour twice; two merges that would undo each other: one of them."""

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models import Sum

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from lms.core.errors import Refusal
from lms.people.actions.merge_accounts import approve_merge, propose_merge
from lms.people.models import AccountMerge, MergeProposal, User
from tests.conftest import SeparateDatabase
from tests.factories.course import member, study
from tests.factories.merges import REASON, Twice, complete, signed_up_twice

pytestmark = [pytest.mark.services, pytest.mark.separate]


@pytest.fixture
def twice(separate_database: SeparateDatabase, tmp_path: Path) -> Twice:
    return signed_up_twice(tmp_path)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or raised; they begin together, each with a connection of its own."""
    barrier, said = Barrier(len(acts)), [None] * len(acts)

    def play(number: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            said[number] = act()
        except Refusal as refused:
            said[number] = refused
        finally:
            connection.close()

    threads = [Thread(target=play, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def approval(proposal: MergeProposal, by: User) -> Callable[[], object]:
    return lambda: approve_merge(proposal=MergeProposal.objects.get(pk=proposal.pk), by=User.objects.get(pk=by.pk))


def test_two_approvals_make_one_merge(twice: Twice) -> None:
    study(twice.spring, "two", 5)
    complete(twice.spring, "two")
    third = member("three@north.example", "coordinator", twice.fall.cohort.campus)
    proposal = propose_merge(kept=twice.kept, merged=twice.merged, reason=REASON, by=twice.one)

    first, second = at_once(approval(proposal, twice.two), approval(proposal, third))

    assert first == second == AccountMerge.objects.get()
    sums = dict(Entry.objects.order_by().values_list("student").annotate(sum=Sum("minutes")))
    assert sums == {twice.kept.public_id: 5, twice.merged.public_id: 0}
    assert verify().ok


def test_two_merges_in_a_circle_make_one(twice: Twice) -> None:
    there = propose_merge(kept=twice.kept, merged=twice.merged, reason=REASON, by=twice.one)
    back = propose_merge(kept=twice.merged, merged=twice.kept, reason=REASON, by=twice.one)

    said = at_once(approval(there, twice.two), approval(back, twice.two))

    assert AccountMerge.objects.count() == 1
    assert sum(isinstance(one, Refusal) for one in said) == 1
