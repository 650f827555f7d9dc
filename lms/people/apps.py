from django.apps import AppConfig

EVENTS = {
    "people.campus_added": "{actor} added the campus {name}.",
    "people.invited": "{actor} invited this person as {role} on {campus}.",
    "people.invitation_sent_again": "{actor} sent the invitation again.",
    "people.invitation_revoked": "{actor} withdrew the invitation.",
    "people.link_sent": "{actor} sent {name} a link: {purpose}.",
    "people.link_revoked": "{actor} withdrew the link of {name}: {purpose}.",
    "people.link_opened": "{name} opened a link with its code: {purpose}.",
    "people.api_token_made": "{actor} made a token for another program to read this campus’s records: {name}.",
    "people.api_token_revoked": "{actor} withdrew the token of a program: {name}.",
    "people.joined": "{actor} accepted the invitation as {role}.",
    "people.role_given": "{actor} gave the role {role} on {campus}.",
    "people.role_ended": "{actor} ended the role {role} on {campus}.",
    "people.deactivated": "{actor} closed the account: {reason}",
    "people.reactivated": "{actor} opened the account again.",
    "people.merge_proposed": "{actor} proposed to merge two accounts of this person: {reason}",
    "people.merge_declined": "{actor} did not merge the accounts that were proposed.",
    "people.merged": "{actor} merged two accounts of this person: {reason}",
    "people.names_changed": "{actor} changed their names.",
    "people.email_changed": "{actor} changed their e-mail address.",
    "people.privacy_accepted": "{actor} accepted the privacy notice {version}.",
    "people.policy_accepted": "{actor} accepted a version of a policy: {policy} {version}.",
    "people.policy_published": "{actor} published a version of a policy: {policy} {version}, which holds from {day}.",
    "people.address_opened": "{actor} said that letters reach this person’s address again.",
    "people.sessions_ended": "{actor} signed out on all other devices.",
    "people.signed_in": "{actor} signed in.",
    "people.sign_in_refused": "A sign-in was refused: the account is closed or belongs to the demonstration.",
    "people.sign_in_paused": "Too many wrong passwords: sign-in from one address was paused.",
    "people.password_changed": "{actor} changed the password.",
    "people.second_factor_added": "{actor} added a second factor: {factor}.",
    "people.second_factor_removed": "{actor} removed a second factor: {factor}.",
    "people.second_factor_renewed": "{actor} renewed a second factor: {factor}.",
    "people.setup_link_made": "A link to set this installation up was made on its server.",
    "people.setup_begun": "The link to set this installation up was taken by a browser.",
    "people.setup_step_done": "{actor} finished the step “{step}”: {made}.",
}


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "people"

    def ready(self) -> None:
        from lms.audit.api import register_event_kind
        from lms.core import navigation, waiting
        from lms.core.own_export import register as register_part
        from lms.jobs.api import register_job, register_sweep
        from lms.people import receivers, tasks  # noqa: F401  receivers connect themselves
        from lms.people.actions.forget_traces import forget_ended_sessions, forget_wrong_attempts
        from lms.people.predicates import is_coordinator_of
        from lms.people.queries import own_export
        from lms.people.queries.mail_events import closed_addresses_waiting
        from lms.people.queries.merges import merges_to_decide

        register_part("account", own_export.account_part, own_export.ACCOUNT_FIELDS)
        register_part("policies", own_export.policies_part, own_export.POLICY_FIELDS)
        register_part("disclosures", own_export.disclosures_part, own_export.DISCLOSURE_FIELDS)
        for key, sentence in EVENTS.items():
            register_event_kind(key, sentence)
        # twelve tries take some hours: mail servers rest, and letters must not be lost
        register_job("people.deliver_mail", tasks.run_deliver_mail, label="Sending a message", attempts=12)
        register_sweep("people.wrong_attempts", forget_wrong_attempts, 15 * 60)
        register_sweep("people.ended_sessions", forget_ended_sessions, 24 * 60 * 60)
        waiting.register("people.merges", merges_to_decide)
        waiting.register("people.closed_addresses", closed_addresses_waiting)
        navigation.register("People", "people:list", "person-badge", visible=is_coordinator_of, order=60)
