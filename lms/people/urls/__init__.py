"""People, accounts, invitations, the privacy notice and the terms of use."""

from django.urls import path

import lms.core.converters  # noqa: F401  registers <public_id:> and <token:>
from lms.people.views import api_tokens, invitations, kept_form, mail, mailed_links, merges, people, policies, profile

app_name = "people"
urlpatterns = [
    path("people/", people.people_list, name="list"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<public_id:public_id>/resend/", people.resend, name="resend_invitation"),
    path("people/invitations/<public_id:public_id>/revoke/", people.revoke, name="revoke_invitation"),
    path("people/tokens/<slug:slug>/", api_tokens.api_tokens, name="api_tokens"),
    path("people/tokens/<public_id:public_id>/revoke/", api_tokens.revoke, name="revoke_api_token"),
    path("people/merges/", merges.merges, name="merges"),
    path("people/merges/<public_id:public_id>/", merges.merge_proposal, name="merge_proposal"),
    path("people/merges/<public_id:public_id>/approve/", merges.approve, name="approve_merge"),
    path("people/merges/<public_id:public_id>/decline/", merges.decline, name="decline_merge"),
    path("people/<public_id:public_id>/merge/", merges.choose_account, name="merge"),
    path("people/<public_id:public_id>/merge/<public_id:other>/", merges.merge_preview, name="merge_preview"),
    path("people/mail/", mail.bounced, name="bounced"),
    path("people/mail/<public_id:public_id>/again/", mail.reopen, name="reopen_address"),
    path("people/policies/", policies.policies, name="policies"),
    path("people/policies/<slug:kind>/", policies.publish, name="publish_policy"),
    path("people/<public_id:public_id>/", people.person_page, name="person"),
    path("people/<public_id:public_id>/close/", people.close_account, name="deactivate"),
    path("people/<public_id:public_id>/open/", people.open_account, name="reactivate"),
    path("people/<public_id:public_id>/roles/", people.add_role, name="give_role"),
    path("people/<public_id:public_id>/roles/end/", people.end_role, name="end_role"),
    path("account/", profile.profile, name="profile"),
    path("account/names/", profile.other_names, name="other_names"),
    path("account/email/", profile.ask_email, name="ask_email"),
    path("account/email/try/", mail.try_own, name="try_address"),
    path("account/email/again/<token:token>/", mail.confirm, name="confirm_address"),
    path("account/email/<token:token>/", profile.confirm_email, name="confirm_email"),
    path("account/sign-out-elsewhere/", profile.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/kept-form/", kept_form.show, name="kept_form"),
    path("account/policies/", policies.accept, name="accept_policies"),
    path("invitation/", invitations.accept, name="accept_invitation"),
    path("invitation/<token:token>/", invitations.open_link, name="open_invitation"),
    path("links/", mailed_links.door, name="link_door"),
    path("privacy/", policies.present, {"kind": "privacy"}, name="privacy"),
    path("privacy/<slug:version>/", policies.version, {"kind": "privacy"}, name="privacy_version"),
    path("terms/", policies.present, {"kind": "terms"}, name="terms"),
    path("terms/<slug:version>/", policies.version, {"kind": "terms"}, name="terms_version"),
]
