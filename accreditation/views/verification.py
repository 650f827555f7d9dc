"""What anybody may check without an account: a certificate by its link, the public keys, the list of withdrawn certificates."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accreditation.actions.sign_credential import sign_credential
from accreditation.credentials import keys_document, status_list_credential
from accreditation.models import Certificate
from accreditation.queries.certificates import certificate_with_code, status_of, withdrawn_places
from accreditation.queries.credential_keys import issuer_address, known_keys, status_list_address
from accreditation.queries.packet_seals import seal_certificates_text
from lms.core import access
from lms.core.addresses import client_address
from lms.core.clock import now
from lms.core.errors import NotFound, TooMany
from lms.core.limits import PerMinute

CREDENTIAL = "application/vc"
_checks = PerMinute("verify", 60)  # from one address: an office checks a list, a script guesses


@access.public
@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The present status of a certificate, with the least that proves it. Malformed and unknown codes get the same answer."""
    _limit(request)
    certificate = certificate_with_code(code)
    context = {"certificate": certificate, "status": status_of(certificate) if certificate else "", "checked_at": now()}
    return _unkept(render(request, "accreditation/verify.html", context, status=200 if certificate else 404))


@access.public
@require_safe
@never_cache
def shared_credential(request: HttpRequest, code: str) -> HttpResponse:
    """The signed data of a certificate whose holder shows it; anything else is not there."""
    _limit(request)
    certificate = certificate_with_code(code)
    if certificate is None or not hasattr(certificate, "public_credential"):
        raise NotFound
    return credential_file(certificate)


@access.public
@require_safe
@never_cache
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Which certificates were withdrawn, one bit each, signed now. Who asks tells nobody which one they ask about."""
    _limit(request)
    places = withdrawn_places(number)
    if places is None:
        raise NotFound
    at = now()
    document = status_list_credential(places, address=status_list_address(number), issuer=issuer_address(), at=at)
    return _open_to_all(HttpResponse(sign_credential(document, at), content_type=CREDENTIAL))


@access.public
@require_safe
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key that signed here, with its validity and revocation."""
    return _open_to_all(JsonResponse(keys_document(known_keys(), issuer_address())))


@access.public
@require_safe
@never_cache
def seal_certificates(request: HttpRequest) -> HttpResponse:
    """The certificates with which the platform's seal on packets is checked, as PEM; empty where nothing was ever sealed."""
    return _open_to_all(HttpResponse(seal_certificates_text(), content_type="application/x-pem-file"))


def credential_file(certificate: Certificate) -> HttpResponse:
    """The signed data as a file, to the byte as it was signed."""
    response = HttpResponse(certificate.credential.encode(), content_type=CREDENTIAL)
    response["Content-Disposition"] = f'attachment; filename="certificate-{certificate.number}.json"'
    return _unkept(response)


def _limit(request: HttpRequest) -> None:
    if not _checks.allows(client_address(request) or ""):
        raise TooMany("Too many certificates were checked from here in a minute. Wait a moment and try again.")


def _unkept(response: HttpResponse) -> HttpResponse:
    """Neither searched for nor kept by anybody on the way."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _open_to_all(response: Any) -> HttpResponse:
    """Public facts that another site's script may read in order to check a certificate."""
    response["Access-Control-Allow-Origin"] = "*"
    return _unkept(response)
