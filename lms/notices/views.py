"""A person's notices."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lms.core import access
from lms.notices.actions.mark_read import mark_read
from lms.notices.models import Notice
from lms.notices.queries.notices import label_of, notice_called, unread_count
from lms.notices.rules import notices_visible_to

ON_A_PAGE = 25


@access.signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything the person was told, newest first."""
    page = Paginator(notices_visible_to(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, label_of(notice)) for notice in page]
    return render(request, "notices/notices.html", {"page": page, "rows": rows, "unread": unread_count(request.user.public_id)})


@access.may("notices.view_notice", subject=notice_called)
@require_GET
def follow(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Go to what the notice is about, which marks it as read."""
    mark_read(notices_visible_to(request.user).filter(pk=notice.pk))
    return redirect(notice.url or "notices:notices")


@access.signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(notices_visible_to(request.user))
    return redirect("notices:notices")
