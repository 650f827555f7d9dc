"""allauth's pages that we use, below /accounts/.

Left out on purpose: signing up (people are invited), sign-in codes and e-mail management (``people:ask_email`` does it
with the database's guards). Names are allauth's own, because allauth reverses them.
"""

from allauth.account import views as account
from allauth.mfa.urls import urlpatterns as second_factor
from django.urls import include, path, re_path

from lms.people.views import sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", account.password_reset_from_key, name="account_reset_password_from_key"),
    path("2fa/", include(second_factor)),
]
