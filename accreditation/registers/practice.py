"""Supervised practice: events, notices, what waits, the purpose of the attorney's link, and the foundation of its entries."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from accreditation.ledger import practiced  # noqa: F401  registers itself
from accreditation.models.attorney import ProposalState
from accreditation.models.practice import EntryState
from accreditation.queries.practice import PURPOSE
from accreditation.rules.practice import APPROVERS, KEEPERS, attorney_proposals_decided_by, entries_written_by
from lms.audit.api import register_event_kind
from lms.core import navigation, waiting
from lms.core.waiting import Waiting
from lms.notices.api import register_notice_kind
from lms.people.api import register_link_purpose

register_link_purpose(
    PURPOSE, title="Confirm supervised practice", arrives="confirming:arrive", opens="confirming:pile",
    explain="Students whose work you supervise ask you to confirm what they did. It takes two minutes, and you need no account.",
)  # fmt: skip
register_event_kind("accreditation.attorney_proposed", "{actor} proposed a record of the attorney {name}")
register_event_kind("accreditation.attorney_approved", "{actor} approved the record of the attorney {name}")
register_event_kind("accreditation.attorney_declined", "{actor} declined the record of the attorney {name}")
register_event_kind("accreditation.matter_opened", "{actor} opened matter {code}")
register_event_kind("accreditation.matter_closed", "{actor} closed matter {code}")
register_event_kind("accreditation.matter_assigned", "{actor} gave a student a place in matter {code}")
register_event_kind("accreditation.matter_left", "{actor} ended a student’s place in matter {code}")
register_event_kind("accreditation.practice_sent", "{actor} sent {minutes} min in matter {code} for confirmation")
register_event_kind("accreditation.practice_confirmed", "{attorney} confirmed {minutes} min in matter {code} ({confirmation})")
register_event_kind("accreditation.practice_returned", "{attorney} returned an entry in matter {code}")
register_event_kind("accreditation.checkpoint_reached", "{actor} reached “{point}” in matter {code}")
_YOURS = "You get this because the practice is yours, or you look after it."
register_notice_kind("accreditation.practice_confirmed", "Confirmed practice", reason=_YOURS, roles=("student", *KEEPERS, "administrator"))
register_notice_kind("accreditation.practice_returned", "Returned practice", reason="You get this because the entry is yours.", roles=("student",))
register_notice_kind(
    "accreditation.practice_discussed", "Questions about practice", reason="You get this because you look after practice on this campus.",
    roles=(*KEEPERS, "administrator"),
)  # fmt: skip
register_notice_kind("accreditation.practice_feedback", "Feedback on matters", reason="You get this because you work in the matter.", roles=("student",))


def attorneys_to_approve(person: Any) -> Waiting | None:
    """Records of attorneys that wait for a second person."""
    if not person.has_role(*APPROVERS):
        return None
    count = attorney_proposals_decided_by(person).filter(state=ProposalState.PENDING).count()
    return Waiting(count, "attorney’s record to approve", reverse("supervision:attorneys"), "attorneys’ records to approve")


def entries_to_correct(person: Any) -> Waiting | None:
    """What attorneys returned to a student."""
    if not person.has_role("student"):
        return None
    count = entries_written_by(person).filter(state=EntryState.RETURNED).count()
    return Waiting(count, "returned entry of practice", reverse("matters:log"), "returned entries of practice")


waiting.register("accreditation.attorneys", attorneys_to_approve)
waiting.register("accreditation.returned_practice", entries_to_correct)
navigation.register(gettext_noop("Supervision"), "supervision:board", "briefcase", lambda person: person.has_role("coordinator"), 45)
