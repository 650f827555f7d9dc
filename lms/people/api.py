"""The door of lms.people for other apps."""

from lms.people.actions.add_campus import add_campus
from lms.people.actions.add_first_administrator import add_first_administrator
from lms.people.actions.change_names import Names
from lms.people.actions.deactivate_person import deactivate_person
from lms.people.actions.end_membership import end_membership
from lms.people.actions.ensure_member import Arrival, ensure_member
from lms.people.actions.give_role import give_role
from lms.people.actions.invite_person import invite_person
from lms.people.actions.join_as_student import join_as_student
from lms.people.actions.keep_acceptances import keep_acceptances
from lms.people.actions.mailed_links import revoke_link, send_link
from lms.people.actions.make_setup_link import make_setup_link
from lms.people.actions.queue_mail import JOB as DELIVER_JOB
from lms.people.actions.queue_mail import queue_letter, queue_mail
from lms.people.actions.reactivate_person import reactivate_person
from lms.people.actions.send_letter import Undelivered, send_letter
from lms.people.actions.setup_steps import keep_setup_step, take_setup_step
from lms.people.actions.sync_groups import sync_groups
from lms.people.actions.take_setup_link import take_setup_link
from lms.people.link_purposes import link_purposes, register_link_purpose
from lms.people.models import ApiToken, Campus, MailedLink, Membership, SetupLink, SetupStep, User
from lms.people.models.setup import FIRST_SETUP, SETUP_STEPS
from lms.people.models.user import legal_name
from lms.people.predicates import (
    EVERY_CAMPUS,
    campuses_where,
    holds,
    is_administrator,
    is_attorney_of,
    is_auditor_of,
    is_coordinator_of,
    is_instructor_of,
    is_officer_of,
    is_student_of,
)
from lms.people.queries.mail_events import bounced_since, closed_address_of, closed_now, is_closed
from lms.people.queries.mailed_links import links_on
from lms.people.queries.merges import accounts_merged_into, ids_of, merge_named, opened_texts_about
from lms.people.queries.people import administrators, campus_called, holders_of, names_of, other_names_of, person_called, person_with_email, time_zones_of
from lms.people.queries.policies import columns_of_acceptance
from lms.people.queries.policies import in_force as policies_in_force
from lms.people.queries.setup import has_administrator, open_setup_link, setup_link_with_token, setup_steps
from lms.people.roles import roles
from lms.people.rules import campuses_visible_to, enters_wagtail, is_same_person, members_visible_to, people_visible_to, works_on_a_campus_of

__all__ = [
    "DELIVER_JOB",
    "EVERY_CAMPUS",
    "FIRST_SETUP",
    "SETUP_STEPS",
    "ApiToken",
    "Arrival",
    "Campus",
    "MailedLink",
    "Membership",
    "Names",
    "SetupLink",
    "SetupStep",
    "Undelivered",
    "User",
    "accounts_merged_into",
    "add_campus",
    "add_first_administrator",
    "administrators",
    "bounced_since",
    "campus_called",
    "campuses_visible_to",
    "campuses_where",
    "closed_address_of",
    "closed_now",
    "columns_of_acceptance",
    "deactivate_person",
    "end_membership",
    "ensure_member",
    "enters_wagtail",
    "give_role",
    "has_administrator",
    "holders_of",
    "holds",
    "ids_of",
    "invite_person",
    "is_administrator",
    "is_attorney_of",
    "is_auditor_of",
    "is_closed",
    "is_coordinator_of",
    "is_instructor_of",
    "is_officer_of",
    "is_same_person",
    "is_student_of",
    "join_as_student",
    "keep_acceptances",
    "keep_setup_step",
    "legal_name",
    "link_purposes",
    "links_on",
    "make_setup_link",
    "members_visible_to",
    "merge_named",
    "names_of",
    "open_setup_link",
    "opened_texts_about",
    "other_names_of",
    "people_visible_to",
    "person_called",
    "person_with_email",
    "policies_in_force",
    "queue_letter",
    "queue_mail",
    "reactivate_person",
    "register_link_purpose",
    "revoke_link",
    "roles",
    "send_letter",
    "send_link",
    "setup_link_with_token",
    "setup_steps",
    "sync_groups",
    "take_setup_link",
    "take_setup_step",
    "time_zones_of",
    "works_on_a_campus_of",
]  # fmt: skip
