"""Wagtail's admin still starts some of its widgets by inline scripts, which our policy forbids; the known ones get a nonce.

Only a script that matches, from end to end, one of the calls that Wagtail writes is marked, so nothing that an author or a
student typed can run: a script of another shape stays forbidden. Pages of ours have no inline scripts at all.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ADMIN = "/cms/"
_ARGUMENTS = r'\("[\w-]+"(?:, \{[^<>]*\})?\);'
_KNOWN = re.compile(
    rf"<script>(?=\s*(?:new \w+Chooser{_ARGUMENTS}|init(?:Date|Time|DateTime)Chooser{_ARGUMENTS}"
    r'|\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)\(JSON\.parse\("[^<>"]*"\)\);\s*\}\)\(\);)\s*</script>)'
)


class WagtailScriptsMiddleware:
    """Marks the known scripts of a page of the admin. Stands inside the policy's middleware, which then names the nonce."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.path.startswith(ADMIN) and not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and b"<script>" in response.content:
            marked = mark(response.content.decode(response.charset), lambda: str(request.csp_nonce))  # type: ignore[attr-defined]
            response.content = marked
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response


def mark(html: str, nonce: Callable[[], str]) -> str:
    """``html`` with a nonce on every known script; ``nonce`` is asked only where there is one."""
    return _KNOWN.sub(lambda _found: f'<script nonce="{nonce()}">', html)
