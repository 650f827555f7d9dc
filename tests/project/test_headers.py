"""The rules that the access matrix holds every answer to: each sees its own fault."""

import pytest
from django.http import HttpResponse

from tests.project.headers import faults_of

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-abcdefghijklmnopqrstuvw'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
GOOD = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}


def faults(route: str = "home", **changed: str) -> list[str]:
    headers = {**GOOD, **{name.replace("_", "-"): value for name, value in changed.items()}}
    return list(faults_of(HttpResponse(headers={name: value for name, value in headers.items() if value}), route))


def test_an_answer_as_it_should_be_has_none() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("script-src 'self'", "script-src 'self' https:"),
        ("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        ("img-src 'self' data:", "img-src *"),
        ("object-src 'none'; ", ""),
        ("base-uri 'none'", "base-uri *"),
        ("frame-ancestors 'self'", "frame-ancestors https://other.example"),
        ("form-action 'self'; ", ""),
        ("connect-src 'self'", "connect-src 'self' wss:"),
        ("nonce-abcdefghijklmnopqrstuvw", "nonce-a"),
        ("font-src 'self'", "font-src 'self'; report-uri https://other.example"),
    ],
)
def test_a_wider_policy_is_a_fault(before: str, after: str) -> None:
    assert before in POLICY
    assert len(faults(Content_Security_Policy=POLICY.replace(before, after))) == 1


@pytest.mark.parametrize("missing", GOOD)
def test_a_missing_header_is_a_fault(missing: str) -> None:
    assert faults(**{missing.replace("-", "_"): ""})


def test_a_policy_that_only_reports_is_a_fault() -> None:
    assert faults(Content_Security_Policy_Report_Only=POLICY) == ["its policy only reports"]


def test_other_sites_may_read_reviewed_routes_only() -> None:
    assert faults(Access_Control_Allow_Origin="*") == ["other sites may read it"]
    assert faults("keys", Access_Control_Allow_Origin="*") == []


def test_reviewed_routes_only_may_be_kept() -> None:
    assert len(faults(Cache_Control="private, max-age=60")) == 1
    assert faults("lesson_media", Cache_Control="private, max-age=60") == []
