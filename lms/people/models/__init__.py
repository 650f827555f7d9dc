from lms.people.models.account_merge import AccountMerge, MergeProposal, MergeState
from lms.people.models.api_token import ApiToken
from lms.people.models.campus import Campus
from lms.people.models.invitation import Invitation
from lms.people.models.mail_event import MailEvent
from lms.people.models.mailed_link import LinkCode, MailedLink
from lms.people.models.membership import Membership
from lms.people.models.policy import PolicyAcceptance, PolicyText, PolicyVersion
from lms.people.models.setup import SetupLink, SetupStep
from lms.people.models.user import OtherName, User

__all__ = [
    "AccountMerge", "ApiToken", "Campus", "Invitation", "LinkCode", "MailEvent", "MailedLink", "Membership", "MergeProposal", "MergeState", "OtherName",
    "PolicyAcceptance", "PolicyText", "PolicyVersion", "SetupLink", "SetupStep", "User",
]  # fmt: skip
