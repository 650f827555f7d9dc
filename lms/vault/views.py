"""The one way a private file leaves: asked for by its id, authorized each time."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from lms.audit.api import record_disclosures
from lms.core import access
from lms.vault.kinds import file_kinds
from lms.vault.models import StoredFile
from lms.vault.queries.files import file_called, owners_of, stream, verify


# Only whole files, only GET: a range or a HEAD of something private helps nobody but a prober.
@access.may("vault.read_file", subject=file_called)
@require_GET
def download(request: HttpRequest, file: StoredFile) -> StreamingHttpResponse:
    """The file as an attachment. It is read through once before the first byte leaves, so a damaged one never half arrives."""
    kind = file_kinds.get(file.kind)
    verify(file)
    for campus, owners in owners_of(file).items():
        record_disclosures(viewer=request.user, owners=owners, what=kind.label, purpose="Download", campus=campus)
    response = StreamingHttpResponse(stream(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Accept-Ranges"] = "none"
    return response
