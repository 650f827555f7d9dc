"""How long documents are kept, what keeps them longer, and what was removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.hold_documents import end_hold
from accreditation.evidence_kinds.base import READERS
from accreditation.evidence_kinds.retention import FILED_PACKET
from accreditation.models import LegalHold
from accreditation.queries.holds import hold_called, shown_holds
from accreditation.queries.packet_retention import removed_packets
from accreditation.queries.retention_pages import LATEST, removed_documents, rules_of
from accreditation.rules.evidence import organizations_of
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.errors import Refusal


@access.may("accreditation.view_documents")
def retention(request: HttpRequest) -> HttpResponse:
    """The rules with their sources, the holds that stand, and the report on what was removed."""
    removed, holds = removed_documents(request.user), shown_holds(request.user)
    owners = [one.event.evidence.student for one in removed] + [one.hold.student for one in holds]
    record_disclosures(viewer=request.user, owners=owners, what="Removed documents and legal holds", purpose="Looking after records")
    packets = removed_packets(request.user, LATEST)
    record_disclosures(viewer=request.user, owners=[one.filed.student for one in packets], what="Removed filed packets", purpose="Looking after records")
    context = {
        "packet_rule": FILED_PACKET, "packets": packets, "rules": rules_of(None), "holds": holds, "removed": removed,
        "organizations": organizations_of(request.user, *READERS),
    }  # fmt: skip
    return render(request, "accreditation/documents/retention.html", context)


@access.may("accreditation.view_hold", subject=lambda hold: hold_called(hold))
@require_POST
def end(request: HttpRequest, hold: LegalHold) -> HttpResponse:
    """End a hold that somebody else placed."""
    try:
        end_hold(hold=hold, by=request.user)
        messages.success(request, "The hold is ended. The ordinary time runs again.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("evidence:retention")
