"""Signing in."""

from typing import Any

from allauth.account.views import LoginView
from django.http import HttpResponse

from lms.core import access


class SignInView(LoginView):
    """allauth's page; what cannot be a sign-in is a bad request, so that scripts see it (AU-09)."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 400
        return response


sign_in = access.public(SignInView.as_view())
