"""The one way a private file leaves: asked for by its id, authorized each time."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound
from lms.vault.kinds import file_kinds
from lms.vault.queries.files import file_called, stream


@access.signed_in
@require_GET
def download(request: HttpRequest, public_id: str) -> HttpResponse | StreamingHttpResponse:
    """The file as an attachment; a missing file and somebody else's look the same."""
    file = file_called(public_id)
    if file is None or not file_kinds.get(file.kind).may_read(request.user, file):
        raise NotFound
    if file.owner:
        record_disclosure(viewer=request.user, owner=file.owner, what=f"{file_kinds.get(file.kind).label}, download", purpose="Download", campus=file.campus)
    response = StreamingHttpResponse(stream(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    response["Accept-Ranges"] = "none"
    return response
